"""Fills a base with the same goods that `onec_data.Export` writes: identifiers agree, so both ways may be compared."""

from datetime import datetime

from ..onec_data import SIZES, Export
from .base import Base
from .schema import EMPTY

RUB = "c0000000-0000-4000-8000-000000000643"

CONTACT_KINDS = (
    "ТелефонПартнера", "EmailПартнера", "АдресПартнера", "ТелефонКонтрагента", "EmailКонтрагента", "ЮрАдресКонтрагента",
)  # fmt: skip


def seed(export=None, orders=0, partners=20, **options):
    """A base with the goods of an export, some customers and orders of theirs."""
    export = export or Export(items=50, offers=2, price_types=2, stores=3)
    base = Base(**options)
    _directories(base, export)
    for number in range(export.items):
        _item(base, export, number)
    for number in range(partners):
        _partner(base, export, number)
    for number in range(orders):
        add_order(base, export, number)
    base.changed.clear()
    return base


def _directories(base, export):
    base.put("Catalog_Валюты", {"Ref_Key": RUB, "Code": "643", "Description": "руб."})
    unit = {"Ref_Key": export.guid("unit", 0), "Code": "796 ", "Description": "шт", "МеждународноеСокращение": "PCE"}
    base.put("Catalog_УпаковкиЕдиницыИзмерения", {**unit, "Числитель": 1, "Знаменатель": 1})
    base.put("Catalog_ВидыНоменклатуры", {"Ref_Key": export.guid("kind", 0), "Description": "Товар"})
    organisation = {"Ref_Key": export.guid("organisation", 0), "Code": "000000001", "Description": "ООО Торговый дом"}
    base.put("Catalog_Организации", {**organisation, "ИНН": "7707083893", "КПП": "770701001"})
    for number, name in enumerate(CONTACT_KINDS):
        kind = {"Ref_Key": export.guid("contact_kind", number), "Description": name, "PredefinedDataName": name}
        base.put("Catalog_ВидыКонтактнойИнформации", kind)
    for number in range(max(1, export.items // 100)):
        name = f"Группа {number + 1}"
        base.put(
            "Catalog_Номенклатура", {"Ref_Key": export.guid("group", number), "Description": name, "IsFolder": True}
        )
    for number in range(export.price_types):
        values = {"Ref_Key": export.guid("price_type", number), "Description": f"Цена {number + 1}"}
        base.put("Catalog_ВидыЦен", {**values, "ВалютаЦены_Key": RUB, "ЦенаВключаетНДС": True})
    for number in range(export.stores):
        base.put("Catalog_Склады", {"Ref_Key": export.guid("store", number), "Description": f"Магазин {number + 1}"})


def _item(base, export, number):
    item = export.guid("item", number)
    values = {
        "Ref_Key": item,
        "Code": f"00-{number:08}",
        "Description": export.name(number),
        "НаименованиеПолное": f"{export.name(number)}, полностью",
        "Артикул": f"A-{number:06}",
        "Parent_Key": export.guid("group", number % max(1, export.items // 100)),
        "ЕдиницаИзмерения_Key": export.guid("unit", 0),
        "ВидНоменклатуры_Key": export.guid("kind", 0),
        "ТипНоменклатуры": "Товар",
        "СтавкаНДС": "НДС20",
        "Описание": f"{export.name(number)}: описание для покупателя",
    }
    base.put("Catalog_Номенклатура", values)
    barcode = {"Штрихкод": str(2_000_000_000_000 + number), "Номенклатура_Key": item}
    register = base.registers["InformationRegister_ШтрихкодыНоменклатуры"]
    register.append({**barcode, "Характеристика_Key": EMPTY, "Упаковка_Key": EMPTY})
    for offer, key in enumerate(export.offer_ids(number)):
        _offer(base, export, number, offer, key)


def _offer(base, export, number, offer, key):
    item, _hash, characteristic = key.partition("#")
    if characteristic and characteristic not in base.rows["Catalog_ХарактеристикиНоменклатуры"]:
        name = {"Ref_Key": characteristic, "Description": SIZES[offer % len(SIZES)], "Owner": export.guid("kind", 0)}
        base.put("Catalog_ХарактеристикиНоменклатуры", {**name, "Owner_Type": "StandardODATA.Catalog_ВидыНоменклатуры"})
    for place in range(export.price_types):
        price = export.price(number, offer, place) / 100
        base.set_price(item, export.guid("price_type", place), price, characteristic or EMPTY, RUB)
    for place in range(export.stores):
        base.move_stock(
            item, export.guid("store", place), export.quantity(number, offer, place), characteristic or EMPTY
        )


def _partner(base, export, number):
    holding, company = export.guid("holding", number), export.guid("partner", number)
    name = f"Покупатель {number + 1}"
    phone = {"Тип": "Телефон", "Представление": f"+7 900 000-{number // 100:02}-{number % 100:02}"}
    mail = {"Тип": "АдресЭлектроннойПочты", "Представление": f"buyer{number}@example.com"}
    address = {"Тип": "Адрес", "Представление": "101000, Москва, Мясницкая, 1", "Город": "Москва"}
    base.put("Catalog_Партнеры", {"Ref_Key": holding, "Description": name, "КонтактнаяИнформация": [phone, mail]})
    values = {"Ref_Key": company, "Description": name, "НаименованиеПолное": f"ООО «{name}»", "ЮрФизЛицо": "ЮрЛицо"}
    numbers = {"ИНН": inn(number), "КПП": "770101001", "Партнер_Key": holding}
    base.put("Catalog_Контрагенты", {**values, **numbers, "КонтактнаяИнформация": [address]})
    contract = {
        "Ref_Key": export.guid("contract", number),
        "Description": f"Договор {number + 1}",
        "Номер": str(number + 1),
    }
    limit = {"ОграничиватьСуммуЗадолженности": True, "ДопустимаяСуммаЗадолженности": 100_000 + number}
    sides = {"Контрагент_Key": company, "Партнер_Key": holding, "ВалютаВзаиморасчетов_Key": RUB}
    base.put("Catalog_ДоговорыКонтрагентов", {**contract, **limit, **sides})
    analytics = {"Ref_Key": export.guid("analytics", number), "Контрагент_Key": company, "Партнер_Key": holding}
    base.put("Catalog_КлючиАналитикиУчетаПоПартнерам", analytics)
    debt = {"АналитикаУчетаПоПартнерам_Key": analytics["Ref_Key"], "Валюта_Key": RUB, "Сумма": 1_000 * (number + 1)}
    base.registers["AccumulationRegister_РасчетыСКлиентами"].append(
        {**debt, "Period": "2026-03-01T00:00:00", "LineNumber": 1}
    )


def add_person(base, export, number=0, name="Анна Петрова", may_sign_in=None):
    """A person of the customer of this number, reached by phone and mail; return the row."""
    property_key = export.guid("property", 77)
    title = "Доступна авторизация на сайте"
    base.put("ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения", {
        "Ref_Key": property_key, "Description": title, "Заголовок": title})  # fmt: skip
    phone = {"Тип": "Телефон", "Представление": f"+7 921 555-66-{number:02}"}
    mail = {"Тип": "АдресЭлектроннойПочты", "Представление": f"person{number}@example.com"}
    more = [] if may_sign_in is None else [{"Свойство_Key": property_key, "Значение": may_sign_in}]
    values = {"Description": name, "Owner_Key": export.guid("holding", number), "ДолжностьПоВизитке": "Закупщик"}
    parts = {"КонтактнаяИнформация": [phone, mail], "ДополнительныеРеквизиты": more}
    return base.put("Catalog_КонтактныеЛицаПартнеров", {**values, **parts})


def inn(number):
    """Right INN of a company."""
    digits = f"77{number:07}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return digits + str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10)


def add_order(base, export, number, date=None, status="КОтгрузке"):
    """An order born in 1C; return it."""
    item, _hash, characteristic = export.offer_ids(number % export.items)[0].partition("#")
    price = export.price(number % export.items, 0, 0) / 100
    line = {
        "Номенклатура_Key": item,
        "Характеристика_Key": characteristic or EMPTY,
        "Количество": 2,
        "КоличествоУпаковок": 2,
        "Цена": price,
        "Сумма": price * 2,
        "СуммаСНДС": price * 2,
        "СтавкаНДС": "НДС20",
    }
    values = {
        "Ref_Key": export.guid("order", number),
        "Number": f"УТ00-{number + 1:06}",
        "Date": (date or datetime(2026, 3, 2, 12, 0)).isoformat(),
        "Posted": True,
        "Контрагент_Key": export.guid("partner", number % 20),
        "Партнер_Key": export.guid("holding", number % 20),
        "Организация_Key": export.guid("organisation", 0),
        "Склад_Key": export.guid("store", 0),
        "Валюта_Key": RUB,
        "СуммаДокумента": price * 2,
        "Статус": status,
        "ЦенаВключаетНДС": True,
        "Товары": [line],
    }
    return base.put("Document_ЗаказКлиента", values)


def add_payment(base, order, amount, number="ПБ-000001"):
    """Money for an order; return the payment."""
    line = {"Заказ": order["Ref_Key"], "Заказ_Type": "StandardODATA.Document_ЗаказКлиента", "Сумма": amount}
    values = {"Number": number, "Date": "2026-03-03T10:00:00", "Posted": True, "СуммаДокумента": amount}
    return base.put("Document_ПоступлениеБезналичныхДенежныхСредств", {**values, "РасшифровкаПлатежа": [line]})


def add_shipment(base, order, number="РТ-000001", quantity=None):
    """Goods of an order leave, or so much of each line; return the shipment."""
    told = {"ЗаказКлиента": order["Ref_Key"], "ЗаказКлиента_Type": "StandardODATA.Document_ЗаказКлиента"}
    told |= {} if quantity is None else {"Количество": quantity}
    lines = [
        {**{k: v for k, v in line.items() if k not in ("Ref_Key", "LineNumber")}, **told} for line in order["Товары"]
    ]
    values = {
        "Number": number,
        "Date": "2026-03-04T10:00:00",
        "Posted": True,
        "СуммаДокумента": order["СуммаДокумента"],
    }
    return base.put("Document_РеализацияТоваровУслуг", {**values, "Товары": lines})


def add_return(base, shipment, quantity, number="ВТ-000001", by_order=False):
    """So much of each line of a shipment comes back; the return names the shipment, or its order. Return it."""
    lines = []
    for line in shipment["Товары"]:
        told = {k: v for k, v in line.items() if k not in ("Ref_Key", "LineNumber")} | {"Количество": quantity}
        if not by_order:
            told |= {"ЗаказКлиента": "", "ЗаказКлиента_Type": "StandardODATA.Undefined"}
            told["ДокументРеализации"] = shipment["Ref_Key"]
            told["ДокументРеализации_Type"] = "StandardODATA.Document_РеализацияТоваровУслуг"
        lines.append(told)
    values = {"Number": number, "Date": "2026-03-05T10:00:00", "Posted": True, "Товары": lines}
    return base.put("Document_ВозвратТоваровОтКлиента", values)


def add_retail_report(base, order, number="РП-000001"):
    """A store has sold goods like those of an order to whoever came. Return the report of its shift."""
    keys = ("Номенклатура_Key", "Характеристика_Key", "Количество", "Цена", "Сумма", "СуммаСНДС")
    lines = [{key: line[key] for key in keys if key in line} for line in order["Товары"]]
    values = {"Number": number, "Date": "2026-03-05T21:00:00", "Posted": True, "Товары": lines}
    values |= {"СуммаДокумента": sum(line["Сумма"] for line in lines), "Склад_Key": order["Склад_Key"]}
    return base.put("Document_ОтчетОРозничныхПродажах", values)
