"""`fake-1c soap --port N`: a 1C with the exchange service and a service of documents, until Ctrl+C."""

from .base import Base
from .server import Server

STORE = "5a000000-0000-4000-8000-000000000001"
TYPE = "9c000000-0000-4000-8000-000000000001"
GOODS = (("Чай чёрный, 100 г", "TEA-100", "180.00", 40), ("Кофе в зёрнах, 1 кг", "COFFEE-1", "1490.00", 12),
         ("Сахар, 1 кг", "SUGAR-1", "75.50", 300))  # fmt: skip


def add_parser(verbs):
    """Describe the verb on the command line."""
    parser = verbs.add_parser("soap", help="serve EnterpriseData and documents by SOAP")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--user", default="odoo")
    parser.add_argument("--password", default="secret")
    parser.add_argument("--peer", default="ТГ", help="code of the other side in the exchange plan")
    parser.add_argument("--slow", type=int, default=2, help="questions before a background operation is completed")
    parser.add_argument("--trouble", default="", choices=("", "html", "html_error", "404", "403", "503", "redirect"))


def run(options):
    """Serve."""
    server = Server(fill(Base(peer=options.peer)), options.port, options.user, options.password, options.slow)
    server.troubles.mode = options.trouble
    print(f"{server.url}\n{server.documents_url}\n{options.user} / {options.password}, {options.peer}")  # noqa: T201
    try:
        server.serve()
    except KeyboardInterrupt:
        orders = server.base.orders.values()
        print(f"{len(orders)} orders: " + ", ".join(order.number for order in orders))  # noqa: T201
    return 0


def fill(base):
    """A few goods with a price and stock."""
    money = _tag("ВалютаЦены", _tag("ДанныеКлассификатора", _tag("Код", "643")))
    kind = _keys(TYPE, "Розничная", money)
    base.register("Справочник.ТипыЦен", TYPE, kind + _tag("ЦенаВключаетНДС", "true"))
    base.register("Справочник.Склады", STORE, _keys(STORE, "Склад на Лесной"))
    prices, stock = [], []
    for place, (name, article, price, count) in enumerate(GOODS, 1):
        key = f"17000000-0000-4000-8000-{place:012}"
        unit = _tag("ЕдиницаИзмерения", _tag("ДанныеКлассификатора", _tag("Код", "796") + _tag("Наименование", "шт")))
        own = _keys(key, name, _tag("Артикул", article))
        vat = _tag("СтавкаНДС", "НДС20")
        base.register("Справочник.Номенклатура", key, own + _tag("ТипНоменклатуры", "Товар") + unit + vat)
        goods = _tag("ДанныеНоменклатуры", _tag("Номенклатура", _tag("Ссылка", key) + _tag("Наименование", name)))
        prices.append(_tag("Строка", goods + _tag("Цена", price)))
        stock.append(_tag("Строка", goods + _tag("КоличествоНаСкладе", count)))
    head = _tag("КлючевыеСвойства", _tag("Дата", "2026-03-02T09:00:00") + _tag("Номер", "УТ-1"))
    priced = _tag("ТипЦен", _tag("Ссылка", TYPE) + _tag("Наименование", "Розничная") + money)
    base.register("Документ.УстановкаЦенНоменклатуры", "prices", head + priced + _tag("Товары", "".join(prices)))
    place = _tag("КлючевыеСвойства", _tag("Дата", "2026-03-02") + _tag("Склад", _tag("Ссылка", STORE)))
    base.register("Справочник.ИнформативныеОстатки", "stock", place + _tag("Товары", "".join(stock)))
    return base


def _keys(key, name, more=""):
    return _tag("КлючевыеСвойства", _tag("Ссылка", key) + _tag("Наименование", name) + more)


def _tag(name, value):
    return f"<{name}>{value}</{name}>"
