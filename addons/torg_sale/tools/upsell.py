"""What managers added to an order that was sent ready-made, or removed from it; plain values, no Odoo.

Money is a pair of whole kopecks (amount, margin), quantities are Fractions, so nothing is ever lost in rounding: what
was sent and everything that happened to it add up to what the customer has kept (see `Account.completed`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple


class Money(NamedTuple):
    """Kopecks: what the customer pays, after discounts, with taxes, and what is earned of it."""

    amount: int = 0
    margin: int = 0

    def __add__(self, other):
        return Money(self.amount + other.amount, self.margin + other.margin)

    def __sub__(self, other):
        return Money(self.amount - other.amount, self.margin - other.margin)


class Line(NamedTuple):
    """A line of the order as it is now.

    :param quantity: what is ordered
    :param kept: delivered − returned
    :param money: of what is kept
    :param was_sent: the site, 1C or the shop's API sent this very line
    :param replaces: product that the line was offered instead of, None when it replaces nothing
    :param replaced_quantity: how much of it
    :param is_forced: the replaced product was not there: nobody's merit, only what is above its price counts
    """

    id: int
    product: int
    quantity: Fraction
    kept: Fraction
    money: Money
    was_sent: bool = False
    replaces: int | None = None
    replaced_quantity: Fraction = Fraction()
    is_forced: bool = False


class Change(NamedTuple):
    """So much of a product came to a line, or left it; `user` is None when no manager did it."""

    user: int | None
    line: int
    product: int
    quantity: Fraction


class Row(NamedTuple):
    """A row of the account: `kind` is added, removed or replaced."""

    user: int
    product: int
    kind: str
    quantity: Fraction
    money: Money


@dataclass
class Account:
    """The account of an order.

    :ivar rows: what is put to the managers' account
    :ivar rest: everything else that happened, by its name: `repriced` goods that were sent, what was `undelivered` or
        returned of them, what the `site` itself changed, a `surplus` nobody ordered, `forced` replacements that cost
        less, or are left out
    """

    sent: Money = Money()
    rows: list[Row] = field(default_factory=list)
    rest: dict[str, Money] = field(default_factory=lambda: defaultdict(Money))

    @property
    def completed(self):
        """What the lines of the order must add up to."""
        return sum([self.sent, *(row.money for row in self.rows), *self.rest.values()], Money())


def split(total, weights):
    """Split a whole number by weights, the parts adding up to it: the largest remainders get what is left over."""
    weights = [Fraction(weight) for weight in weights]
    if not total or not (whole := sum(weights)):
        return [0] * len(weights)
    exact = [abs(total) * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda number: (parts[number] - exact[number], number))
    for number in order[: abs(total) - sum(parts)]:
        parts[number] += 1
    return [part if total > 0 else -part for part in parts]


def split_money(money, weights):
    """Split both figures of the money by weights."""
    return [Money(*pair) for pair in zip(*(split(part, weights) for part in money), strict=True)]


def make_account(sent, lines, changes, owner):
    """Return the Account of an order.

    :param dict sent: `{product: (quantity, Money)}` as the order came
    :param list lines: Lines as they are now
    :param list changes: Changes from the journal, without those of the intake and without replacements themselves
    :param owner: who gets what the journal names nobody for
    """
    account = Account(sum((money for _quantity, money in sent.values()), Money()))
    products = {*sent, *(line.product for line in lines), *(line.replaces for line in lines if line.replaces)}
    for product in sorted(products):
        _Goods(account, product, sent.get(product, (Fraction(), Money())), lines, changes, owner).count()
    return account


class _Goods:
    """One product of the order: what was sent of it, the plain lines of it, and the lines that replace it."""

    def __init__(self, account, product, sent, lines, changes, owner):
        self.account, self.product, self.owner = account, product, owner
        self.sent, self.sent_money = sent
        self.plain = [line for line in lines if line.product == product and not line.replaces]
        self.plain.sort(key=lambda line: (not line.was_sent, line.id))
        self.instead = [line for line in lines if line.replaces == product]
        self.replacing = {line.id for line in lines if line.replaces}
        self.changes = changes

    def count(self):
        """Put this product to the account."""
        by_site = [change.quantity for change in self._get_changes() if change.user is None]
        wanted = max(sum(by_site, self.sent), Fraction())
        replaced = min(sum((line.replaced_quantity for line in self.instead), Fraction()), self.sent)
        wanted = max(wanted - replaced, Fraction())
        kept = sum((line.kept for line in self.plain), Fraction())
        by_people = sum((line.quantity for line in self.plain), Fraction()) - wanted
        sizes = self._take_sent(wanted, replaced, kept, by_people)
        parts = split_money(self.sent_money, sizes)
        self._count_kept(sizes[1], wanted, by_people, parts[1])
        self._count_gone(sizes[2], parts[2:])
        self._count_instead(sizes[0], parts[0])

    def _take_sent(self, wanted, replaced, kept, by_people):
        """Return how what was sent divides: replaced, kept, removed by people, by the site, not delivered."""
        stayed = min(wanted, kept, self.sent - replaced)
        rest = self.sent - replaced - stayed
        removed = min(max(-by_people, Fraction()), rest)
        by_site = min(max(self.sent - replaced - wanted, Fraction()), rest - removed)
        return [replaced, stayed, removed, by_site, rest - removed - by_site]

    def _count_kept(self, stayed, wanted, by_people, sent_money):
        """Plain lines in their order: first what was sent, then what the site added, then what people added."""
        room = [stayed, max(wanted - stayed, Fraction()), max(by_people, Fraction())]
        added, quantity = Money(), Fraction()
        self.account.rest["repriced"] -= sent_money
        for line in self.plain:
            taken, left = [], line.kept
            for number, limit in enumerate(room):
                taken.append(min(max(left, Fraction()), limit))
                room[number] -= taken[-1]
                left -= taken[-1]
            parts = split_money(line.money, [*taken, left]) if line.kept else [Money(), Money(), Money(), line.money]
            for name, part in zip(("repriced", "site", None, "surplus"), parts, strict=True):
                if name:
                    self.account.rest[name] += part
            added, quantity = added + parts[2], quantity + taken[2]
        self._share("added", quantity, added, self._get_weights(1))

    def _count_gone(self, quantity, parts):
        removed, by_site, undelivered = parts
        self._share("removed", -quantity, Money() - removed, self._get_weights(-1))
        self.account.rest["site"] -= by_site
        self.account.rest["undelivered"] -= undelivered

    def _count_instead(self, replaced, money):
        """Lines that replace this product: the difference counts, as much of it as the customer has kept."""
        for line, price in zip(self.instead, split_money(money, self._get_replaced()), strict=True):
            kept = min(line.kept, line.quantity)
            counted, gone = split_money(price, [kept, line.quantity - kept]) if line.quantity else (Money(), price)
            self.account.rest["undelivered"] -= gone
            gain = line.money - counted
            if line.is_forced and replaced and gain.amount <= 0:
                self.account.rest["forced"] += gain
                continue
            kind = "replaced" if replaced else "added"
            other = _Goods(self.account, line.product, (Fraction(), Money()), [], self.changes, self.owner)
            other._share(kind, line.kept, gain, other._get_weights(1, line))

    def _get_replaced(self):
        return [line.replaced_quantity for line in self.instead]

    # === WHOSE IT IS === #

    def _get_changes(self, line=None):
        """Changes of this product on its plain lines, or on one line that replaces another product."""
        return [
            change
            for change in self.changes
            if change.product == self.product
            and (change.line == line.id if line else change.line not in self.replacing)
        ]

    def _get_weights(self, sign, line=None):
        """Return `{manager: how much}` of those who in the end added (1) or removed (-1) this product."""
        sums = defaultdict(Fraction)
        for change in self._get_changes(line):
            if change.user is not None:
                sums[change.user] += change.quantity * sign
        found = {user: weight for user, weight in sums.items() if weight > 0}
        return found or {self.owner: Fraction(1)}

    def _share(self, kind, quantity, money, weights):
        if not quantity and not any(money):
            return
        users, whole = sorted(weights), sum(weights.values())
        for user, part in zip(users, split_money(money, [weights[user] for user in users]), strict=True):
            share = quantity * weights[user] / whole
            self.account.rows.append(Row(user, self.product, kind, share, part))


def read_changes(rows):
    """Return the Changes that journal rows tell of.

    :param rows: pairs (manager or None, changed lines as tools/journal.py makes them), of one transaction each
    """
    changes = []
    for user, lines in rows:
        replaced = {
            str(change["new"]["replaces"]) for change in lines if not change.get("old") and _get(change, "replaces")
        }
        for change in lines:
            if change["id"] not in replaced:
                changes += _read_line(user, change)
    return changes


def _read_line(user, change):
    for side, sign in (("old", -1), ("new", 1)):
        if part := change.get(side):
            quantity = Fraction(str(part.get("pieces", part["quantity"])))
            yield Change(user, int(change["id"]), part["product_id"], quantity * sign)


def _get(change, name):
    return (change.get("new") or {}).get(name)
