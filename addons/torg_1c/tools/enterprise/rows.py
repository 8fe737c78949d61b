"""Reference data and goods of EnterpriseData → records. A kind's reader takes the object and yields its records."""

from ..records import (
    ABSENT,
    AddressRec,
    CharacteristicRec,
    ContractRec,
    DeletedRec,
    GroupRec,
    ItemRec,
    OfferRec,
    PartnerRec,
    PriceRec,
    PriceTypeRec,
    RequisiteRec,
    StockRec,
    WarehouseRec,
)
from .message import local
from .names import GONE
from .node import (
    bank_account,
    child,
    contacts,
    currency,
    flag,
    keys,
    moment,
    needed,
    number,
    pair,
    ref,
    reference,
    requisites,
    rows,
    taxes,
    text,
    unit,
)

DIMENSION = "Характеристика"


def read_goods_group(element):
    """НоменклатураГруппа."""
    own = keys(element)
    yield GroupRec(needed(element, local(element)), text(own, "Наименование"), reference(own, "Группа"))


def read_item(element):
    """Номенклатура."""
    own, key = keys(element), needed(element, local(element))
    group = child(own, "Группа")
    yield ItemRec(
        id=key,
        item_id=key,
        name=text(own, "Наименование"),
        full_name=text(own, "НаименованиеПолное"),
        article=text(own, "Артикул"),
        code=text(own, "КодВПрограмме"),
        group_ids=ABSENT if group is None or not reference(group) else (reference(group),),
        category_id=reference(element, "ВидНоменклатуры") or ABSENT,
        unit=unit(element, "ЕдиницаИзмерения"),
        description=text(element, "Описание"),
        manufacturer=ref(element, "Производитель"),
        brand=text(element, "Марка", "Наименование"),
        country=text(element, "СтранаПроисхождения", "ДанныеКлассификатора", "Наименование"),
        taxes=taxes(element),
        requisites=tuple(_facts(element)),
    )


FACTS = (
    ("ТипНоменклатуры", ("ТипНоменклатуры",), "item_type"),
    ("ВидНоменклатуры", ("ВидНоменклатуры", "Наименование"), "item_kind"),
    ("Срок годности", ("СрокГодности",), None),
    ("Единица срока годности", ("ЕдиницаИзмеренияСрокаГодности",), None),
    ("Крепость", ("ДанныеАлкогольнойПродукции", "Крепость"), None),
    ("Объем, дал", ("ДанныеАлкогольнойПродукции", "ОбъемДАЛ"), None),
    ("Код алкогольной продукции", ("ДанныеАлкогольнойПродукции", "КодАлкогольнойПродукции"), None),
    ("Код ТН ВЭД", ("КодТНВЭД", "Код"), None),
)


def _facts(element):
    """What has no field of its own: the mapping screens see it as requisites."""
    for name, path, key in FACTS:
        if value := text(element, *path):
            yield RequisiteRec(name, value, key)
    yield from requisites(element)


def read_characteristic(element):
    """ХарактеристикиНоменклатуры of an item. One of a whole kind of goods is told by the rows that use it."""
    own = keys(element)
    item, key = reference(own, "ВладелецХарактеристики", "Номенклатура"), needed(element, local(element))
    if item:
        name = text(element, "Наименование") or text(own, "НаименованиеПолное")
        yield offer((f"{item}#{key}", item, key, name))


def offer(place, **told):
    """Offer of a pair; a characteristic that is named makes it whole."""
    offer_id, item, characteristic, name = place
    if characteristic and name:
        told["characteristics"] = (CharacteristicRec(DIMENSION, name),)
    bare = not (told.keys() - {"prices", "stock"})
    return OfferRec(offer_id, item, characteristic, is_bare=bare, **told)


def read_barcode(element):
    """ШтрихкодыНоменклатуры: one code, the goods it stands for."""
    code = text(element, "Штрихкод")
    holders = [row for row in element.iter() if local(row) == "Номенклатура" and reference(row)]
    for holder in holders[:1]:
        yield offer(pair(holder.getparent(), local(element)), barcodes=(code,))


def read_price_type(element):
    """ТипыЦен."""
    own = keys(element)
    yield PriceTypeRec(
        needed(element, local(element)),
        text(own, "Наименование"),
        tax_included=flag(element, "ЦенаВключаетНДС"),
        **currency(own, "ВалютаЦены"),
    )


def read_prices(element):
    """УстановкаЦенНоменклатуры: one price type for the whole document."""
    kind = reference(element, "ТипЦен") or reference(keys(element), "ТипЦен")
    for row in rows(element, "Товары"):
        goods = child(row, "ДанныеНоменклатуры")
        if goods is None or not len(goods):
            continue
        place = pair(goods, local(element))
        money = currency(element, "ТипЦен", "ВалютаЦены")
        yield offer(place, prices=1)
        row_kind = reference(row, "ТипЦен") or kind
        yield PriceRec(*place[:3], row_kind, number(row, "Цена") or None, unit=_unit_word(row), **money)


def _unit_word(row):
    told = unit(row, "ДанныеНоменклатуры", "Упаковка", "ЕдиницаИзмерения")
    return told.name if told else ABSENT


def read_stock(element):
    """ИнформативныеОстатки: the stock of one warehouse."""
    warehouse = reference(keys(element), "Склад")
    for row in rows(element, "Товары"):
        place = pair(child(row, "ДанныеНоменклатуры"), local(element))
        yield offer(place, stock=1)
        yield StockRec(*place[:3], warehouse or ABSENT, number(row, "КоличествоНаСкладе") or None)


def read_warehouse(element):
    """Склады."""
    own = keys(element)
    told = text(element, "АдресСтрокой")
    _places, ways = contacts(element)
    place = AddressRec("actual", told) if told is not ABSENT else ABSENT
    yield WarehouseRec(needed(element, local(element)), text(own, "Наименование"), address=place, contacts=ways)


def read_partner(element):
    """Контрагенты."""
    places, ways = contacts(element)
    yield partner(
        keys(element),
        id=needed(element, local(element)),
        okpo=text(element, "ОКПО"),
        comment=text(element, "ДополнительнаяИнформация"),
        addresses=places,
        contacts=ways,
        bank_accounts=bank_account(element, "ОсновнойБанковскийСчет"),
    )


def partner(own, **told):
    """Partner by its key properties."""
    kind = text(own, "ЮридическоеФизическоеЛицо")
    return PartnerRec(
        **{"id": reference(own)} | told,
        name=text(own, "Наименование"),
        full_name=text(own, "НаименованиеПолное"),
        is_company=kind == "ЮридическоеЛицо" if kind else ABSENT,
        inn=text(own, "ИНН"),
        kpp=text(own, "КПП"),
    )


def read_contract(element):
    """Договоры."""
    own = keys(element)
    yield ContractRec(
        needed(element, local(element)),
        name=text(own, "Наименование"),
        number=text(own, "Номер"),
        date=moment(own, "Дата"),
        valid_until=moment(element, "СрокДействия"),
        partner_id=reference(own, "Контрагент"),
        organisation_id=reference(own, "Организация") or ABSENT,
        price_type_id=reference(element, "ТипЦен") or ABSENT,
        comment=text(element, "Комментарий"),
        **currency(own, "ВалютаВзаиморасчетов"),
    )


def read_deletion(element):
    """УдалениеОбъекта: of kinds that live here; of others there is nothing to delete."""
    for leaf in element.iter():
        if local(leaf) in GONE and (leaf.text or "").strip():
            yield DeletedRec(GONE[local(leaf)], leaf.text.strip())
