"""Every step that anybody made with an order, judged by the whole matrix in force."""

from dataclasses import dataclass
from itertools import pairwise

from fakes.pure import load

load("torg_sale")

from torg_sale.tools.transitions import Move, Rule, is_allowed  # noqa: E402

ROLES = ("manager", "supervisor", "director", "store_staff", "courier")
RULE = ("effect", "order_type_ids", "source_scope", "source_stage_ids", "target_stage_ids", "role", "channel")
STEP = ("order_id", "stage_from_id", "stage_to_id", "user_id", "channel")


@dataclass(frozen=True)
class Row:
    """What the journal has of one transaction: an order came from one stage to another, by whom and by which way."""

    order: int
    source: int | None
    target: int
    user: int
    channel: str


class Matrix:
    """The matrix as the base has it now, and who holds which role.

    :ivar codes: `{stage id: code}`
    :ivar rows: of the base, from the top; the first that fits decides
    """

    def __init__(self, chief):
        stages = chief.find("sale.order.stage", [], ["code", "is_final"])
        self.codes = {row["id"]: row["code"] for row in stages}
        final = frozenset(row["id"] for row in stages if row["is_final"])
        found = chief.find("torg.order.transition", [], RULE, order="sequence, id")
        self.rules = tuple(read_rule(row, final) for row in found)
        self._holders = {role: _find_holders(chief, role) for role in ROLES}

    def allows(self, kind, source, target, row):
        """Whether this step was allowed to whoever made it; the system may also follow what happened by itself."""
        roles = frozenset(role for role, holders in self._holders.items() if row.user in holders)
        channels = (row.channel,) if (source, target) == (row.source, row.target) else (row.channel, "system")
        return any(is_allowed(self.rules, Move(kind, source, target, roles, channel)) for channel in channels)


def read_rule(row, final):
    """A row of the matrix as RPC gives it → Rule.

    :param final: ids of final stages
    """
    sources = {"any": None, "final": final, "chosen": frozenset(row["source_stage_ids"])}
    return Rule(
        id=row["id"],
        allow=row["effect"] == "allow",
        kinds=frozenset(row["order_type_ids"]) or None,
        sources=sources[row["source_scope"]],
        targets=frozenset(row["target_stage_ids"]) or None,
        role=row["role"] or None,
        channel=row["channel"] or None,
    )


def _find_holders(chief, role):
    group = chief.call("ir.model.data", "check_object_reference", "torg_base", f"group_{role}")[1]
    domain = [("all_group_ids", "in", [group]), ("active", "in", [True, False])]
    return {row["id"] for row in chief.find("res.users", domain)}


def read_rows(chief, orders):
    """`{order id: [Row]}` of the journal, oldest first; the first one tells where the order was made."""
    domain = [("order_id", "in", sorted(orders)), ("stage_to_id", "!=", False)]
    found = {number: [] for number in orders}
    for row in chief.find("torg.order.journal", domain, STEP, order="id"):
        source = row["stage_from_id"] and row["stage_from_id"][0]
        user = row["user_id"] and row["user_id"][0]
        found[row["order_id"][0]].append(
            Row(row["order_id"][0], source or None, row["stage_to_id"][0], user, row["channel"])
        )
    return found


def split_steps(rows, told):
    """Divide the stages that the outside was told about among the transactions of the journal.

    A transaction may make several steps at once (handed over and paid: ready, then done), the journal has its ends.

    :param rows: Rows of one order; the first is where it was made
    :param told: stage ids as they were told, the oldest first
    :return: `([(row, source, target)], stages told that belong to nothing)`, None for the steps where stages lack
    """
    if not rows:
        return None, list(told)
    steps, rest, place = [], list(told), rows[0].target
    for row in rows[1:]:
        if row.source != place or row.target not in rest:
            return None, rest
        end = rest.index(row.target) + 1
        path, rest = [place, *rest[:end]], rest[end:]
        steps += [(row, *step) for step in pairwise(path)]
        place = row.target
    return steps, rest
