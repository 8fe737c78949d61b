"""Names of the catalogue, of prices and of stock."""

from .want import BALANCE, CONTACTS, DOCUMENT, PRICES, REFERENCE, SLICE, Want, words

GOODS = {
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
}
