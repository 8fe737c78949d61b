"""Groups, items, offers, prices and stock → CommerceML, as 1C writes them: what the reader reads comes out again.

The suite itself never sends a catalogue; whoever stands in for a 1C base does: the demo company, an emulator, a test.
"""

from ..records import ABSENT, filled
from .writer import document_bytes, document_root
from .writer_parts import add, add_list, add_text, add_unit, flag, number

CATALOGUE = "catalogue"


def write_catalogue(groups, items, formed_at, version="2.07", encoding="utf-8", only_changes=False):
    """Bytes of `import.xml`: a classifier with the tree of groups, a catalogue with the items.

    :param groups: GroupRec in any order
    :param items: ItemRec
    """
    root = document_root(version, formed_at)
    classifier = _part(root, "Классификатор", only_changes)
    below = {}
    for group in groups:
        below.setdefault(group.parent_id, []).append(group)
    _groups(classifier, below, "")
    catalogue = _part(root, "Каталог", only_changes)
    add_text(catalogue, "ИдКлассификатора", CATALOGUE)
    holder = add(catalogue, "Товары")
    for item in items:
        _item(add(holder, "Товар"), item)
    return document_bytes(root, encoding)


def write_offers(
    price_types, warehouses, offers, prices, stock, formed_at, version="2.07", encoding="utf-8", only_changes=False
):
    """Bytes of `offers.xml`: kinds of prices, warehouses, and the offers with their prices and stock.

    :param prices: PriceRec of these offers
    :param stock: StockRec of these offers
    """
    root = document_root(version, formed_at)
    package = _part(root, "ПакетПредложений", only_changes)
    add_text(package, "ИдКаталога", CATALOGUE)
    if price_types:
        _price_types(package, price_types)
    if warehouses:
        _warehouses(package, warehouses)
    by_offer = {offer.id: ([], []) for offer in offers}
    for place, rows in enumerate((prices, stock)):
        for row in rows:
            by_offer[row.offer_id][place].append(row)
    holder = add(package, "Предложения")
    for offer in offers:
        _offer(add(holder, "Предложение"), offer, *by_offer[offer.id])
    return document_bytes(root, encoding)


def _part(root, name, only_changes):
    element = add(root, name)
    element.set("СодержитТолькоИзменения", flag(only_changes))
    add_text(element, "Ид", CATALOGUE)
    add_text(element, "Наименование", "Каталог товаров")
    return element


def _groups(parent, below, parent_id):
    if parent_id not in below:
        return
    holder = add(parent, "Группы")
    for group in below[parent_id]:
        element = add(holder, "Группа")
        add_text(element, "Ид", group.id)
        add_text(element, "Наименование", group.name)
        _groups(element, below, group.id)


def _item(element, item):
    if item.deleted:
        element.set("Статус", "Удален")
    add_text(element, "Ид", item.id)
    for barcode in filled(item.barcodes, ()):
        add_text(element, "Штрихкод", barcode)
    add_text(element, "Артикул", item.article)
    add_text(element, "Наименование", item.name)
    add_unit(element, item.unit)
    if item.group_ids is not ABSENT:
        holder = add(element, "Группы")
        for group_id in item.group_ids:
            add_text(holder, "Ид", group_id)
    add_text(element, "Описание", item.description)
    for picture in filled(item.pictures, ()):
        add_text(element, "Картинка", picture.path)
    if item.taxes is not ABSENT:
        holder = add(element, "СтавкиНалогов")
        for tax in item.taxes:
            row = add(holder, "СтавкаНалога")
            add_text(row, "Наименование", tax.name)
            add_text(row, "Ставка", tax.rate_text)
    requisites = [(row.name, row.value) for row in filled(item.requisites, ())]
    requisites += [("Полное наименование", item.full_name)] if item.full_name is not ABSENT else []
    requisites += [("Вес", number(item.weight))] if item.weight is not ABSENT else []
    add_list(element, "ЗначенияРеквизитов", requisites)


def _price_types(package, price_types):
    holder = add(package, "ТипыЦен")
    for price_type in price_types:
        row = add(holder, "ТипЦены")
        add_text(row, "Ид", price_type.id)
        add_text(row, "Наименование", price_type.name)
        add_text(row, "Валюта", price_type.currency)
        if price_type.tax_included is not ABSENT:
            tax = add(row, "Налог")
            add_text(tax, "Наименование", "НДС")
            add_text(tax, "УчтеноВСумме", flag(price_type.tax_included))


def _warehouses(package, warehouses):
    holder = add(package, "Склады")
    for warehouse in warehouses:
        row = add(holder, "Склад")
        add_text(row, "Ид", warehouse.id)
        add_text(row, "Наименование", warehouse.name)
        if warehouse.address is not ABSENT:
            add_text(add(row, "Адрес"), "Представление", warehouse.address.text)


def _offer(element, offer, prices, stock):
    add_text(element, "Ид", offer.id)
    for barcode in filled(offer.barcodes, ()):
        add_text(element, "Штрихкод", barcode)
    add_text(element, "Артикул", offer.article)
    add_text(element, "Наименование", offer.name)
    add_unit(element, offer.unit)
    if offer.characteristics is not ABSENT:
        holder = add(element, "ХарактеристикиТовара")
        for told in offer.characteristics:
            row = add(holder, "ХарактеристикаТовара")
            add_text(row, "Наименование", told.name)
            add_text(row, "Значение", told.value)
    if prices:
        holder = add(element, "Цены")
        for price in prices:
            row = add(holder, "Цена")
            add_text(row, "ИдТипаЦены", price.price_type_id)
            add_text(row, "ЦенаЗаЕдиницу", number(price.price))
            add_text(row, "Валюта", price.currency)
    add_text(element, "Количество", number(offer.quantity))
    for row in stock:
        place = add(element, "Склад")
        place.set("ИдСклада", row.warehouse_id)
        place.set("КоличествоНаСкладе", number(row.quantity))
