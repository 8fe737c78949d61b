"""Reading of elements by local names: a value that is not there is ABSENT, an empty or nil one is empty."""

from ..problem import BadValue
from ..records import ABSENT, AddressRec, BankAccountRec, ContactRec, RefRec, RequisiteRec, TaxRec, UnitRec
from ..values import currency_code, parse_datetime, parse_decimal, parse_flag, parse_vat, unit_code
from .message import local
from .names import ADDRESSES, CONTACTS


def child(element, *path):
    """Element at the end of a path, None when it is not there."""
    for name in path:
        element = next((kid for kid in element if local(kid) == name), None)
        if element is None:
            return None
    return element


def text(element, *path):
    """Text of a value."""
    found = child(element, *path)
    return ABSENT if found is None else (found.text or "").strip()


def number(element, *path):
    """Decimal of a value."""
    told = text(element, *path)
    return told if told is ABSENT else parse_decimal(told)


def flag(element, *path):
    """True or False of a value."""
    told = text(element, *path)
    return told if told is ABSENT else parse_flag(told)


def moment(element, *path):
    """Time of a value."""
    told = text(element, *path)
    return told if told is ABSENT else parse_datetime(told)


def rows(element, *path):
    """Rows of a tabular part."""
    found = child(element, *path)
    return [] if found is None else [row for row in found if local(row) == "Строка"]


def keys(element):
    """КлючевыеСвойства of an object, the object itself where they are flat."""
    found = child(element, "КлючевыеСвойства")
    return element if found is None else found


def reference(element, *path):
    """Identifier that a value refers to, empty when it refers to nothing known."""
    return text(element, *path, "Ссылка") or ""


def needed(element, kind):
    """Identifier of an object.

    :raise BadValue: it has none
    """
    found = reference(keys(element))
    if not found:
        raise BadValue("no_id", row=kind)
    return found


def ref(element, *path, name="Наименование"):
    """A named thing told elsewhere."""
    found = child(element, *path)
    return ABSENT if found is None else RefRec(reference(found) or ABSENT, text(found, name))


def pair(element, kind):
    """`(offer, item, characteristic, name of the characteristic)` of ДанныеНоменклатуры."""
    item = reference(element, "Номенклатура")
    if not item:
        raise BadValue("no_id", row=kind)
    characteristic = reference(element, "Характеристика")
    name = text(element, "Характеристика", "НаименованиеПолное") or text(element, "Характеристика", "Наименование")
    return (f"{item}#{characteristic}" if characteristic else item, item, characteristic, name)


def unit(element, *path):
    """Unit of measure by its classifier."""
    found = child(element, *path)
    if found is None:
        return ABSENT
    code = text(found, "ДанныеКлассификатора", "Код")
    name = text(found, "ДанныеКлассификатора", "Наименование")
    return UnitRec(reference(found) or ABSENT, code, name, okei=unit_code(code or "", name or ""))


def currency(element, *path):
    """Words and ISO code of a currency."""
    found = child(element, *path)
    if found is None:
        return {}
    code = text(found, "ДанныеКлассификатора", "Код") or ""
    name = text(found, "ДанныеКлассификатора", "Наименование") or code
    return {"currency": name, "currency_code": currency_code(code) or currency_code(name)}


def taxes(element, included=ABSENT):
    """VAT of a row, ABSENT when the row does not tell it."""
    told = text(element, "СтавкаНДС")
    if not told:
        return ABSENT
    rate = parse_vat(told.replace("_", "/"))
    return (TaxRec("НДС", rate, told, included, number(element, "СуммаНДС")),)


def requisites(element):
    """Additional requisites by their names."""
    found = []
    for row in rows(element, "ДополнительныеРеквизиты"):
        name, value = text(row, "Свойство", "Наименование"), child(row, "ЗначениеСвойства")
        if name and value is not None:
            words = [part.text.strip() for part in value.iter() if local(part) in VALUES and (part.text or "").strip()]
            found.append(RequisiteRec(name, words[0] if words else (value.text or "").strip()))
    return found


VALUES = ("Наименование", "Строка", "ЗначениеСтрока", "Число", "ЗначениеЧисло", "Дата", "ЗначениеДата", "Булево",
          "ЗначениеБулево", "НаименованиеПолное")  # fmt: skip


def contacts(element):
    """`(addresses, contacts)`, each ABSENT when the object does not tell them."""
    if child(element, "КонтактнаяИнформация") is None:
        return ABSENT, ABSENT
    places, ways = [], []
    for row in rows(element, "КонтактнаяИнформация"):
        kind = text(row, "ВидКонтактнойИнформации") or ""
        shown = text(row, "НаименованиеКонтактнойИнформации") or _plain(text(row, "ЗначенияПолей") or "")
        if kind in ADDRESSES:
            places.append(AddressRec(ADDRESSES[kind], shown))
        elif shown:
            ways.append(ContactRec(kind, shown, CONTACTS.get(kind, "other")))
    return tuple(places), tuple(ways)


def _plain(value):
    """Fields of an address are XML or JSON of 1C's own: no words for people."""
    return "" if value.lstrip().startswith(("<", "{")) else value


def bank_account(element, *path):
    """Main account of a partner."""
    found = child(element, *path)
    if found is None or not text(found, "НомерСчета"):
        return ABSENT
    bank = ("Банк", "ДанныеКлассификатораБанков")
    told = (text(found, *bank, name) for name in ("Наименование", "БИК", "КоррСчет"))
    return (BankAccountRec(text(found, "НомерСчета"), *told),)
