"""Words of EnterpriseData: namespaces, versions, kinds of objects and what they become here."""

MESSAGE_NS = "http://www.1c.ru/SSL/Exchange/Message"
FORMAT = "http://v8.1c.ru/edi/edi_stnd/EnterpriseData"
PLAN = "СинхронизацияДанныхЧерезУниверсальныйФормат"

VERSIONS = tuple(f"1.{minor}" for minor in range(2, 22))

# Kind of object in 1C → records it is read into. Whoever cannot keep all of them must not say that it receives it.
RECEIVED = {
    "Справочник.НоменклатураГруппа": ("GroupRec",),
    "Справочник.Номенклатура": ("ItemRec",),
    "Справочник.ХарактеристикиНоменклатуры": ("OfferRec",),
    "Справочник.ШтрихкодыНоменклатуры": ("OfferRec",),
    "Справочник.ТипыЦен": ("PriceTypeRec",),
    "Справочник.Склады": ("WarehouseRec",),
    "Справочник.Контрагенты": ("PartnerRec",),
    "Справочник.Договоры": ("ContractRec",),
    "Справочник.СостояниеЗаказа": ("OrderRec",),
    "Справочник.СостояниеОплатыЗаказа": ("OrderRec",),
    "Справочник.СостояниеОтгрузкиЗаказа": ("OrderRec",),
    "Справочник.ИнформативныеОстатки": ("OfferRec", "StockRec"),
    "Документ.УстановкаЦенНоменклатуры": ("OfferRec", "PriceRec"),
    "Документ.ЗаказКлиента": ("OrderRec",),
    "Документ.СчетПокупателю": ("OrderRec",),
    "Документ.РеализацияТоваровУслуг": ("OrderRec",),
    "Документ.ВозвратТоваровОтПокупателя": ("OrderRec",),
    "Документ.ПБДСРасчетыСКонтрагентами": ("OrderRec",),
    "Документ.ПКОРасчетыСКонтрагентами": ("OrderRec",),
}
ORDER = "Документ.ЗаказКлиента"
PRICES = "Документ.УстановкаЦенНоменклатуры"
CUSTOMER = "Справочник.Контрагенты"
SENT = (CUSTOMER, ORDER, PRICES)

DELETION = "УдалениеОбъекта"
GONE = {
    "НоменклатураСсылка": "item",
    "НоменклатураГруппаСсылка": "group",
    "ТипыЦенСсылка": "price_type",
    "СкладыСсылка": "warehouse",
    "КонтрагентыСсылка": "partner",
    "ДоговорыСсылка": "contract",
    "ЗаказКлиентаСсылка": "order",
    "ВозвратТоваровОтПокупателяСсылка": "return",
}

VAT = {"НДС20": "20", "НДС10": "10", "НДС0": "0", "НДС18": "18", "БезНДС": "Без налога"}

CONTACTS = {
    "Телефон": "phone",
    "ТелефонРабочий": "phone",
    "ТелефонДомашний": "phone",
    "ПользовательскаяКИТелефон": "phone",
    "АдресЭлектроннойПочты": "email",
    "ПользовательскаяКИАдресЭлектроннойПочты": "email",
    "Факс": "fax",
    "ПользовательскаяКИФакс": "fax",
    "ВебСтраница": "web",
    "ПользовательскаяКИВебСтраница": "web",
}
ADDRESSES = {
    "ЮридическийАдрес": "legal",
    "ФактическийАдрес": "actual",
    "ПочтовыйАдрес": "post",
    "ПользовательскаяКИАдрес": "actual",
}


def receivable(handled):
    """Kinds whose every record somebody here applies.

    :param handled: names of classes of records that have a handler
    """
    return tuple(kind for kind, records in RECEIVED.items() if set(records) <= set(handled))


def rank(version):
    """Number to compare versions by: 1.10 is after 1.8."""
    major, _dot, minor = version.partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else (0, 0)


def choose_version(theirs, ours=VERSIONS):
    """The newest version both sides know, None when there is none."""
    return max(set(theirs) & set(ours), key=rank, default=None)
