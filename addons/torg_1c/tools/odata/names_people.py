"""Names of partners and their settlements, and of orders."""

from .want import BALANCE, CONTACTS, DOCUMENT, LINE, REFERENCE, Want, words

SHIPPED_BY = "shipment:ДокументРеализации_Key,ДокументРеализации,ДокументОтгрузки_Key,ДокументОтгрузки"

PEOPLE = {
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
    "contact_kind": Want(
        "partners",
        ("Catalog_ВидыКонтактнойИнформации",),
        words("id:Ref_Key name:Description predefined:PredefinedDataName,ИмяПредопределенногоВида"),
        ("id", "predefined"),
    ),
    "person": Want(
        "partners",
        ("Catalog_КонтактныеЛицаПартнеров", "Catalog_КонтактныеЛица"),
        words(REFERENCE + "owner:Owner_Key,Owner,ОбъектВладелец_Key,ОбъектВладелец post:ДолжностьПоВизитке,Должность"),
        ("id", "name", "owner"),
        {
            "contacts": (("КонтактнаяИнформация",), CONTACTS),
            "more": (("ДополнительныеРеквизиты",), words("property:Свойство_Key value:Значение text:ТекстоваяСтрока")),
        },
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
    "goods_back": Want(
        "orders",
        ("Document_ВозвратТоваровОтКлиента", "Document_ВозвратТоваровОтПокупателя"),
        words(
            DOCUMENT + "order:ЗаказКлиента_Key,ЗаказКлиента,Заказ_Key,Заказ,Сделка basis:ДокументОснование "
            "warehouse:Склад_Key " + SHIPPED_BY
        ),
        ("id", "number", "date"),
        {"lines": (("Товары", "Запасы"), words(f"{LINE} {SHIPPED_BY}"))},
    ),
}
