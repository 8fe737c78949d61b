"""Counts a CommerceML file with XPath alone: shares no line with the reader it is compared with."""

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def path(*names):
    """XPath by local names."""
    return "".join(f"/*[local-name()='{name}']" for name in names)


def count(file):
    """Rows of each kind in the file."""
    root = etree.parse(str(file), PARSER).getroot()

    def number(*names):
        return len(root.xpath("/*" + path(*names)))

    offers = root.xpath("/*/*" + path("Предложения", "Предложение"))
    return {
        "GroupRec": len(root.xpath("/*" + path("Классификатор") + "//*[local-name()='Группа']")),
        "CategoryRec": number("Классификатор", "Категории", "Категория"),
        "PropertyRec": len(root.xpath("/*/*" + path("Свойства") + "/*")),
        "UnitRec": len(root.xpath("/*/*" + path("ЕдиницыИзмерения", "ЕдиницаИзмерения"))),
        "PriceTypeRec": len(root.xpath("/*/*" + path("ТипыЦен", "ТипЦены"))),
        "WarehouseRec": len(root.xpath("/*/*" + path("Склады", "Склад"))),
        "ItemRec": number("Каталог", "Товары", "Товар"),
        "OfferRec": len(offers),
        "PriceRec": sum(map(_prices, offers)),
        "StockRec": sum(map(_stock, offers)),
        "PartnerRec": number("Контрагенты", "Контрагент"),
        "OrderRec": number("Документ") + number("Контейнер", "Документ"),
    }


def _prices(offer):
    """Several prices of one type count once."""
    return len(set(offer.xpath("." + path("Цены", "Цена", "ИдТипаЦены") + "/text()")))


def _stock(offer):
    by_attribute = offer.xpath("./*[local-name()='Склад']/@ИдСклада")
    by_element = offer.xpath("." + path("Остатки", "Остаток", "Склад", "Ид") + "/text()")
    without = offer.xpath("." + path("Остатки", "Остаток", "Количество"))
    total = offer.xpath("." + path("Количество"))
    return len({*by_attribute, *by_element}) or len(without) or len(total)


def variants(file):
    """Values of all properties that have an identifier."""
    root = etree.parse(str(file), PARSER).getroot()
    rows = root.xpath("//*[local-name()='ВариантыЗначений']/*[local-name()='Справочник']/*[local-name()='ИдЗначения']")
    return sum(bool((row.text or "").strip()) for row in rows)


def sums(file):
    """Sum of all prices and of all quantities in warehouses, as plain floats."""
    root = etree.parse(str(file), PARSER).getroot()
    price = root.xpath(
        "sum(//*[local-name()='Предложение']/*[local-name()='Цены']/*[last()]/*[local-name()='ЦенаЗаЕдиницу'])"
    )
    attributes = root.xpath("sum(//*[local-name()='Предложение']/*[local-name()='Склад']/@КоличествоНаСкладе)")
    elements = root.xpath("sum(//*[local-name()='Остаток']/*[local-name()='Склад']/*[local-name()='Количество'])")
    return price, attributes + elements
