"""Records → objects of EnterpriseData: orders with their buyers, and price revisions.

1C finds what an object refers to by its key properties: the identifier first, then the name, INN and KPP. So every
reference carries both.
"""

from lxml import etree

from ..records import ABSENT, OrderRec, PriceRevisionRec, filled
from ..values import clean
from .names import CUSTOMER, DELETION, FORMAT, ORDER, PRICES

KEYS = "КлючевыеСвойства"
OKEI_PIECE = "796"
CURRENCY_CODES = {"RUB": "643", "USD": "840", "EUR": "978", "KZT": "398", "BYN": "933", "CNY": "156", "UAH": "980"}
CONTACT_KINDS = {"phone": "Телефон", "mobile": "Телефон", "email": "АдресЭлектроннойПочты", "fax": "Факс"}
ADDRESS_KINDS = {"legal": "ЮридическийАдрес", "registration": "ЮридическийАдрес", "post": "ПочтовыйАдрес"}


class BodyWriter:
    """Makes elements in the namespace of a version.

    :param version: of EnterpriseData
    """

    def __init__(self, version):
        self.space = f"{{{FORMAT}/{version}}}"

    def _add(self, parent, name, value=None):
        """A child, empty or with a value."""
        element = etree.SubElement(parent, self.space + name)
        if value is not None:
            element.text = clean(str(value))
        return element

    def _say(self, parent, name, value):
        """A child, unless there is nothing to say."""
        if value is not ABSENT and value not in (None, ""):
            self._add(parent, name, value)

    def write_body(self, records):
        """Elements of OrderRec and PriceRevisionRec."""
        yield from self.write_orders(record for record in records if isinstance(record, OrderRec))
        for record in records:
            if isinstance(record, PriceRevisionRec):
                yield self.write_prices(record)

    # === ORDERS === #

    def write_orders(self, orders):
        """Elements of orders, each buyer before the first order that names it."""
        known = set()
        for order in orders:
            for partner in filled(order.partners, ()):
                if partner.id and partner.id not in known:
                    known.add(partner.id)
                    yield self.write_partner(partner)
            yield self.write_order(order)

    def write_order(self, order):
        """ЗаказКлиента."""
        element = etree.Element(self.space + ORDER)
        self._order_keys(self._add(element, KEYS), order)
        self._currency(element, "Валюта", order.currency_code)
        self._say(element, "Сумма", _money(order.total))
        for place in filled(order.warehouses, ())[:1]:
            self._named(element, "Склад", place)
        for partner in filled(order.partners, ())[:1]:
            self._partner_keys(self._add(element, "Контрагент"), partner)
        settlements = self._add(element, "ДанныеВзаиморасчетов")
        self._currency(settlements, "ВалютаВзаиморасчетов", order.currency_code)
        self._say(element, "АдресДоставки", _delivery_address(order))
        self._say(element, "СуммаВключаетНДС", "true")
        self._lines(element, order)
        self._say(element, "Комментарий", _comment(order))
        return element

    def _order_keys(self, element, order):
        self._say(element, "Ссылка", order.id)
        self._say(element, "Дата", order.date.isoformat())
        self._say(element, "Номер", filled(order.number_1c) or order.number)
        self._organisation(element, order.organisation)
        incoming = self._add(element, "ДанныеВходящегоДокумента")
        self._say(incoming, "НомерВходящегоДокумента", order.number)
        self._say(incoming, "ДатаВходящегоДокумента", order.date.date().isoformat())

    def _organisation(self, parent, told):
        element = self._add(parent, "Организация")
        told_id, name = (filled(told.id), filled(told.name)) if told is not ABSENT else ("", "")
        self._say(element, "Ссылка", told_id if told_id and len(told_id) == 36 else "")
        self._add(element, "Наименование", name or told_id or "")
        self._say(element, "ЮридическоеФизическоеЛицо", "ЮридическоеЛицо")

    def _lines(self, element, order):
        goods = [line for line in filled(order.lines, ()) if line.item_id]
        services = [line for line in filled(order.lines, ()) if not line.item_id]
        for name, lines in (("Товары", goods), ("Услуги", services)):
            holder = self._add(element, name) if lines else None
            for number, line in enumerate(lines, 1):
                self._line(self._add(holder, "Строка"), number, line, is_service=name == "Услуги")

    def _line(self, row, number, line, is_service):
        self._say(row, "НомерСтрокиДокумента", number)
        self._goods(row, line)
        if not is_service:
            self._unit(row, line.unit)
        self._say(row, "Количество", _plain(line.quantity))
        self._say(row, "Сумма", _money(line.total))
        self._say(row, "Цена", _money(line.price))
        for tax in filled(line.taxes, ())[:1]:
            self._say(row, "СтавкаНДС", _rate(tax))
            self._say(row, "СуммаНДС", _money(tax.amount))
        if is_service:
            self._say(row, "Содержание", line.name)

    def _goods(self, parent, line):
        """Номенклатура with its characteristic, by identifiers and by name."""
        element = self._add(parent, "ДанныеНоменклатуры")
        item = self._add(element, "Номенклатура")
        self._say(item, "Ссылка", line.item_id)
        self._say(item, "Артикул", getattr(line, "article", ABSENT))
        self._add(item, "Наименование", filled(getattr(line, "name", ABSENT), ""))
        if line.characteristic_id:
            characteristic = self._add(element, "Характеристика")
            self._say(characteristic, "Ссылка", line.characteristic_id)
            owner = self._add(characteristic, "ВладелецХарактеристики")
            self._say(self._add(owner, "Номенклатура"), "Ссылка", line.item_id)
            self._add(characteristic, "НаименованиеПолное", filled(getattr(line, "name", ABSENT), ""))

    def _unit(self, parent, unit):
        if unit is ABSENT:
            return
        holder = self._add(self._add(parent, "ЕдиницаИзмерения"), "ДанныеКлассификатора")
        self._say(holder, "Код", filled(unit.code) or unit.okei or OKEI_PIECE)
        self._say(holder, "Наименование", unit.name)

    # === PARTNERS === #

    def write_partner(self, partner):
        """Контрагенты."""
        element = etree.Element(self.space + CUSTOMER)
        self._partner_keys(self._add(element, KEYS), partner)
        self._say(element, "ОКПО", partner.okpo)
        self._say(element, "ДополнительнаяИнформация", partner.comment)
        rows = [*self._ways(partner)]
        holder = self._add(element, "КонтактнаяИнформация") if rows else None
        for kind, value in rows:
            row = self._add(holder, "Строка")
            self._say(row, "ВидКонтактнойИнформации", kind)
            self._add(row, "ЗначенияПолей", value)
            self._say(row, "НаименованиеКонтактнойИнформации", value)
        return element

    def _ways(self, partner):
        for contact in filled(partner.contacts, ()):
            if contact.kind in CONTACT_KINDS and contact.value:
                yield CONTACT_KINDS[contact.kind], contact.value
        for address in filled(partner.addresses, ()):
            if address.text:
                yield ADDRESS_KINDS.get(address.kind, "ФактическийАдрес"), address.text

    def _partner_keys(self, element, partner):
        self._say(element, "Ссылка", partner.id)
        self._add(element, "Наименование", filled(partner.name) or filled(partner.full_name) or "")
        self._say(element, "НаименованиеПолное", filled(partner.official_name) or partner.full_name)
        self._say(element, "ИНН", partner.inn)
        self._say(element, "КПП", partner.kpp)
        kind = "ЮридическоеЛицо" if partner.is_company else "ФизическоеЛицо"
        self._say(element, "ЮридическоеФизическоеЛицо", kind)

    # === PRICES === #

    def write_prices(self, revision):
        """УстановкаЦенНоменклатуры of a PriceRevisionRec; a withdrawn one becomes a mark of deletion.

        A price from a quantity on has no place in the document.
        """
        if revision.is_void:
            return self._write_deletion("УстановкаЦенНоменклатурыСсылка", revision.id)
        element = etree.Element(self.space + PRICES)
        own = self._add(element, KEYS)
        self._say(own, "Ссылка", revision.id)
        self._say(own, "Дата", revision.date.isoformat())
        self._say(own, "Номер", revision.number)
        kind = self._add(element, "ТипЦен")
        self._say(kind, "Ссылка", revision.price_type_id)
        self._add(kind, "Наименование", filled(revision.price_type_name, ""))
        self._currency(kind, "ВалютаЦены", revision.currency_code)
        self._say(element, "Комментарий", revision.comment)
        holder = self._add(element, "Товары")
        for place, price in enumerate((row for row in revision.rows if not row.min_quantity), 1):
            row = self._add(holder, "Строка")
            self._say(row, "НомерСтрокиДокумента", place)
            self._goods(row, price)
            self._add(row, "Цена", _money(price.price or 0))
        return element

    def _write_deletion(self, name, key):
        element = etree.Element(self.space + DELETION)
        self._add(self._add(self._add(element, "СсылкаНаОбъект"), "СсылкаНаОбъект"), name, key)
        return element

    # === PARTS === #

    def _named(self, parent, name, told):
        element = self._add(parent, name)
        self._say(element, "Ссылка", told.id)
        self._add(element, "Наименование", filled(told.name, ""))

    def _currency(self, parent, name, code):
        holder = self._add(self._add(parent, name), "ДанныеКлассификатора")
        self._say(holder, "Код", CURRENCY_CODES.get(code or "RUB", code))
        self._say(holder, "Наименование", code or "RUB")


def _plain(value):
    return ABSENT if value is ABSENT or value is None else f"{value:f}"


def _money(value):
    """Two digits after the point: 1C keeps no more."""
    return ABSENT if value is ABSENT or value is None else f"{value:.2f}"


def _rate(tax):
    """СтавкиНДС of a rate; without VAT it is a word, and a rate nobody told is not told."""
    rate = tax.rate
    if rate is ABSENT or rate is None:
        return ABSENT
    if rate.percent is None:
        return "БезНДС"
    percent = f"{rate.percent.normalize():f}"
    return f"НДС{percent}_{int(rate.percent) + 100}" if rate.from_total else f"НДС{percent}"


def _comment(order):
    told = f"Заказ {order.master_number}" if order.master_number else ""
    state = "ОТМЕНЕН" if order.cancelled else ""
    return ". ".join(part for part in (state, told, filled(order.comment, "")) if part)


def _delivery_address(order):
    for partner in filled(order.partners, ()):
        for address in filled(partner.addresses, ()):
            if address.kind == "delivery" and address.text:
                return address.text
    return ABSENT
