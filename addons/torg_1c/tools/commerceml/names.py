"""Words of CommerceML and of 1C: requisites in the languages of bases, operations, types of values and contacts."""

# Language-free name → what bases send, without blanks and case.
REQUISITES = {
    "item_kind": ("ВидНоменклатуры", "Вид номенклатуры", "ВидНоменклатури"),
    "item_type": ("ТипНоменклатуры", "Тип номенклатуры", "ТипНоменклатури"),
    "full_name": ("Полное наименование", "ПолноеНаименование", "Повне найменування", "Наименование полное"),
    "code": ("Код", "Код номенклатуры"),
    "weight": ("Вес", "Вага"),
    "volume": ("Объем", "Об'єм"),
    "expected_on": ("Планируемая дата поступления",),
    "picture_description": ("ОписаниеФайла", "ОписФайлу"),
    "file": ("Файл", "ИмяФайла"),
    "description_html": ("ОписаниеВФорматеHTML", "ОписВФорматіHTML"),
    "posted": ("Проведен", "Проведено", "Проведений"),
    "cancelled": ("Отменен", "Отменён", "Скасовано"),
    "shipped": ("Отгружен", "Відвантажено"),
    "paid": ("Оплачен", "Заказ оплачен"),
    "deleted": ("ПометкаУдаления", "Пометка удаления"),
    "number_1c": ("Номер по 1С", "Номер1С", "Номер по 1C"),
    "date_1c": ("Дата по 1С", "Дата1С", "Дата по 1C"),
    "payment_number": ("Номер оплаты по 1С", "Номер оплаты"),
    "payment_date": ("Дата оплаты по 1С", "Дата оплаты"),
    "payment_amount": ("Сумма оплаты по 1С", "Сумма оплаты"),
    "shipment_number": ("Номер отгрузки по 1С", "Номер отгрузки"),
    "shipment_date": ("Дата отгрузки по 1С", "Дата отгрузки"),
    "status": ("Статус заказа", "СтатусЗаказа", "Статус"),
    "status_id": ("Статуса заказа ИД", "Статус заказа ИД"),
    "status_date": ("Дата изменения статуса",),
    "final_status": ("Финальный статус",),
    "payment_method": ("Метод оплаты",),
    "payment_method_id": ("Метод оплаты ИД",),
    "delivery_method": ("Способ доставки", "Метод доставки"),
    "delivery_method_id": ("Метод доставки ИД",),
    "delivery_allowed": ("Доставка разрешена",),
    "delivery_address": ("Адрес доставки",),
    "organisation": ("Организация", "Організація"),
    "warehouse": ("Склад",),
    "master_number": ("Номер заказа", "Номер заказа клиента"),
    "site_number": ("Номер заказа на сайте", "Номер документа на сайте"),
    "site": ("Сайт",),
    "site_login": ("Доступна авторизация на сайте", "ДоступнаАвторизацияНаСайте"),
    "buyer_comment": ("Комментарии покупателя", "Комментарий покупателя"),
}
# What the writer says, by key.
SAY = {key: words[0] for key, words in REQUISITES.items()}

OPERATIONS = {
    "order": ("Заказ товара",),
    "invoice": ("Счет на оплату", "Счёт на оплату"),
    "shipment": ("Отпуск товара",),
    "tax_invoice": ("Счет-фактура", "Счёт-фактура"),
    "return": ("Возврат товара",),
    "commission_out": ("Передача товара на комиссию",),
    "commission_return": ("Возврат комиссионного товара",),
    "commission_report": ("Отчет о продажах комиссионного товара", "Отчёт о продажах комиссионного товара"),
    "cash_in": ("Выплата наличных денег",),
    "cash_back": ("Возврат наличных денег",),
    "bank_in": ("Выплата безналичных денег",),
    "bank_back": ("Возврат безналичных денег",),
    "retail_report": ("Отчет о розничных продажах", "Отчёт о розничных продажах"),
}
SAY_OPERATION = {code: words[0] for code, words in OPERATIONS.items()}
PAYMENT_OPERATIONS = {"cash_in", "cash_back", "bank_in", "bank_back"}
SHIPMENT_OPERATIONS = {"shipment"}

VALUE_TYPES = {
    "text": ("Строка", "Рядок"),
    "number": ("Число",),
    "datetime": ("ДатаВремя", "Дата", "Время", "Дата и время"),
    "reference": ("Справочник", "Довідник"),
    "flag": ("Булево", "Логическое"),
}

CONTACTS = {
    "email": ("Почта", "Электронная почта", "E-mail", "Email", "EMail", "Электроннаяпочта", "mail"),
    "mobile": ("Телефон мобильный", "Мобильный телефон", "Сотовый"),
    "phone": ("Телефон", "Телефон рабочий", "Телефон внутренний", "Телефон домашний", "Рабочий телефон"),
    "fax": ("Факс",),
    "web": ("Веб-страница", "Сайт", "Вебстраница", "ICQ"),
    "post": ("Почтовый адрес", "Адрес"),
    "pager": ("Пейджер",),
}

ADDRESSES = {
    "АдресРегистрации": "registration",
    "ЮридическийАдрес": "legal",
    "Адрес": "actual",
    "ФактическийАдрес": "actual",
    "АдресДоставки": "delivery",
    "ПочтовыйАдрес": "post",
}


def plain(word):
    """The word without blanks, case and the letter ё."""
    return "".join(word.split()).casefold().replace("ё", "е").replace("1c", "1с")


def _turn(table):
    return {plain(word): key for key, words in table.items() for word in words}


KEY_OF_REQUISITE = _turn(REQUISITES)
CODE_OF_OPERATION = _turn(OPERATIONS)
TYPE_OF_VALUE = _turn(VALUE_TYPES)
KIND_OF_CONTACT = _turn(CONTACTS)
