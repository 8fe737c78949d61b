"""Orders of customers, and the payments and shipments that name them."""

from decimal import Decimal

from ..records import (
    ABSENT,
    DiscountRec,
    OrderEventRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    PaymentRec,
    RequisiteRec,
    ShipmentRec,
    filled,
)
from .query import is_guid
from .row import rows_of
from .rows_catalogue import offer_id

STATUSES = {
    "НеСогласован": "Не согласован",
    "КОбеспечению": "К обеспечению",
    "КВыполнению": "К выполнению",
    "КОтгрузке": "К отгрузке",
    "ВРезерве": "В резерве",
    "Закрыт": "Закрыт",
}
ORDER_TABLES = ("Document_ЗаказКлиента", "Document_ЗаказПокупателя", "Document_СчетНаОплатуПокупателю")
SHIPMENT = "Отпуск товара"  # the operation in CommerceML


def read_order(row, found, lookups):
    """Order with the lines that still stand."""
    number, currency, lines = row.text("number"), row.key("currency"), rows_of(row.data, found, "lines")
    included = row.flag("tax_included")
    status = row.text("status")
    return OrderRec(
        row.key("id"),
        number=row.text("our_number") or number,
        date=row.moment("our_date") or row.moment("date"),
        number_1c=number,
        date_1c=row.moment("date"),
        operation="Заказ товара",
        operation_code="order",
        role="Продавец",
        currency=lookups.title("currency", currency),
        currency_code=lookups.currency(currency),
        total=row.number("total"),
        partners=_partners(row),
        organisation=lookups.ref("organisation", row.key("organisation")),
        warehouses=read_warehouses(row, lookups),
        comment=row.text("comment"),
        lines=read_lines(lines, lookups, included),
        requisites=_terms(row),
        status=lookups.name("order_status", status) if is_guid(status) else STATUSES.get(status, status),
        status_id=status,
        posted=row.flag("posted"),
        cancelled=_cancelled(lines),
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def _partners(row):
    company, holding = row.key("company"), row.key("partner")
    if company is ABSENT and holding is ABSENT:
        return ABSENT
    if not (company or holding):
        return ()
    told = (RequisiteRec("Партнер", holding, "holding_id"),) if holding else ABSENT
    return (PartnerRec(company or holding, role="Покупатель", requisites=told),)


def read_warehouses(row, lookups):
    """Warehouse of a document, as its only one."""
    warehouse = row.key("warehouse")
    return warehouse if warehouse is ABSENT else (lookups.ref("warehouse", warehouse),) if warehouse else ()


def _terms(row):
    told = (("Договор", "contract"), ("Соглашение", "agreement"), ("Адрес доставки", "delivery_address"))
    found = tuple(RequisiteRec(name, row.text(code), code) for name, code in told if row.key(code))
    return found or ABSENT


def read_lines(rows, lookups, included):
    """Lines of a document that still stand."""
    if rows is ABSENT:
        return ABSENT
    return tuple(_line(row, lookups, included) for row in rows if not row.flag("cancelled"))


def _line(row, lookups, included):
    item, characteristic = row.key("item") or "", row.key("characteristic") or ""
    total, with_tax = row.number("total"), row.number("total_tax")
    warehouse = row.key("warehouse")
    return OrderLineRec(
        offer_id(item, characteristic),
        item,
        characteristic,
        name=row.text("content"),
        unit=lookups.unit(row.key("unit")),
        quantity=row.number("quantity"),
        price=row.number("price"),
        total=with_tax if included is False and with_tax is not ABSENT else total,
        taxes=lookups.taxes(row, "tax"),
        discounts=_discounts(row),
        warehouse=lookups.ref("warehouse", warehouse) if warehouse else ABSENT,
    )


def _discounts(row):
    told = [row.number("discount"), row.number("discount_auto")]
    if told == [ABSENT, ABSENT]:
        return ABSENT
    amount = sum((filled(part) or Decimal(0) for part in told), Decimal(0))
    return (DiscountRec("Скидка", amount, included=True),) if amount else ()


def _cancelled(rows):
    if rows is ABSENT or not rows or rows[0].flag("cancelled") is ABSENT:
        return ABSENT
    return all(row.flag("cancelled") for row in rows)


# === MONEY AND GOODS THAT NAME AN ORDER === #


def read_payments(row, found, operation, known=False):
    """The payment, once for each order it names.

    :param known: whether it was read before; a draft that nobody knows yet is left for later
    """
    return _events(row, found, operation, PaymentRec, "payments", known)


def read_shipments(row, found, lookups, known=False):
    """The shipment, once for each order it names, with the lines that left: a part of an order may stay."""
    events = _events(row, found, SHIPMENT, ShipmentRec, "shipments", known)
    lines = {} if _is_gone(row) else _lines_by_order(row, found, lookups)
    told = _document(row, lookups, SHIPMENT, "shipment")
    return [
        OrderEventRec(event.id, event.order_id, shipped=(OrderRec(row.key("id"), lines=tuple(rows), **told),))
        if (rows := lines.get(event.order_id))
        else event
        for event in events
    ]


def _lines_by_order(row, found, lookups):
    """Order → what left of it. A line without goods says nothing of how much."""
    lines = {}
    for line in filled(rows_of(row.data, found, "lines"), ()):
        order = _order_of(line) or _order_of(row)
        if order and line.key("item") and filled(line.number("quantity")):
            lines.setdefault(order, []).append(_line(line, lookups, None))
    return lines


def _is_gone(row):
    return row.flag("deleted") or row.flag("posted") is False


def _document(row, lookups, operation, code):
    """Values of a document of goods."""
    warehouse = row.key("warehouse")
    return {
        "number": row.text("number"),
        "date": row.moment("date"),
        "operation": operation,
        "operation_code": code,
        "warehouses": (lookups.ref("warehouse", warehouse),) if warehouse else ABSENT,
        "posted": False if _is_gone(row) else ABSENT,
    }


def _events(row, found, operation, kind, field, known):
    gone = _is_gone(row)
    if gone and not known:
        return []
    sums = _sums(row, found)
    number, date = row.text("number"), row.moment("date")
    return [
        OrderEventRec(
            f"{row.key('id')}#{order}",
            order,
            **{field: (kind(number, date, Decimal(0) if gone else amount, operation, False if gone else ABSENT),)},
        )
        for order, amount in sums.items()
    ]


def read_returns(row, found, lookups, shipped, known=False):
    """Goods that came back, once for each order they are of. One that is void in 1C is none, or is withdrawn.

    :param shipped: shipment → its order, for returns that name only what they were shipped by
    :param known: whether it was read before; only of such a one it is told that it is void
    """
    lines = {}
    if _is_gone(row) and not known:
        return []
    for line in filled(rows_of(row.data, found, "lines"), ()):
        order = _order_of(line) or shipped.get(line.key("shipment")) or _order_of(row) or shipped.get(shipment_of(row))
        if order:
            lines.setdefault(order, []).append(_line(line, lookups, None))
    told = _document(row, lookups, "Возврат товара", "return")
    return [
        OrderEventRec(f"{row.key('id')}#{order}", order, returns=(OrderRec(row.key("id"), lines=tuple(rows), **told),))
        for order, rows in lines.items()
    ]


def shipment_of(row):
    """The shipment a return, or a line of it, names; a return may be based on one."""
    return next((key for key in map(row.key, ("shipment", "basis")) if key and is_guid(key)), "")


def orders_of(row, found):
    """Orders of a shipment."""
    return list(_sums(row, found))


def _sums(row, found):
    """Order → what of the document belongs to it."""
    lines, sums = rows_of(row.data, found, "lines"), {}
    for line in filled(lines, ()):
        order = _order_of(line)
        if order:
            amount = filled(line.number("total_tax")) or filled(line.number("total")) or Decimal(0)
            sums[order] = sums.get(order, Decimal(0)) + amount
    head = _order_of(row)
    if not sums and head:
        sums[head] = filled(row.number("total"))
    return sums


def _order_of(row):
    for code in ("order", "basis"):
        key = row.key(code)
        if key and row.type(code) in ("", *ORDER_TABLES) and is_guid(key):
            return key
    return ""
