"""What the base publishes: tables with their fields, tabular parts and functions, and its `$metadata`.

A field is written `name`, or `name:type`; without a type it is a reference when it ends with _Key, else a text.
"""

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

TYPES = {"n": "Edm.Double", "b": "Edm.Boolean", "d": "Edm.DateTime", "i": "Edm.Int64", "s": "Edm.String"}
EMPTY = "00000000-0000-0000-0000-000000000000"
BLANK = {"Edm.Double": 0, "Edm.Boolean": False, "Edm.DateTime": "0001-01-01T00:00:00", "Edm.Guid": EMPTY}


@dataclass
class Table:
    """A published table."""

    name: str
    fields: dict
    key: tuple = ("Ref_Key",)
    parts: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)

    def blank(self):
        """A row with nothing in it."""
        return {
            **{name: BLANK.get(kind, "") for name, kind in self.fields.items()},
            **{part: [] for part in self.parts},
        }


def fields(text):
    """Fields with their types."""
    found = {}
    for word in text.split():
        name, _colon, kind = word.partition(":")
        found[name] = TYPES[kind] if kind else "Edm.Guid" if name.endswith("_Key") else "Edm.String"
    return found


REFERENCE = "Ref_Key DataVersion DeletionMark:b Predefined:b Code Description "
DOCUMENT = "Ref_Key DataVersion DeletionMark:b Number Date:d Posted:b "
CONTACTS = fields("Ref_Key LineNumber:i Тип Вид_Key Представление Страна Регион Город АдресЭП НомерТелефона")
GOODS = fields(
    "Ref_Key LineNumber:i Номенклатура_Key Характеристика_Key Упаковка_Key КоличествоУпаковок:n Количество:n "
    "Цена:n Сумма:n "
    "СтавкаНДС СуммаНДС:n СуммаСНДС:n СуммаРучнойСкидки:n СуммаАвтоматическойСкидки:n Склад_Key Отменено:b "
    "КодСтроки:n "
    "Содержание"
)
PAID = fields("Ref_Key LineNumber:i Заказ Заказ_Type Сумма:n")
SHIPPED = {**GOODS, "ЗаказКлиента": "Edm.String", "ЗаказКлиента_Type": "Edm.String"}
TABLES = {
    table.name: table
    for table in (
        Table(
            "Catalog_Номенклатура",
            fields(
                REFERENCE + "Parent_Key IsFolder:b Артикул НаименованиеПолное ЕдиницаИзмерения_Key "
                "ВидНоменклатуры_Key "
                "ТипНоменклатуры СтавкаНДС Описание Производитель_Key ВесЧислитель:n ВесЗнаменатель:n"
            ),
            parts={
                "ДополнительныеРеквизиты": fields(
                    "Ref_Key LineNumber:i Свойство_Key Значение Значение_Type ТекстоваяСтрока"
                )
            },
        ),
        Table("Catalog_ХарактеристикиНоменклатуры", fields(REFERENCE + "Owner Owner_Type НаименованиеПолное")),
        Table("Catalog_ВидыНоменклатуры", fields(REFERENCE + "Parent_Key IsFolder:b")),
        Table(
            "Catalog_УпаковкиЕдиницыИзмерения",
            fields(REFERENCE + "Owner Owner_Type НаименованиеПолное МеждународноеСокращение Числитель:n Знаменатель:n"),
        ),
        Table("Catalog_Производители", fields(REFERENCE)),
        Table("ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения", fields(REFERENCE + "Заголовок")),
        Table("Catalog_ЗначенияСвойствОбъектов", fields(REFERENCE + "Owner_Key IsFolder:b")),
        Table(
            "InformationRegister_ШтрихкодыНоменклатуры",
            fields("Штрихкод Номенклатура_Key Характеристика_Key Упаковка_Key"),
            ("Штрихкод",),
        ),
        Table("Catalog_ВидыЦен", fields(REFERENCE + "ВалютаЦены_Key ЦенаВключаетНДС:b")),
        Table("Catalog_Валюты", fields(REFERENCE)),
        Table(
            "InformationRegister_ЦеныНоменклатуры",
            fields("Period:d Номенклатура_Key Характеристика_Key ВидЦены_Key Цена:n Упаковка_Key Валюта_Key"),
            ("Period", "Номенклатура_Key", "Характеристика_Key", "ВидЦены_Key"),
            functions={"SliceLast": None},
        ),
        Table("Catalog_Склады", fields(REFERENCE + "Parent_Key IsFolder:b"), parts={"КонтактнаяИнформация": CONTACTS}),
        Table(
            "AccumulationRegister_ТоварыНаСкладах",
            fields("Period:d LineNumber:i Номенклатура_Key Характеристика_Key Склад_Key ВНаличии:n"),
            ("Period", "LineNumber"),
            functions={"Balance": fields("Номенклатура_Key Характеристика_Key Склад_Key ВНаличииBalance:n")},
        ),
        Table(
            "Catalog_Партнеры",
            fields(REFERENCE + "Parent_Key НаименованиеПолное Комментарий ЮрФизЛицо ДатаРождения:d Клиент:b"),
            parts={"КонтактнаяИнформация": CONTACTS},
        ),
        Table(
            "Catalog_Контрагенты",
            fields(REFERENCE + "НаименованиеПолное ИНН КПП КодПоОКПО ЮрФизЛицо Партнер_Key Комментарий"),
            parts={"КонтактнаяИнформация": CONTACTS},
        ),
        Table("Catalog_ВидыКонтактнойИнформации", fields(REFERENCE + "PredefinedDataName Тип")),
        Table(
            "Catalog_КонтактныеЛицаПартнеров",
            fields(REFERENCE + "Owner_Key ДолжностьПоВизитке Комментарий"),
            parts={
                "КонтактнаяИнформация": CONTACTS,
                "ДополнительныеРеквизиты": fields(
                    "Ref_Key LineNumber:i Свойство_Key Значение Значение_Type ТекстоваяСтрока"
                ),
            },
        ),
        Table("Catalog_БанковскиеСчетаКонтрагентов", fields(REFERENCE + "Owner_Key НомерСчета Банк_Key")),
        Table("Catalog_КлассификаторБанков", fields(REFERENCE + "КоррСчет")),
        Table(
            "Catalog_ДоговорыКонтрагентов",
            fields(
                REFERENCE + "Номер Дата:d ДатаНачалаДействия:d ДатаОкончанияДействия:d Контрагент_Key Партнер_Key "
                "Организация_Key ВалютаВзаиморасчетов_Key Статус ОграничиватьСуммуЗадолженности:b "
                "ДопустимаяСуммаЗадолженности:n"
            ),
        ),
        Table(
            "Catalog_СоглашенияСКлиентами",
            fields(
                REFERENCE
                + "Номер Дата:d Типовое:b Партнер_Key Контрагент_Key Организация_Key ВидЦен_Key Валюта_Key Статус"
            ),
            parts={"Товары": fields("Ref_Key LineNumber:i Номенклатура_Key Характеристика_Key Цена:n ВидЦены_Key")},
        ),
        Table(
            "Catalog_КлючиАналитикиУчетаПоПартнерам",
            fields(REFERENCE + "Партнер_Key Контрагент_Key Договор_Key Организация_Key"),
        ),
        Table(
            "AccumulationRegister_РасчетыСКлиентами",
            fields("Period:d LineNumber:i АналитикаУчетаПоПартнерам_Key Валюта_Key Сумма:n"),
            ("Period", "LineNumber"),
            functions={"Balance": fields("АналитикаУчетаПоПартнерам_Key Валюта_Key СуммаBalance:n")},
        ),
        Table("Catalog_Организации", fields(REFERENCE + "ИНН КПП")),
        Table(
            "Document_ЗаказКлиента",
            fields(
                DOCUMENT + "Партнер_Key Контрагент_Key Организация_Key Склад_Key Валюта_Key Соглашение_Key "
                "Договор_Key "
                "СуммаДокумента:n Статус Комментарий НомерПоДаннымКлиента ДатаПоДаннымКлиента:d "
                "ЦенаВключаетНДС:b Согласован:b"
            ),
            parts={"Товары": GOODS},
            functions={"Post": None, "Unpost": None},
        ),
        Table(
            "Document_ПоступлениеБезналичныхДенежныхСредств",
            fields(DOCUMENT + "СуммаДокумента:n"),
            parts={"РасшифровкаПлатежа": PAID},
        ),
        Table(
            "Document_РеализацияТоваровУслуг",
            fields(DOCUMENT + "СуммаДокумента:n Склад_Key"),
            parts={"Товары": SHIPPED},
        ),
        Table(
            "Document_ВозвратТоваровОтКлиента",
            fields(DOCUMENT + "СуммаДокумента:n Склад_Key"),
            parts={"Товары": {**SHIPPED, **fields("ДокументРеализации ДокументРеализации_Type")}},
        ),
        Table(
            "Document_ОтчетОРозничныхПродажах",
            fields(DOCUMENT + "СуммаДокумента:n Склад_Key Организация_Key Валюта_Key ЦенаВключаетНДС:b Комментарий"),
            parts={"Товары": SHIPPED},
        ),
        Table(
            "Document_УстановкаЦенНоменклатуры",
            fields(DOCUMENT + "Комментарий"),
            parts={"Товары": fields("Ref_Key LineNumber:i Номенклатура_Key Характеристика_Key ВидЦены_Key Цена:n")},
            functions={"Post": None, "Unpost": None},
        ),
        Table("ExchangePlan_Торг", fields(REFERENCE + "SentNo:i ReceivedNo:i")),
    )
}
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<edmx:Edmx xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" Version="1.0">'
    '<edmx:DataServices xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" '
    'm:DataServiceVersion="3.0">'
    '<Schema Namespace="StandardODATA" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">'
)
TAIL = "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"


def metadata(tables, extra=0):
    """Yield $metadata piece by piece.

    :param extra: so many more catalogues of sixty fields, as big bases have
    """
    spare = fields(REFERENCE + " ".join(f"Реквизит{number}_Key" for number in range(54)))
    more = (Table(f"Catalog_Справочник{number}", spare) for number in range(extra))
    everything = [*tables, *more]
    yield HEAD.encode()
    for table in everything:
        yield "".join(_types(table)).encode()
    yield b'<EntityContainer Name="StandardODATA" m:IsDefaultEntityContainer="true">'
    for table in everything:
        yield "".join(_sets(table)).encode()
    yield TAIL.encode()


def _types(table):
    collections = {part: f"Collection(StandardODATA.{table.name}_{part}_RowType)" for part in table.parts}
    yield _type("EntityType", table.name, {**table.fields, **collections}, table.key)
    for part, names in table.parts.items():
        yield _type("EntityType", f"{table.name}_{part}", names, ("Ref_Key", "LineNumber"))
        yield _type("ComplexType", f"{table.name}_{part}_RowType", names)
    if table.name.startswith("InformationRegister"):
        yield _type("EntityType", f"{table.name}_RecordType", table.fields, table.key)
    for function, names in table.functions.items():
        if names:
            yield _type("ComplexType", f"{table.name}_{function}", names)


def _type(tag, name, names, key=()):
    keys = "".join(f"<PropertyRef Name={quoteattr(part)}/>" for part in key)
    told = "".join(
        f'<Property Name={quoteattr(part)} Type={quoteattr(kind)} Nullable="true"/>' for part, kind in names.items()
    )
    return f"<{tag} Name={quoteattr(name)}>{f'<Key>{keys}</Key>' if keys else ''}{told}</{tag}>\n"


def _sets(table):
    yield f"<EntitySet Name={quoteattr(table.name)} EntityType={quoteattr('StandardODATA.' + table.name)}/>"
    for part in table.parts:
        name = f"{table.name}_{part}"
        yield f"<EntitySet Name={quoteattr(name)} EntityType={quoteattr('StandardODATA.' + name)}/>"
    for function, names in table.functions.items():
        kind = f"{table.name}_{function}" if names else f"{table.name}_RecordType" if function == "SliceLast" else ""
        told = f' ReturnType="Collection(StandardODATA.{kind})"' if kind else ""
        yield f'<FunctionImport Name="{function}" IsBindable="true" EntitySetPath={quoteattr(table.name)}{told}/>'
