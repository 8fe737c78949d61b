"""OrderRec → the JSON of an order in 1C: only fields that the base publishes, tabular parts whole."""

from decimal import ROUND_HALF_UP, Decimal

from ..records import filled
from .problem import ODataError
from .query import EMPTY, is_guid
from .row import named

DELIVERY_ID = "ORDER_DELIVERY"  # as it stands in every channel
KOPECK = Decimal("0.01")
TIME = "%Y-%m-%dT%H:%M:%S"


def write_order(order, found, refs):
    """Fields of the document.

    :param found: names of the order's table
    :param refs: keys that the order does not carry itself: company, partner, organisation, warehouse, currency,
        agreement, contract; the item that stands for a `delivery`; `vat` is a function of a rate
    :raise ODataError: a line has no item of this base
    """
    lines = filled(order.lines, ())
    told = {
        "our_number": filled(order.number, ""),
        "our_date": _moment(order.date),
        "date": _moment(order.date),
        "comment": comment_of(order),
        "total": _money(order.total),
        "tax_included": True,
        "agreed": True,
        **{code: key for code, key in refs.items() if code in REFERENCES and is_guid(key)},
    }
    row = named(told, found.fields)
    if "lines" in found.parts:
        part, names = found.parts["lines"]
        row[part] = [named(_line(order, place, line, refs), names) for place, line in enumerate(lines, 1)]
    return row


REFERENCES = ("company", "partner", "organisation", "warehouse", "currency", "agreement", "contract")


def comment_of(order):
    """The buyer's words, and the number people know, so that the parts of an order can be found as a set."""
    number = filled(order.master_number, "")
    return " ".join(part for part in (f"[{number}]" if number else "", filled(order.comment, "")) if part)


def _item(order, place, line, refs):
    """Key of the line's item; a paid delivery is an item of the base, too."""
    if line.id == DELIVERY_ID and not is_guid(refs.get("delivery")):
        raise ODataError("no_delivery_item", number=filled(order.number, ""))
    item = refs["delivery"] if line.id == DELIVERY_ID else line.item_id
    if not is_guid(item):
        raise ODataError("no_item", line=place, number=filled(order.number, ""))
    return item


def _line(order, place, line, refs):
    quantity, total = filled(line.quantity), filled(line.total)
    rate = next((tax.rate for tax in filled(line.taxes, ()) if tax.rate), None)
    told = {
        "line": str(place),
        "item": _item(order, place, line, refs),
        "characteristic": line.characteristic_id or EMPTY,
        "quantity": _plain(quantity),
        "packs": _plain(quantity),
        "price": _money(line.price),
        "total": _money(total),
        "total_tax": _money(total),
        "discount": _money(sum((filled(row.amount) or 0 for row in filled(line.discounts, ())), Decimal(0))),
        "tax": refs["vat"](rate) if rate and "vat" in refs else None,
        "tax_amount": _money(_tax(total, rate)) if rate else None,
    }
    warehouse = filled(line.warehouse) and filled(line.warehouse.id)
    return {**told, "warehouse": warehouse if is_guid(warehouse) else refs.get("warehouse")}


def _tax(total, rate):
    """VAT inside a sum."""
    if total is None or rate.percent is None:
        return Decimal(0)
    return total * rate.percent / (100 + rate.percent)


def _moment(value):
    return value.strftime(TIME) if value else None


def _money(value):
    return None if not value and value != 0 else _plain(Decimal(value).quantize(KOPECK, ROUND_HALF_UP))


def _plain(value):
    """A number as JSON writes it."""
    if value is None:
        return None
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else float(value)
