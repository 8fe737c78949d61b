"""The transition matrix as a pure function: who may move which order from where to where, through which channel."""

from collections import deque
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Rule:
    """A row of the matrix; the first row that fits a move decides. None means any.

    :ivar kinds: ids of order types
    :ivar sources: ids of the stages moved from
    :ivar targets: ids of the stages moved to
    """

    id: int
    allow: bool
    kinds: frozenset | None = None
    sources: frozenset | None = None
    targets: frozenset | None = None
    role: str | None = None
    channel: str | None = None

    def fits(self, move):
        """Return whether the row speaks about this move."""
        return (
            (self.kinds is None or move.kind in self.kinds)
            and (self.sources is None or move.source in self.sources)
            and (self.targets is None or move.target in self.targets)
            and (self.role is None or self.role in move.roles)
            and (self.channel is None or self.channel == move.channel)
        )


@dataclass(frozen=True)
class Move:
    """An attempt: an order of type `kind` from stage `source` to stage `target`, by a holder of `roles`."""

    kind: int
    source: int
    target: int
    roles: frozenset
    channel: str


def find_rule(rules, move):
    """Return the first row that fits the move, or None."""
    return next((rule for rule in rules if rule.fits(move)), None)


def is_allowed(rules, move):
    """Return whether the matrix lets the move happen: what no row speaks about is forbidden."""
    rule = find_rule(rules, move)
    return bool(rule and rule.allow)


@dataclass(frozen=True)
class Findings:
    """What is wrong with a matrix: ids of stages that no order reaches, and of those none leaves though not final."""

    unreachable: frozenset
    dead_ends: frozenset


def lint(rules, kind, stages, first, final, role_sets, channels):
    """Return the Findings for orders of type `kind`.

    :param stages: ids of the stages orders of this type may stand in
    :param first: id of the stage they begin in
    :param final: ids of the final stages
    :param role_sets: the combinations of roles that people hold, frozensets
    """
    ways = {stage: _find_ways(rules, kind, stage, stages, role_sets, channels) for stage in stages}
    reached, queue = {first}, deque([first])
    while queue:
        for stage in ways.get(queue.popleft(), set()) - reached:
            reached.add(stage)
            queue.append(stage)
    dead_ends = {stage for stage in stages if not ways[stage] and stage not in final}
    return Findings(frozenset(set(stages) - reached), frozenset(dead_ends))


def _find_ways(rules, kind, source, stages, role_sets, channels):
    return {
        target
        for target in stages
        if target != source
        and any(
            is_allowed(rules, Move(kind, source, target, roles, channel))
            for roles, channel in product(role_sets, channels)
        )
    }
