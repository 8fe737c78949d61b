"""May an order go on without a person? Pure conditions over plain facts, no Odoo."""

from bisect import bisect_right
from dataclasses import dataclass

DAY = 24 * 60 * 60  # seconds

# What of an order people change when it was not as it should have been, by names of the journal.
CHANGES = {"amount_total": "sum", "warehouse_id": "store"}


@dataclass(frozen=True)
class Facts:
    """What an order is like when it is judged.

    :ivar typed: whether a person typed it
    :ivar touched: whether a person works on it, or has done so
    :ivar minutes: how long ago it came
    :ivar kind, source, stage, company: ids
    :ivar amount: in the currency of the company
    :ivar paid: whether all of it is paid
    :ivar completed: how many orders the customer has completed before
    :ivar unclaimed_days: how long ago they did not come for an order, None: never
    :ivar restrictions: sentences why it may not be sold
    """

    typed: bool = False
    touched: bool = False
    minutes: float = 0.0
    kind: int = 0
    source: int = 0
    stage: int = 0
    company: int = 0
    amount: float = 0.0
    has_goods: bool = True
    has_comment: bool = False
    paid: bool = False
    is_pickup: bool = False
    in_stock: bool = True
    completed: int = 0
    has_debt: bool = False
    unclaimed_days: float | None = None
    is_request: bool = False
    is_duplicate: bool = False
    price_changed: bool = False
    restrictions: tuple = ()


@dataclass(frozen=True)
class Conditions:
    """A rule: which orders it is for and what must be true of them; what is zero or empty is not asked for.

    :ivar money: `any`, `paid` or `paid_or_pickup`
    """

    id: int = 0
    stage: int = 0
    company: int = 0
    kinds: frozenset = frozenset()
    sources: frozenset = frozenset()
    takes_typed: bool = False
    minutes: float = 0.0
    limit: float = 0.0
    money: str = "any"
    no_comment: bool = False
    in_stock: bool = False
    completed: int = 0
    no_debt: bool = False
    unclaimed_days: int = 0
    no_request: bool = False
    no_duplicate: bool = False
    no_price_change: bool = False
    no_restriction: bool = False

    def is_for(self, facts):
        """Return whether the rule has anything to say about this order."""
        return (
            facts.company == self.company
            and facts.stage == self.stage
            and (self.takes_typed or not facts.typed)
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.sources or facts.source in self.sources)
        )

    def find_obstacles(self, facts):
        """Return codes of what is against moving the order, none when it may go on."""
        found = (
            ("touched", facts.touched),
            ("early", facts.minutes < self.minutes),
            ("no_goods", not facts.has_goods),
            ("request", self.no_request and facts.is_request),
            ("amount", self.limit > 0 and facts.amount >= self.limit),
            ("comment", self.no_comment and facts.has_comment),
            ("unpaid", not self._is_money_right(facts)),
            ("stock", self.in_stock and not facts.in_stock),
            ("completed", facts.completed < self.completed),
            ("debt", self.no_debt and facts.has_debt),
            ("unclaimed", self._remembers_unclaimed(facts)),
            ("duplicate", self.no_duplicate and facts.is_duplicate),
            ("price", self.no_price_change and facts.price_changed),
            ("restricted", self.no_restriction and bool(facts.restrictions)),
        )
        return tuple(code for code, is_so in found if is_so)

    def _is_money_right(self, facts):
        return self.money == "any" or facts.paid or (self.money == "paid_or_pickup" and facts.is_pickup)

    def _remembers_unclaimed(self, facts):
        return (
            self.unclaimed_days > 0 and facts.unclaimed_days is not None and facts.unclaimed_days < self.unclaimed_days
        )


def judge(facts, rules):
    """Return (rule that moves the order or None, {rule: codes of what is against it}) of the rules that are for it."""
    against = {}
    for rule in rules:
        if rule.is_for(facts):
            obstacles = rule.find_obstacles(facts)
            if not obstacles:
                return rule, {}
            against[rule] = obstacles
    return None, against


@dataclass(frozen=True)
class Past:
    """What a customer had done, as sorted moments: orders completed, not claimed, delivered and still unpaid."""

    completed: tuple = ()
    unclaimed: tuple = ()
    unpaid: tuple = ()

    def at(self, moment):
        """Return what of Facts it was at a moment."""
        left = self.unclaimed[: bisect_right(self.unclaimed, moment)]
        return {
            "completed": bisect_right(self.completed, moment),
            "unclaimed_days": (moment - left[-1]).total_seconds() / DAY if left else None,
            "has_debt": bisect_right(self.unpaid, moment) > 0,
        }


def find_changes(changes):
    """Return which of `lines`, `sum`, `store` a row of the journal tells of."""
    found = {CHANGES[name] for name, *_values in (changes or {}).get("fields", ()) if name in CHANGES}
    return found | ({"lines"} if (changes or {}).get("lines") else set())


def share(part, whole):
    """Return a part of the whole, 0 … 1."""
    return part / whole if whole else 0.0
