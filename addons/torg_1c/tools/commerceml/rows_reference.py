"""Rows of the classifier: groups, kinds of items, properties, units, price types, warehouses."""

from ..problem import BadValue
from ..records import (
    ABSENT,
    CategoryRec,
    GroupRec,
    PriceTypeRec,
    PropertyRec,
    UnitRec,
    VariantRec,
    WarehouseRec,
)
from ..values import currency_code, unit_code
from .fields import children, content, every, nested, text
from .names import TYPE_OF_VALUE, plain
from .rows_people import read_address, read_contacts


def needed_id(kids, row, *names):
    """Identifier of the row.

    :raise BadValue: it has none, so it cannot be told from the others
    """
    found = text(kids, *(names or ("Ид",)))
    if not found:
        raise BadValue("no_id", row=row)
    return found


def marks(kids, remarks):
    """What every row of the 3.x dialect carries: its version and whether it is gone."""
    return {"deleted": remarks.flag(kids, "ПометкаУдаления"), "version": text(kids, "НомерВерсии")}


def read_groups(element, remarks, parent_id=""):
    """Yield the group and all below it, parents first; a child of a bad group hangs on the nearest good one."""
    kids = children(element)
    group_id = parent_id
    with remarks.guarded("row"):
        group_id = needed_id(kids, "Группа")
        yield GroupRec(
            id=group_id,
            name=text(kids, "Наименование"),
            parent_id=parent_id,
            description=text(kids, "Описание"),
            **marks(kids, remarks),
        )
    for child in nested(kids, "Группы", "Группа") or ():
        yield from read_groups(child, remarks, group_id)


def read_category(element, remarks):
    """Kind of items; its properties are named by identifier, alone or inside Свойство."""
    kids = children(element)
    ids = ABSENT
    if "Свойства" in kids:
        rows = [content(row) if not len(row) else text(children(row), "Ид") for row in kids["Свойства"]]
        ids = tuple(row for row in rows if row)
    yield CategoryRec(needed_id(kids, "Категория"), text(kids, "Наименование"), ids, **marks(kids, remarks))


def read_property(element, remarks):
    """Property with its allowed values."""
    kids = children(element)
    raw = text(kids, "ТипЗначений")
    yield PropertyRec(
        id=needed_id(kids, "Свойство"),
        name=text(kids, "Наименование"),
        value_type=TYPE_OF_VALUE.get(plain(raw), raw) if raw else raw,
        variants=_variants(kids, remarks),
        multiple=remarks.flag(kids, "Множественное"),
        required=remarks.flag(kids, "Обязательное"),
        for_items=remarks.flag(kids, "ДляТоваров"),
        for_offers=remarks.flag(kids, "ДляПредложений"),
        for_documents=remarks.flag(kids, "ДляДокументов"),
        used=remarks.flag(kids, "ИспользованиеСвойства", "Использование"),
        external=remarks.flag(kids, "Внешний"),
        informational=remarks.flag(kids, "Информационное"),
        description=text(kids, "Описание"),
        **marks(kids, remarks),
    )


def _variants(kids, remarks):
    """Allowed values; an empty row among them says nothing, a value without identifier cannot be referred to."""
    if "ВариантыЗначений" not in kids:
        return ABSENT
    found = []
    for row in kids["ВариантыЗначений"]:
        parts = children(row)
        value = text(parts, "Значение") if parts else content(row)
        key = text(parts, "ИдЗначения", "Ид") if parts else value
        if key:
            found.append(VariantRec(key, value))
        elif value:
            remarks.note("variant_without_id", value=value)
    return tuple(found)


def read_unit(element, remarks):
    """Unit of the 3.x dialect."""
    kids = children(element)
    code, name, full = (
        text(kids, "Код"),
        text(kids, "НаименованиеКраткое", "Наименование"),
        text(kids, "НаименованиеПолное"),
    )
    international = text(kids, "МеждународноеСокращение")
    yield UnitRec(
        id=needed_id(kids, "ЕдиницаИзмерения", "Ид", "Код"),
        code=code,
        name=name,
        full_name=full,
        international=international,
        okei=unit_code(*(word for word in (code, international, name, full) if word)),
        **marks(kids, remarks),
    )


def read_price_type(element, remarks):
    """Kind of prices with its currency and tax."""
    kids = children(element)
    tax = children(kids["Налог"]) if "Налог" in kids else {}
    currency = text(kids, "Валюта")
    yield PriceTypeRec(
        id=needed_id(kids, "ТипЦены", "Ид", "Код"),
        name=text(kids, "Наименование"),
        currency=currency,
        currency_code=read_currency(currency, remarks),
        tax_name=text(tax, "Наименование"),
        tax_included=remarks.flag(tax, "УчтеноВСумме"),
        **marks(kids, remarks),
    )


def read_currency(word, remarks):
    """ISO code of a currency, None with a remark when nobody knows the word."""
    if not word:
        return None
    code = currency_code(word)
    if not code:
        remarks.once("unknown_currency", currency=word)
    return code


def read_warehouse(element, remarks):
    """Warehouse with its address."""
    kids = children(element)
    yield WarehouseRec(
        id=needed_id(kids, "Склад"),
        name=text(kids, "Наименование"),
        comment=text(kids, "Комментарий"),
        address=read_address(kids["Адрес"], "actual") if "Адрес" in kids else ABSENT,
        contacts=read_contacts(kids),
        **marks(kids, remarks),
    )


def read_warehouses(element, remarks):
    """Yield the warehouses of a list, each by itself."""
    for row in every(element, "Склад"):
        with remarks.guarded("row"):
            yield from read_warehouse(row, remarks)
