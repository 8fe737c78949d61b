"""Names that the configurations of 1C give to the same things: trade management, small business, accounting.

For each thing: tables that may hold it, and for each of its fields the names it may have. Nothing is taken for granted:
what a base publishes is looked up in its `$metadata`.
"""

from dataclasses import dataclass, field

SLICE, BALANCE = "SliceLast", "Balance"


@dataclass(frozen=True)
class Want:
    """A thing looked for.

    :ivar stream: whose work needs it
    :ivar tables: names of the table, the best first
    :ivar fields: our name → names in 1C, the best first; of a function's rows where there is one
    :ivar needed: fields without which the table is of no use
    :ivar parts: our name of a tabular part → (names, fields)
    :ivar function: rows come from this function of the register
    :ivar required: whether the stream cannot work without it
    """

    stream: str
    tables: tuple
    fields: dict
    needed: tuple = ()
    parts: dict = field(default_factory=dict)
    function: str = ""
    required: bool = False


def words(text):
    """`a:X,Y b:Z` → {"a": ("X", "Y"), "b": ("Z",)}."""
    return {key: tuple(names.split(",")) for key, names in (pair.split(":") for pair in text.split())}


REFERENCE = "id:Ref_Key version:DataVersion deleted:DeletionMark code:Code name:Description "
DOCUMENT = "id:Ref_Key version:DataVersion deleted:DeletionMark number:Number date:Date posted:Posted "
CONTACTS = words(
    "kind:Тип kind_id:Вид_Key text:Представление email:АдресЭП phone:НомерТелефона country:Страна region:Регион "
    "city:Город"
)
PRICES = "InformationRegister_ЦеныНоменклатуры"
LINE = (
    "line:LineNumber item:Номенклатура_Key,Номенклатура characteristic:Характеристика_Key quantity:Количество "
    "packs:КоличествоУпаковок pack:Упаковка_Key unit:ЕдиницаИзмерения_Key,ЕдиницаИзмерения price:Цена total:Сумма "
    "total_tax:СуммаСНДС,Всего tax_amount:СуммаНДС tax:СтавкаНДС_Key,СтавкаНДС "
    "discount:СуммаРучнойСкидки,СуммаСкидкиНаценки "
    "discount_auto:СуммаАвтоматическойСкидки warehouse:Склад_Key cancelled:Отменено row_key:КодСтроки,КлючСвязи "
    "content:Содержание order:ЗаказКлиента_Key,ЗаказКлиента,ЗаказПокупателя_Key,ЗаказПокупателя,Заказ_Key,Заказ"
)

WANTS = {
    # === CATALOGUE === #
    "item": Want(
        "catalogue",
        ("Catalog_Номенклатура",),
        words(
            REFERENCE + "parent:Parent_Key folder:IsFolder article:Артикул full_name:НаименованиеПолное "
            "unit:ЕдиницаИзмерения_Key,ЕдиницаИзмерения,БазоваяЕдиницаИзмерения_Key "
            "kind:ВидНоменклатуры_Key,КатегорияНоменклатуры_Key "
            "type:ТипНоменклатуры vat:СтавкаНДС_Key,СтавкаНДС,ВидСтавкиНДС description:Описание,Комментарий "
            "manufacturer:Производитель_Key,Изготовитель_Key brand:Марка_Key country:СтранаПроисхождения_Key "
            "weight:ВесЧислитель,Вес weight_by:ВесЗнаменатель"
        ),
        ("id", "name"),
        {"more": (("ДополнительныеРеквизиты",), words("property:Свойство_Key value:Значение text:ТекстоваяСтрока"))},
        required=True,
    ),
    "characteristic": Want(
        "catalogue",
        ("Catalog_ХарактеристикиНоменклатуры",),
        words(REFERENCE + "owner:Owner_Key,Owner full_name:НаименованиеПолное"),
        ("id", "name"),
    ),
    "item_kind": Want("catalogue", ("Catalog_ВидыНоменклатуры", "Catalog_КатегорииНоменклатуры"), words(REFERENCE)),
    "unit": Want(
        "catalogue",
        ("Catalog_УпаковкиЕдиницыИзмерения", "Catalog_КлассификаторЕдиницИзмерения", "Catalog_ЕдиницыИзмерения"),
        words(
            REFERENCE + "full_name:НаименованиеПолное international:МеждународноеСокращение owner:Owner_Key,Owner "
            "up:Числитель,Коэффициент down:Знаменатель"
        ),
        ("id", "name"),
    ),
    "barcode": Want(
        "catalogue",
        ("InformationRegister_ШтрихкодыНоменклатуры",),
        words(
            "barcode:Штрихкод,ШтрихКод item:Номенклатура_Key,Номенклатура,Владелец_Key,Владелец "
            "characteristic:Характеристика_Key pack:Упаковка_Key"
        ),
        ("barcode", "item"),
    ),
    "vat": Want("catalogue", ("Catalog_СтавкиНДС",), words("id:Ref_Key name:Description rate:Ставка")),
    "manufacturer": Want("catalogue", ("Catalog_Производители",), words("id:Ref_Key name:Description")),
    "brand": Want("catalogue", ("Catalog_Марки", "Catalog_ТоварныеМарки"), words("id:Ref_Key name:Description")),
    "country": Want("catalogue", ("Catalog_СтраныМира",), words("id:Ref_Key name:Description")),
    "property": Want(
        "catalogue",
        ("ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения",),
        words(REFERENCE + "title:Заголовок"),
        ("id",),
    ),
    "property_value": Want(
        "catalogue",
        ("Catalog_ЗначенияСвойствОбъектов",),
        words("id:Ref_Key name:Description owner:Owner_Key folder:IsFolder"),
    ),
    # === PRICES === #
    "price_type": Want(
        "prices",
        ("Catalog_ВидыЦен", "Catalog_ТипыЦенНоменклатуры"),
        words(REFERENCE + "currency:ВалютаЦены_Key,Валюта_Key tax_included:ЦенаВключаетНДС"),
        ("id", "name"),
        required=True,
    ),
    "price": Want(
        "prices",
        ("InformationRegister_ЦеныНоменклатуры25", PRICES),
        words(
            "item:Номенклатура_Key characteristic:Характеристика_Key price_type:ВидЦены_Key,ВидЦен_Key,ТипЦен_Key "
            "price:Цена pack:Упаковка_Key,ЕдиницаИзмерения_Key currency:Валюта_Key period:Period active:Active"
        ),
        ("item", "price_type", "price"),
        function=SLICE,
        required=True,
    ),
    "currency": Want("prices", ("Catalog_Валюты",), words("id:Ref_Key name:Description code:Code")),
    "price_document": Want(
        "prices",
        ("Document_УстановкаЦенНоменклатуры", "Document_УстановкаЦен"),
        words(DOCUMENT + "comment:Комментарий status:Статус"),
        ("id", "number", "date"),
        {
            "lines": (
                ("Товары", "Запасы"),
                words(
                    "line:LineNumber item:Номенклатура_Key characteristic:Характеристика_Key price:Цена "
                    "price_type:ВидЦены_Key,ВидЦен_Key"
                ),
            )
        },
    ),
    # === STOCK === #
    "warehouse": Want(
        "stock",
        ("Catalog_Склады", "Catalog_СтруктурныеЕдиницы"),
        words(REFERENCE + "folder:IsFolder parent:Parent_Key"),
        ("id", "name"),
        {"contacts": (("КонтактнаяИнформация",), CONTACTS)},
        required=True,
    ),
    "stock": Want(
        "stock",
        (
            "AccumulationRegister_ТоварыНаСкладах",
            "AccumulationRegister_ЗапасыНаСкладах",
            "AccumulationRegister_СвободныеОстатки",
        ),
        words(
            "item:Номенклатура_Key characteristic:Характеристика_Key warehouse:Склад_Key,СтруктурнаяЕдиница_Key "
            "quantity:ВНаличииBalance,КоличествоBalance reserved:ВРезервеСоСкладаBalance,ВРезервеBalance"
        ),
        ("item", "warehouse", "quantity"),
        function=BALANCE,
        required=True,
    ),
    # === PARTNERS === #
    "partner": Want(
        "partners",
        ("Catalog_Партнеры",),
        words(
            REFERENCE + "parent:Parent_Key folder:IsFolder full_name:НаименованиеПолное comment:Комментарий "
            "legal:ЮрФизЛицо birthday:ДатаРождения customer:Клиент"
        ),
        ("id", "name"),
        {"contacts": (("КонтактнаяИнформация",), CONTACTS)},
    ),
    "company": Want(
        "partners",
        ("Catalog_Контрагенты",),
        words(
            REFERENCE + "folder:IsFolder full_name:НаименованиеПолное inn:ИНН kpp:КПП okpo:КодПоОКПО "
            "ogrn:РегистрационныйНомер,ОГРН legal:ЮрФизЛицо,ЮридическоеФизическоеЛицо,ВидКонтрагента "
            "partner:Партнер_Key comment:Комментарий"
        ),
        ("id", "name"),
        {"contacts": (("КонтактнаяИнформация",), CONTACTS)},
        required=True,
    ),
    "bank_account": Want(
        "partners",
        ("Catalog_БанковскиеСчетаКонтрагентов", "Catalog_БанковскиеСчета"),
        words(
            REFERENCE + "owner:Owner_Key,Owner number:НомерСчета bank:Банк_Key bank_name:НаименованиеБанка bic:БИКБанка"
        ),
        ("id", "owner", "number"),
    ),
    "bank": Want(
        "partners",
        ("Catalog_КлассификаторБанков", "Catalog_Банки"),
        words("id:Ref_Key name:Description bic:Code correspondent:КоррСчет"),
    ),
    "contract": Want(
        "partners",
        ("Catalog_ДоговорыКонтрагентов",),
        words(
            REFERENCE + "number:Номер date:Дата from_date:ДатаНачалаДействия "
            "until:ДатаОкончанияДействия,СрокДействия "
            "company:Контрагент_Key,Owner_Key,Owner partner:Партнер_Key organisation:Организация_Key "
            "currency:ВалютаВзаиморасчетов_Key price_type:ВидЦен_Key,ТипЦен_Key status:Статус "
            "limited:ОграничиватьСуммуЗадолженности,КонтролироватьСуммуЗадолженности "
            "limit:ДопустимаяСуммаЗадолженности "
            "days:ДопустимоеЧислоДнейЗадолженности,СрокОплаты,ЧислоДнейЗадолженности "
            "overdue:ЗапрещаетсяПросроченнаяЗадолженность comment:Комментарий"
        ),
        ("id", "name"),
    ),
    "agreement": Want(
        "partners",
        ("Catalog_СоглашенияСКлиентами",),
        words(
            REFERENCE + "number:Номер date:Дата from_date:ДатаНачалаДействия until:ДатаОкончанияДействия "
            "typical:Типовое "
            "partner:Партнер_Key company:Контрагент_Key organisation:Организация_Key price_type:ВидЦен_Key "
            "currency:Валюта_Key "
            "status:Статус manual:ЦенаВключаетНДС limit:ДопустимаяСуммаЗадолженности "
            "limited:ОграничиватьСуммуЗадолженности "
            "minimum:МинимальнаяСуммаЗаказа comment:Комментарий"
        ),
        ("id", "name"),
        {
            "prices": (
                ("Товары",),
                words(
                    "item:Номенклатура_Key characteristic:Характеристика_Key price:Цена price_type:ВидЦены_Key "
                    "pack:Упаковка_Key"
                ),
            )
        },
    ),
    "balance": Want(
        "partners",
        (
            "AccumulationRegister_РасчетыСКлиентамиПоСрокам",
            "AccumulationRegister_РасчетыСКлиентами",
            "AccumulationRegister_РасчетыСПокупателями",
        ),
        words(
            "analytics:АналитикаУчетаПоПартнерам_Key company:Контрагент_Key contract:Договор_Key "
            "organisation:Организация_Key "
            "currency:Валюта_Key debt:ДолгBalance,СуммаBalance,СуммаВалBalance advance:ПредоплатаBalance"
        ),
        ("debt",),
        function=BALANCE,
    ),
    "analytics": Want(
        "partners",
        ("Catalog_КлючиАналитикиУчетаПоПартнерам",),
        words(
            "id:Ref_Key partner:Партнер_Key company:Контрагент_Key contract:Договор_Key organisation:Организация_Key"
        ),
        ("id",),
    ),
    # === ORDERS === #
    "order": Want(
        "orders",
        ("Document_ЗаказКлиента", "Document_ЗаказПокупателя", "Document_СчетНаОплатуПокупателю"),
        words(
            DOCUMENT + "company:Контрагент_Key partner:Партнер_Key organisation:Организация_Key "
            "warehouse:Склад_Key,СтруктурнаяЕдиницаРезерв_Key currency:Валюта_Key,ВалютаДокумента_Key "
            "total:СуммаДокумента "
            "status:Статус,СостояниеЗаказа_Key comment:Комментарий "
            "our_number:НомерПоДаннымКлиента,НомерВходящегоДокумента "
            "our_date:ДатаПоДаннымКлиента,ДатаВходящегоДокумента agreement:Соглашение_Key "
            "contract:Договор_Key,ДоговорКонтрагента_Key "
            "tax_included:ЦенаВключаетНДС,СуммаВключаетНДС delivery_date:ДатаОтгрузки,ЖелаемаяДатаОтгрузки "
            "delivery_address:АдресДоставки operation:ХозяйственнаяОперация,ВидОперации agreed:Согласован"
        ),
        ("id", "number", "date"),
        {"lines": (("Товары", "Запасы"), words(LINE))},
        required=True,
    ),
    "order_status": Want("orders", ("Catalog_СостоянияЗаказовПокупателей",), words("id:Ref_Key name:Description")),
    "organisation": Want("orders", ("Catalog_Организации",), words(REFERENCE + "inn:ИНН kpp:КПП")),
    "bank_payment": Want(
        "orders",
        (
            "Document_ПоступлениеБезналичныхДенежныхСредств",
            "Document_ПоступлениеНаСчет",
            "Document_ПоступлениеНаРасчетныйСчет",
        ),
        words(DOCUMENT + "total:СуммаДокумента order:Заказ_Key,Заказ basis:ДокументОснование"),
        ("id", "number", "date"),
        {
            "lines": (
                ("РасшифровкаПлатежа",),
                words("order:Заказ_Key,Заказ,ОбъектРасчетов_Key,ОснованиеПлатежа total:Сумма,СуммаПлатежа"),
            )
        },
    ),
    "cash_payment": Want(
        "orders",
        ("Document_ПриходныйКассовыйОрдер", "Document_ПоступлениеВКассу"),
        words(DOCUMENT + "total:СуммаДокумента order:Заказ_Key,Заказ basis:ДокументОснование"),
        ("id", "number", "date"),
        {
            "lines": (
                ("РасшифровкаПлатежа",),
                words("order:Заказ_Key,Заказ,ОбъектРасчетов_Key,ОснованиеПлатежа total:Сумма,СуммаПлатежа"),
            )
        },
    ),
    "shipment": Want(
        "orders",
        ("Document_РеализацияТоваровУслуг", "Document_РасходнаяНакладная"),
        words(
            DOCUMENT + "total:СуммаДокумента order:ЗаказКлиента_Key,ЗаказКлиента,Заказ_Key,Заказ,Основание "
            "warehouse:Склад_Key"
        ),
        ("id", "number", "date"),
        {"lines": (("Товары", "Запасы"), words(LINE))},
    ),
}
STREAMS = ("catalogue", "prices", "stock", "partners", "orders")
