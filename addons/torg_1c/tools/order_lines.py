"""Lines of a document: what of them 1C has changed since both sides knew the same."""

from dataclasses import dataclass
from decimal import Decimal

from .limits import is_possible
from .records import ABSENT, filled

DELIVERY_ID = "ORDER_DELIVERY"
KOPECK = Decimal("0.01")


@dataclass(frozen=True)
class Sum:
    """What a document has of one item: so many pieces for so much money, taxes and discounts counted."""

    quantity: Decimal
    total: Decimal

    def __add__(self, other):
        return Sum(self.quantity + other.quantity, self.total + other.total)

    def same(self, other):
        """Whether the difference is nothing but rounding."""
        return self.quantity == other.quantity and abs(self.total - other.total) <= KOPECK

    @property
    def price(self):
        """Of a piece, None without pieces."""
        return self.total / self.quantity if self.quantity else None


NOTHING = Sum(Decimal(0), Decimal(0))


def sums(lines):
    """Return `{(item, characteristic): Sum}` of OrderLineRec, in their order; delivery is no item."""
    found = {}
    for line in filled(lines, ()):
        if line.id == DELIVERY_ID or not line.item_id:
            continue
        key = (line.item_id, line.characteristic_id)
        found[key] = found.get(key, NOTHING) + Sum(pieces(line), gross(line))
    return found


def merged(found, names):
    """Return the sums by the key that stands for each, `{key: key}`: 1C may know one thing by several."""
    result = {}
    for key, row in found.items():
        name = names.get(key, key)
        result[name] = result.get(name, NOTHING) + row
    return result


def pieces(line):
    """Quantity of a line in the unit of its item."""
    return (filled(line.quantity) or Decimal(0)) * (filled(line.factor) or 1)


def gross(line):
    """What the customer pays for a line."""
    total = filled(line.total)
    if total is None:
        total = (filled(line.quantity) or Decimal(0)) * (filled(line.price) or 0)
    over = sum((tax.amount for tax in filled(line.taxes, ()) if tax.included is False and tax.amount), Decimal(0))
    off = sum((row.amount for row in filled(line.discounts, ()) if row.included is False and row.amount), Decimal(0))
    return total + over - off


def find_nonsense(record):
    """Return what of a document cannot be meant: less than no pieces, more money than there is; "" otherwise."""
    for line in filled(record.lines, ()):
        if pieces(line) < 0 or not is_possible(pieces(line), gross(line)):
            return f"{filled(line.name) or line.id}: {pieces(line):f} = {gross(line):f}"
    sums_told = (filled(record.total), *(filled(row.amount) for row in filled(record.payments, ())))
    return next((f"{told:f}" for told in sums_told if not is_possible(told)), "")


def tell_lines(lines):
    """Return the sums as plain rows, to keep them."""
    return [[*key, str(row.quantity), str(row.total)] for key, row in sums(lines).items()]


def kept_sums(rows):
    """Return the sums of plain rows."""
    return {(item, char): Sum(Decimal(quantity), Decimal(total)) for item, char, quantity, total in rows or ()}


def differs(lines, rows):
    """Return whether a document's lines are others than those kept; a document without lines says nothing."""
    if lines is ABSENT or not filled(lines, ()):
        return False
    ours, theirs = kept_sums(rows), sums(lines)
    return ours.keys() != theirs.keys() or any(not theirs[key].same(ours[key]) for key in ours)
