"""Offers with their prices and stock: the hot path, a hundred thousand rows a file."""

from ..problem import BadValue
from ..records import ABSENT, OfferRec, PriceRec, StockRec
from ..values import parse_decimal, split_id
from .fields import LOCAL, children, content, requisites, texts
from .rows_catalogue import GONE, common, read_base_unit, read_characteristics, read_packs
from .rows_reference import needed_id, read_currency

PRICES_AND_STOCK = {"Ид", "Цены", "Остатки", "Склад", "Склады", "Количество", "ИдХарактеристики", "НомерВерсии"}
TEXTS = (("Наименование", "name"), ("Артикул", "article"))
# Where any of these stands the row is read as fully as an item.
RARE = {"Штрихкод", "ШтрихКод", "Картинка", "ЗначенияСвойств", "ЗначенияРеквизитов", "Единицы", "Упаковки"}
SAME_PRICE = ("ИдТипаЦены", "МинКоличество", "Единица", "Коэффициент")


def read_offer(element, remarks):
    """Return the offer, then its prices, then its stock."""
    kids = children(element)
    row_id = needed_id(kids, "Предложение")
    item_id, characteristic_id = split_id(row_id)
    if "ИдХарактеристики" in kids:
        characteristic_id = content(kids["ИдХарактеристики"]) or characteristic_id
        row_id = f"{item_id}#{characteristic_id}" if characteristic_id else item_id
    key = (row_id, item_id, characteristic_id)
    prices = _prices(kids["Цены"], key, remarks) if "Цены" in kids else ABSENT
    stock = _stock(element, kids, key, remarks)
    return iter((_offer(element, kids, key, remarks, prices, stock), *(prices or ()), *(stock or ())))


def _offer(element, kids, key, remarks, prices, stock):
    """The offer with what the row brings; what it does not bring costs nothing."""
    told = {}
    if prices is not ABSENT:
        told["prices"] = len(prices)
    if stock is not ABSENT:
        told["stock"] = len(stock)
    if "Количество" in kids:
        told["quantity"] = remarks.number(kids, "Количество")
    is_bare = PRICES_AND_STOCK.issuperset(kids)
    if not is_bare:
        _describe(element, kids, remarks, told)
    if "НомерВерсии" in kids:
        told["version"] = content(kids["НомерВерсии"])
    if element.get("Статус", "").strip().casefold() in GONE:
        told["deleted"] = True
    return OfferRec(*key, is_bare=is_bare, **told)


def _describe(element, kids, remarks, told):
    if not RARE.isdisjoint(kids):
        more = requisites(kids["ЗначенияРеквизитов"]) if "ЗначенияРеквизитов" in kids else ABSENT
        told.update(common(element, kids, remarks, more), requisites=more)
    elif "ХарактеристикиТовара" in kids:
        told["characteristics"] = read_characteristics(kids)
    if "БазоваяЕдиница" in kids or "Единица" in kids:
        told["unit"] = read_base_unit(kids)
        told["packs"] = read_packs(kids, remarks)
    if "ПометкаУдаления" in kids:
        told["deleted"] = remarks.flag(kids, "ПометкаУдаления")
    for name, field in TEXTS:
        if name in kids:
            told[field] = content(kids[name])


# === PRICES === #


def _prices(element, key, remarks):
    """Several prices of one type: the last wins, unless they are for different quantities or units."""
    found = {}
    for row in element:
        if LOCAL[row.tag] != "Цена":
            continue
        told = texts(row)
        place = tuple(map(told.get, SAME_PRICE))
        try:
            price = _price(told, key, remarks)
        except BadValue as problem:
            remarks.problem(problem, "row", offer=key[0])
            continue
        if place in found:
            remarks.note("price_repeated", offer=key[0], price_type=price.price_type_id)
            del found[place]
        found[place] = price
    return tuple(found.values())


def _price(told, key, remarks):
    price_type, currency = told.get("ИдТипаЦены"), told.get("Валюта", ABSENT)
    if not price_type:
        raise BadValue("no_id", row="Цена")
    price = told.get("ЦенаЗаЕдиницу")
    return PriceRec(
        *key,
        price_type,
        parse_decimal(told.get("Цена", "") if price is None else price),
        currency,
        read_currency(currency, remarks),
        told.get("Единица", ABSENT),
        remarks.parsed(parse_decimal, told["Коэффициент"], "Коэффициент") if "Коэффициент" in told else ABSENT,
        remarks.parsed(parse_decimal, told["МинКоличество"], "МинКоличество") if "МинКоличество" in told else ABSENT,
        told.get("Представление", ABSENT),
    )


# === STOCK === #


def _stock(element, kids, key, remarks):
    """All the ways to tell stock: Склад with attributes, Остатки, Склады of the light delta, a bare total."""
    rows = []
    if "Склад" in kids:
        rows += _from_warehouses(element)
    if "Остатки" in kids:
        rows += _from_balances(kids["Остатки"])
    if "Склады" in kids:
        rows += _from_warehouses(kids["Склады"])
    if not rows:
        if "Количество" in kids:
            rows = [(ABSENT, content(kids["Количество"]), ABSENT)]
        elif not {"Склад", "Остатки", "Склады"} & kids.keys():
            return ABSENT
    found = {}
    for warehouse, quantity, reserved in rows:
        try:
            reserved = reserved if reserved is ABSENT else parse_decimal(reserved)
            found[warehouse] = StockRec(*key, warehouse, parse_decimal(quantity), reserved)
        except BadValue as problem:
            remarks.problem(problem, "row", offer=key[0])
    return tuple(found.values())


def _from_warehouses(element):
    """`<Склад ИдСклада="…" КоличествоНаСкладе="…"/>`, or the same as elements."""
    for row in element:
        if LOCAL[row.tag] != "Склад":
            continue
        warehouse = row.get("ИдСклада")
        if warehouse is None:
            yield _from_elements(row)
        else:
            yield warehouse.strip(), row.get("КоличествоНаСкладе", ""), row.get("Резерв", ABSENT)


def _from_elements(row):
    told = texts(row)
    warehouse = told.get("Ид", told.get("ИдСклада", ABSENT))
    return warehouse, told.get("Количество", told.get("КоличествоНаСкладе", "")), told.get("Резерв", ABSENT)


def _from_balances(element):
    """`Остаток/Склад/Ид+Количество`, or `Остаток/Количество` of a base without warehouses."""
    for balance in element:
        rows = [row for row in balance if LOCAL[row.tag] == "Склад"]
        for row in rows:
            yield _from_elements(row)
        if not rows:
            told = texts(balance)
            yield ABSENT, told.get("Количество", ""), told.get("Резерв", ABSENT)
