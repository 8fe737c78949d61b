"""Who gets a new order: a pure choice among people on line, with what explains it."""

from dataclasses import dataclass

PRECISION = 6  # digits of a load: 0.1 + 0.2 is no more than 0.3


@dataclass
class Candidate:
    """A manager on line.

    :ivar weight: how much of the work he takes compared with the others; 0: none
    :ivar load: sum of the weights of the stages where his open orders stand
    :ivar cap: the most he may have in hand, 0: no limit
    :ivar last: when he was given an order last, seconds; 0: never
    :ivar teams: ids of his teams
    :ivar stores, kinds, languages: what he takes orders of; empty: of all
    """

    id: int
    weight: float = 1.0
    load: float = 0.0
    cap: float = 0.0
    last: float = 0.0
    teams: frozenset = frozenset()
    stores: frozenset = frozenset()
    kinds: frozenset = frozenset()
    languages: frozenset = frozenset()

    def fits(self, task):
        """Return whether he may be given this order now."""
        return (
            self.weight > 0
            and self.id not in task.refused
            and (not self.cap or round(self.load + task.weight, PRECISION) <= self.cap)
            and (not task.teams or not self.teams.isdisjoint(task.teams))
            and (not self.stores or task.store in self.stores)
            and (not self.kinds or task.kind in self.kinds)
            and (not self.languages or not task.language or task.language in self.languages)
        )

    def share(self):
        """Return his load as his weight makes it."""
        return round(self.load / self.weight, PRECISION)

    def take(self, task, now):
        """Count an order that he has just been given."""
        self.load, self.last = self.load + task.weight, now


@dataclass(frozen=True)
class Task:
    """An order to hand out.

    :ivar weight: how much it counts in a load
    :ivar teams: ids of the teams whose people may take it; empty: all
    :ivar own: id of the customer's own manager
    :ivar refused: ids of those who had it and did not open it
    """

    weight: float = 1.0
    teams: frozenset = frozenset()
    store: int = 0
    kind: int = 0
    language: str = ""
    own: int = 0
    refused: frozenset = frozenset()


@dataclass(frozen=True)
class Choice:
    """The decision and what explains it.

    :ivar kind: `own` (the customer's manager), `only` (nobody else may), `least` (fewest orders in hand), `longest`
        (others have as few, but he has waited longest)
    :ivar load: what he had in hand before
    :ivar own_is_away: whether the customer has a manager who cannot take it
    :ivar by_share: whether somebody with fewer orders in hand was left out for his smaller share
    """

    user_id: int
    kind: str
    load: float
    cap: float
    own_is_away: bool = False
    by_share: bool = False


def choose(task, candidates):
    """Return the Choice for an order, None when nobody on line may take it."""
    fitting = [candidate for candidate in candidates if candidate.fits(task)]
    if not fitting:
        return None
    own = next((candidate for candidate in fitting if candidate.id == task.own), None)
    if own:
        return Choice(own.id, "own", own.load, own.cap)
    best = min(fitting, key=lambda candidate: (candidate.share(), candidate.last, candidate.id))
    by_share = any(candidate.load < best.load for candidate in fitting)
    return Choice(best.id, _explain(best, fitting), best.load, best.cap, bool(task.own), by_share)


def _explain(best, fitting):
    if len(fitting) == 1:
        return "only"
    as_few = sum(candidate.share() == best.share() for candidate in fitting)
    return "least" if as_few == 1 else "longest"
