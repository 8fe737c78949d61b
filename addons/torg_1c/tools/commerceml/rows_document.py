"""Documents: orders and their kin, with what 1C says of them in elements or in requisites."""

from decimal import Decimal

from ..problem import BadValue
from ..records import ABSENT, DiscountRec, OrderLineRec, OrderRec, PaymentRec, RefRec, ShipmentRec, TaxRec
from ..values import join_time, parse_datetime, parse_decimal, parse_flag, parse_vat, split_id
from .fields import LOCAL, by_key, children, nested, requisites, text
from .names import CODE_OF_OPERATION, PAYMENT_OPERATIONS, SHIPMENT_OPERATIONS, plain
from .rows_catalogue import read_base_unit
from .rows_people import read_partner
from .rows_reference import read_currency

KOPECK = Decimal("0.01")


def read_document(element, remarks):
    """Yield the document.

    :raise BadValue: it has neither an identifier nor a number, so nobody can say what it is about
    """
    kids = children(element)
    more = requisites(kids["ЗначенияРеквизитов"]) if "ЗначенияРеквизитов" in kids else ABSENT
    known = by_key(more)
    if not (text(kids, "Ид") or text(kids, "Номер", "Номер1С") or known.get("number_1c")):
        raise BadValue("no_id", row="Документ")
    lines = _lines(kids, remarks)
    related = tuple(_children_of(kids, remarks))
    operation = text(kids, "ХозОперация")
    order = OrderRec(
        id=text(kids, "Ид"),
        number=text(kids, "Номер"),
        date=_date(kids, remarks),
        operation=operation,
        operation_code=CODE_OF_OPERATION.get(plain(operation or "")),
        role=text(kids, "Роль"),
        partners=_partners(kids, remarks),
        organisation=_organisation(kids, known),
        warehouses=_warehouses(kids, known),
        master_number=known.get("master_number", ABSENT),
        comment=text(kids, "Комментарий"),
        lines=lines,
        requisites=more,
        children=related,
        version=text(kids, "НомерВерсии"),
        **_money(kids, remarks),
        **_state(kids, known, related, remarks),
    )
    check_totals(order, remarks)
    yield order


def _date(kids, remarks):
    return join_time(remarks.moment(kids, "Дата"), text(kids, "Время")) if "Дата" in kids else ABSENT


def _money(kids, remarks):
    currency = text(kids, "Валюта")
    return {
        "currency": currency,
        "currency_code": read_currency(currency, remarks),
        "rate": remarks.number(kids, "Курс"),
        "total": remarks.number(kids, "Сумма"),
        "taxes": _taxes(kids, remarks),
        "discounts": _discounts(kids, remarks),
    }


# === WHAT 1C SAYS === #


def _state(kids, known, related, remarks):
    """The signals, from elements where they are there, else from requisites."""

    def signal(key, parse, *names):
        value = text(kids, *names)
        return remarks.parsed(parse, known.get(key, ABSENT) if value is ABSENT else value, key)

    return {
        "number_1c": signal("number_1c", str, "Номер1С"),
        "date_1c": signal("date_1c", parse_datetime, "Дата1С"),
        "status": known.get("status", ABSENT),
        "status_id": known.get("status_id", ABSENT),
        "posted": signal("posted", parse_flag, "Проведен"),
        "cancelled": signal("cancelled", parse_flag, "Отменен"),
        "shipped": signal("shipped", parse_flag, "Отгружен"),
        "paid": signal("paid", parse_flag, "Оплачен"),
        "deleted": signal("deleted", parse_flag, "ПометкаУдаления"),
        "payments": _events("payment", PaymentRec, PAYMENT_OPERATIONS, known, related, remarks),
        "shipments": _events("shipment", ShipmentRec, SHIPMENT_OPERATIONS, known, related, remarks),
    }


def _events(name, kind, operations, known, related, remarks):
    """Payments or shipments: subordinate documents, and the number and date in the order's requisites."""
    found = [_event(kind, row) for row in related if row.operation_code in operations]
    number = known.get(f"{name}_number", ABSENT)
    day = remarks.parsed(parse_datetime, known.get(f"{name}_date", ABSENT), f"{name}_date")
    amount = remarks.parsed(parse_decimal, known.get(f"{name}_amount", ABSENT), f"{name}_amount")
    if (number or day) and number not in {row.number for row in found}:
        found.append(kind(number, day, amount))
    return tuple(found) if found or number is not ABSENT or day is not ABSENT else ABSENT


def _event(kind, row):
    number = row.number if row.number_1c is ABSENT else row.number_1c
    return kind(number, row.date, row.total, row.operation, posted=False if row.is_void else ABSENT)


def _children_of(kids, remarks):
    """Subordinate documents, one level below another."""
    for row in kids.get("ПодчиненныеДокументы", ()):
        if LOCAL[row.tag] in ("ПодчиненныйДокумент", "Документ"):
            with remarks.guarded("row"):
                yield from read_document(row, remarks)


# === PARTIES AND PLACES === #


def _partners(kids, remarks):
    rows = nested(kids, "Контрагенты", "Контрагент")
    return rows if rows is ABSENT else tuple(read_partner(row, remarks) for row in rows)


def _reference(element):
    parts = children(element)
    if parts:
        return RefRec(text(parts, "Ид"), text(parts, "Наименование", "ОфициальноеНаименование"))
    return RefRec(name=(element.text or "").strip())


def _organisation(kids, known):
    if "Организация" in kids:
        return _reference(kids["Организация"])
    return RefRec(name=known["organisation"]) if "organisation" in known else ABSENT


def _warehouses(kids, known):
    rows = nested(kids, "Склады", "Склад")
    if rows is ABSENT:
        rows = [kids["Склад"]] if "Склад" in kids else ABSENT
    if rows is ABSENT:
        return (RefRec(name=known["warehouse"]),) if "warehouse" in known else ABSENT
    return tuple(_reference(row) for row in rows)


# === LINES === #


def _lines(kids, remarks):
    rows = nested(kids, "Товары", "Товар")
    if rows is ABSENT:
        return ABSENT
    return tuple(_line(row, children(row), remarks) for row in rows)


def _line(element, kids, remarks):
    row_id = text(kids, "Ид")
    item_id, characteristic_id = split_id(row_id or "")
    if "ИдХарактеристики" in kids:
        characteristic_id = text(kids, "ИдХарактеристики") or characteristic_id
    if not row_id and not text(kids, "Наименование"):
        remarks.note("nameless_line")
    return OrderLineRec(
        id=row_id,
        item_id=item_id,
        characteristic_id=characteristic_id,
        name=text(kids, "Наименование"),
        article=text(kids, "Артикул"),
        catalog_id=text(kids, "ИдКаталога"),
        unit=read_base_unit(kids),
        factor=remarks.number(kids, "Коэффициент"),
        quantity=remarks.number(kids, "Количество"),
        price=remarks.number(kids, "ЦенаЗаЕдиницу", "Цена"),
        total=remarks.number(kids, "Сумма"),
        taxes=_taxes(kids, remarks),
        discounts=_discounts(kids, remarks),
        warehouse=_reference(kids["Склад"]) if "Склад" in kids else ABSENT,
        requisites=requisites(kids["ЗначенияРеквизитов"]) if "ЗначенияРеквизитов" in kids else ABSENT,
    )


def _taxes(kids, remarks):
    """Налоги of a row; the rate of СтавкиНалогов where Налоги are not sent."""
    rows = nested(kids, "Налоги", "Налог")
    if rows is ABSENT:
        rows = nested(kids, "СтавкиНалогов", "СтавкаНалога")
    if rows is ABSENT:
        return ABSENT
    found = []
    for parts in map(children, rows):
        rate = text(parts, "Ставка")
        included, amount = remarks.flag(parts, "УчтеноВСумме"), remarks.number(parts, "Сумма")
        found.append(
            TaxRec(text(parts, "Наименование"), remarks.parsed(parse_vat, rate, "Ставка"), rate, included, amount)
        )
    return tuple(found)


def _discounts(kids, remarks):
    rows = nested(kids, "Скидки", "Скидка")
    if rows is ABSENT:
        return ABSENT
    return tuple(
        DiscountRec(
            text(parts, "Наименование"),
            remarks.number(parts, "Сумма"),
            remarks.number(parts, "Процент"),
            remarks.flag(parts, "УчтеноВСумме"),
        )
        for parts in map(children, rows)
    )


# === TOTALS === #


def check_totals(order, remarks):
    """Lines must make up the total, with taxes and discounts that are not in it; else a person should look."""
    if not (order.total and order.lines) or any(not line.total and line.total != 0 for line in order.lines):
        return
    lines = sum(line.total for line in order.lines)
    over = _beside(order.taxes) or sum(_beside(line.taxes) for line in order.lines)
    off = _beside(order.discounts)
    allowed = KOPECK * (len(order.lines) + 1)
    if not any(abs(order.total - sum_) <= allowed for sum_ in (lines, lines + over, lines - off, lines + over - off)):
        remarks.note(
            "total_differs",
            number=order.number or order.id or "",
            lines=str(lines),
            total=str(order.total),
        )


def _beside(rows):
    """Sum of the taxes or discounts that the total does not hold."""
    return sum((row.amount for row in rows or () if row.amount and row.included is False), Decimal(0))
