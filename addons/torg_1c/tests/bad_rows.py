"""Rows that are wrong among good ones: what a person reads of each, and what becomes of it.

A case is the wrong row, the codes of the remarks it leaves, and what is here of it afterwards.
"""

from .bad_files import message

NBSP = "\u00a0"
HUGE = "1" + "0" * 30
ENDLESS = "9" * 60


def item(key, name="Товар", more=""):
    """Return a row of the catalogue."""
    return f"<Товар><Ид>{key}</Ид><Наименование>{name}</Наименование>{more}</Товар>"


def catalogue(rows, inside=""):
    """Return a message with these items between two good ones."""
    listed = "".join((item("good1", "Хороший 1"), rows, item("good2", "Хороший 2")))
    classifier = f"<Классификатор><Ид>k</Ид><Наименование>K</Наименование>{inside}</Классификатор>"
    return message(classifier, f"<Каталог><Ид>c</Ид><Наименование>C</Наименование><Товары>{listed}</Товары></Каталог>")


def price(value, currency="RUB", more=""):
    """Return one price of an offer."""
    return (
        f"<Цена><ИдТипаЦены>retail</ИдТипаЦены><ЦенаЗаЕдиницу>{value}</ЦенаЗаЕдиницу><Валюта>{currency}</Валюта>{more}"
        "</Цена>"
    )


def offer(key, told="100", count="5", currency="RUB", more=""):
    """Return an offer with its price and its stock."""
    return (
        f"<Предложение><Ид>{key}</Ид><Цены>{price(told, currency, more)}</Цены>"
        f'<Склад ИдСклада="main" КоличествоНаСкладе="{count}"/></Предложение>'
    )


def offers(rows, around=True):
    """Return a message with these offers between two good ones."""
    kind = (
        "<ТипыЦен><ТипЦены><Ид>retail</Ид><Наименование>Розница</Наименование><Валюта>RUB</Валюта></ТипЦены></ТипыЦен>"
    )
    store = "<Склады><Склад><Ид>main</Ид><Наименование>Склад плохих строк</Наименование></Склад></Склады>"
    listed = "".join((offer("good1", "100", "5"), rows, offer("good2", "200", "7"))) if around else rows
    package = "<Ид>o</Ид><Наименование>O</Наименование>"
    return message(
        f'<ПакетПредложений СодержитТолькоИзменения="true">{package}{kind}{store}'
        f"<Предложения>{listed}</Предложения></ПакетПредложений>"
    )


# Offers of the item `bad`: the row, remarks, price and stock afterwards.
OFFERS = {
    "a comma and blanks": (offer("bad", f"1{NBSP}234,50", f"1{NBSP}005,5"), [], 1234.5, 1005.5),
    "a point and a thousand's mark": (offer("bad", "1'234.50", "3"), [], 1234.5, 3),
    "an empty price": (offer("bad", "", "3"), [], None, 3),
    "words for a price": (offer("bad", "дорого", "3"), ["bad_number"], None, 3),
    "NaN": (offer("bad", "NaN", "NaN"), ["bad_number", "bad_number"], None, None),
    "Infinity": (offer("bad", "Infinity", "-Infinity"), ["bad_number", "bad_number"], None, None),
    "a price below zero": (offer("bad", "-5", "3"), ["bad_price"], None, 3),
    "a price of all the money there is": (offer("bad", HUGE, "3"), ["bad_price"], None, 3),
    "a price of sixty digits": (offer("bad", ENDLESS, "3"), ["bad_number"], None, 3),
    "a price with an exponent": (offer("bad", "1e400", "3"), ["bad_number"], None, 3),
    "a pack of nothing": (offer("bad", "5", "3", more="<Коэффициент>0</Коэффициент>"), [], 5, 3),
    "a pack below nothing": (offer("bad", "5", "3", more="<Коэффициент>-1</Коэффициент>"), ["bad_price"], None, 3),
    "a pack of next to nothing": (
        offer("bad", "5", "3", more="<Коэффициент>0,0000000000001</Коэффициент>"),
        ["bad_price"],
        None,
        3,
    ),
    "a price from less than none": (
        offer("bad", "5", "3", more="<МинКоличество>-2</МинКоличество>"),
        ["bad_price"],
        None,
        3,
    ),
    "a currency nobody knows": (offer("bad", "5", "3", "талер"), ["no_rate", "unknown_currency"], None, 3),
    "a currency without a rate": (offer("bad", "5", "3", "CHF"), ["no_rate"], None, 3),
    "stock below zero": (offer("bad", "5", "-3"), [], 5, -3),
    "more stock than fits anywhere": (offer("bad", "5", HUGE), ["bad_quantity"], 5, None),
    "words for stock": (offer("bad", "5", "много"), ["bad_number"], 5, None),
    "no identifier": (offer("", "5", "3"), ["no_id"], None, None),
    "a price without a kind": (
        offer("bad", "5", "3").replace("<ИдТипаЦены>retail</ИдТипаЦены>", ""),
        ["no_id"],
        None,
        3,
    ),
    "itself twice": (offer("bad", "5", "3") + offer("bad", "6", "4"), ["duplicate_id"], 6, 4),
}

BOMB = "&lt;!DOCTYPE a [&lt;!ENTITY l &quot;x&quot;&gt;]&gt;&amp;l;"
REQUISITE = "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>{}</Наименование><Значение>{}</Значение>"
REQUISITE += "</ЗначениеРеквизита></ЗначенияРеквизитов>"
PACK = '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт<Пересчет><Единица>кор</Единица>'
PACK += "<Коэффициент>{}</Коэффициент></Пересчет></БазоваяЕдиница>"
CODE = "<Штрихкод>4600000000017</Штрихкод>"
PICTURE = "<Картинка>{}</Картинка>"
RATE = "<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>{}</Ставка></СтавкаНалога></СтавкиНалогов>"
CIRCLE = (
    "<Группы><Группа><Ид>a</Ид><Наименование>А</Наименование><Группы><Группа><Ид>b</Ид><Наименование>Б</Наименование>"
    "<Группы><Группа><Ид>a</Ид><Наименование>А</Наименование></Группа></Группы></Группа></Группы></Группа></Группы>"
)

# Items: the rows, remarks, and how many products of the identifier `bad` there are.
ITEMS = {
    "no identifier": (item("", "Безымянный"), ["no_id"], 0),
    "no name": (item("bad", ""), [], 1),
    "a name of twenty thousand letters": (item("bad", "Я" * 20_000), [], 1),
    "a name with blanks of all kinds": (item("bad", f" {NBSP}Имя\n\tиз\u2028строк "), [], 1),
    "itself twice": (item("bad", "Раз") + item("bad", "Два"), ["duplicate_id"], 1),
    "a barcode of two": (item("bad", "Раз", CODE) + item("bad2", "Два", CODE), ["barcode_taken"], 1),
    "one barcode twice": (item("bad", "Раз", CODE + CODE), [], 1),
    "a pack of nothing": (item("bad", "Раз", PACK.format(0)), [], 1),
    "a pack below nothing": (item("bad", "Раз", PACK.format(-6)), ["bad_pack"], 1),
    "a pack of too many": (item("bad", "Раз", PACK.format(HUGE)), ["bad_pack"], 1),
    "words for a pack": (item("bad", "Раз", PACK.format("шесть")), ["bad_number"], 1),
    "a weight in words": (item("bad", "Раз", REQUISITE.format("Вес", "тяжёлый")), ["bad_number"], 1),
    "a weight beyond all": (item("bad", "Раз", REQUISITE.format("Вес", HUGE)), ["bad_weight"], 1),
    "a weight below zero": (item("bad", "Раз", REQUISITE.format("Вес", "-1")), ["bad_weight"], 1),
    "a bomb in a requisite": (item("bad", "Раз", REQUISITE.format("Полное наименование", BOMB)), [], 1),
    "a requisite of a million letters": (item("bad", "Раз", REQUISITE.format("Заметка", "x" * 1_000_000)), [], 1),
    "a thousand requisites": (item("bad", "Раз", REQUISITE.format("Заметка", "x") * 1000), [], 1),
    "a script in the description": (
        item("bad", "Раз", "<Описание>&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Текст&lt;/p&gt;</Описание>"),
        [],
        1,
    ),
    "a rate in words": (item("bad", "Раз", RATE.format("сто")), ["bad_rate"], 1),
    "a rate of 150 %": (item("bad", "Раз", RATE.format("150")), ["bad_rate"], 1),
    "a rate nobody has": (item("bad", "Раз", RATE.format("17")), ["no_tax"], 1),
    "a group nobody knows": (item("bad", "Раз", "<Группы><Ид>nowhere</Ид></Группы>"), [], 1),
    "a mark of deletion in words": (item("bad", "Раз", "<ПометкаУдаления>угу</ПометкаУдаления>"), ["bad_flag"], 1),
    "deleted before anybody knew it": (item("bad", "Раз", "<ПометкаУдаления>true</ПометкаУдаления>"), [], 0),
    "a comment and an instruction": (item("bad", "Раз", "<!-- x --><?php echo 1 ?>"), [], 1),
    "characters XML does not allow": (item("bad", "Р\x02а\x0bз&#x1;"), ["control_characters"], 1),
    "an element nobody knows": (item("bad", "Раз", "<Невидаль><Глубже>1</Глубже></Невидаль>"), [], 1),
}

LINE = "<Товар><Ид>good1</Ид><Наименование>Хороший 1</Наименование><ЦенаЗаЕдиницу>{price}</ЦенаЗаЕдиницу>"
LINE += "<Количество>{count}</Количество><Сумма>{total}</Сумма></Товар>"
BUYER = "<Контрагенты><Контрагент><Ид>buyer</Ид><Наименование>Ладога</Наименование><Роль>Покупатель</Роль>"
BUYER += "</Контрагент></Контрагенты>"


def line(count="2", money="100", total="200"):
    """Return a row of a document."""
    return LINE.format(count=count, price=money, total=total)


def document(key, rows=None, total="200", more="<Дата>2026-03-02</Дата>", buyer=BUYER):
    """Return an order made in 1C."""
    return (
        f"<Документ><Ид>{key}</Ид><Номер>{key.upper()}</Номер><ХозОперация>Заказ товара</ХозОперация>{more}"
        f"<Роль>Продавец</Роль><Валюта>RUB</Валюта><Сумма>{total}</Сумма>{buyer}"
        f"<Товары>{line() if rows is None else rows}</Товары></Документ>"
    )


def orders(rows):
    """Return a message with these documents between two good ones."""
    return message(document("good1"), rows, document("good2"))


# Documents: the rows, remarks, and how many orders of the identifier `bad` there are.
ORDERS = {
    "a total the lines do not make": (document("bad", total="999"), ["total_differs"], 1),
    "no customer": (document("bad", buyer=""), ["no_customer"], 0),
    "neither identifier nor number": ("<Документ><Сумма>5</Сумма></Документ>", ["no_id"], 0),
    "less than no pieces": (document("bad", line("-2", "100", "-200"), "-200"), ["order_nonsense"], 0),
    "more pieces than there are": (document("bad", line(HUGE), "200"), ["order_nonsense"], 0),
    "more money than there is": (document("bad", line("2", HUGE, HUGE), HUGE), ["order_nonsense"], 0),
    "words for a quantity": (document("bad", line("два")), ["bad_number", "order_refused"], 1),
    "a price that is no number": (document("bad", line("2", "NaN")), ["bad_number"], 1),
    "a comma and blanks": (document("bad", line("2", "1 000,50", f"2{NBSP}001,00"), "2 001"), [], 1),
    "the empty date": (document("bad", more="<Дата>0001-01-01</Дата>"), [], 1),
    "a date in words": (document("bad", more="<Дата>позавчера</Дата>"), ["bad_date"], 1),
    "a date that is none": (document("bad", more="<Дата>2026-02-31</Дата>"), ["bad_date"], 1),
    "the last day of all": (document("bad", more="<Дата>9999-12-31</Дата><Время>23:59:59</Время>"), [], 1),
    "the first day after the empty one": (document("bad", more="<Дата>0002-01-01</Дата>"), [], 1),
    "a line without an item": (document("bad", line() + "<Товар><Наименование>?</Наименование></Товар>"), None, 1),
    "itself twice": (document("bad") * 2, ["duplicate_id"], 1),
    "no lines": (document("bad", "", "0"), ["order_refused"], 1),
    "an item nobody knows": (document("bad", line().replace("good1", "never")), [], 0),
}
