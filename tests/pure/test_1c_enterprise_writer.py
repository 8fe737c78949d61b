"""Records → EnterpriseData, read back."""

import io
from dataclasses import replace
from decimal import Decimal

from enterprise_messages import CHAR, ITEM, NOW, STORE, TYPE, keys, message, tag
from lxml import etree
from torg_1c.tools.enterprise.message import Header, write_message
from torg_1c.tools.enterprise.reader import MessageReader
from torg_1c.tools.enterprise.writer import BodyWriter
from torg_1c.tools.records import (
    AddressRec,
    ContactRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    PriceRevisionRec,
    PriceRowRec,
    RefRec,
    TaxRec,
    UnitRec,
)
from torg_1c.tools.values import VatRate


def sample_order():
    tax = (TaxRec("НДС", VatRate(Decimal(20)), included=True, amount=Decimal("16.67")),)
    unit = UnitRec(code="796", name="шт")
    goods = OrderLineRec(f"{ITEM}#{CHAR}", ITEM, CHAR, "Чай", unit=unit, quantity=Decimal(2), price=Decimal("50.005"),
                         total=Decimal(100), taxes=tax)  # fmt: skip
    delivery = OrderLineRec("ORDER_DELIVERY", name="Доставка", quantity=Decimal(1), price=Decimal(300),
                            total=Decimal(300), taxes=(TaxRec("НДС", VatRate(None)),))  # fmt: skip
    buyer = PartnerRec("p", "ООО <Ромашка>", inn="7701", is_company=True, contacts=(ContactRec("Т", "+7", "phone"),),
                       addresses=(AddressRec("delivery", "Тверь"),))  # fmt: skip
    return OrderRec("o1", "S00042", NOW, total=Decimal(400), partners=(buyer,), warehouses=(RefRec(STORE, "Склад"),),
                    master_number="S00042", comment="Позвонить", lines=(goods, delivery),
                    currency_code="RUB")  # fmt: skip


def test_written_order_is_read_back():
    elements = list(BodyWriter("1.8").write_orders([sample_order(), sample_order()]))
    assert [etree.QName(element).localname for element in elements] == [
        "Справочник.Контрагенты", "Документ.ЗаказКлиента", "Документ.ЗаказКлиента"]  # fmt: skip
    raw = write_message(Header("План", "УТ", "ТГ", 1, 0, "1.8", NOW), elements[:2])
    records = [record for _kind, found in MessageReader(io.BytesIO(raw)).objects() for record in found]
    buyer, order = records
    assert (buyer.name, buyer.contacts[0].value, buyer.addresses[0].text) == ("ООО <Ромашка>", "+7", "Тверь")
    assert (order.number, order.total, order.comment) == ("S00042", 400, "Заказ S00042. Позвонить")
    goods, delivery = order.lines
    assert (goods.id, goods.price, goods.taxes[0].rate.percent) == (f"{ITEM}#{CHAR}", Decimal("50.00"), 20)
    assert (delivery.item_id, delivery.name, delivery.taxes[0].rate) == ("", "Доставка", VatRate(None))


def test_same_orders_give_the_same_bytes():
    def written():
        return write_message(
            Header(number=1, version="1.8", created=NOW), BodyWriter("1.8").write_orders([sample_order()])
        )

    assert written() == written()


def revision(**told):
    rows = (PriceRowRec(ITEM, CHAR, Decimal("99.5")), PriceRowRec(ITEM, "", Decimal(90), Decimal(10)))
    values = {"price_type_name": "Опт", "currency_code": "RUB", "rows": rows}
    return PriceRevisionRec("r", "Ц-1", NOW, TYPE, **values | told)


def through(record):
    raw = write_message(Header(number=1, version="1.8", created=NOW), BodyWriter("1.8").write_body([record]))
    return [record for _kind, found in MessageReader(io.BytesIO(raw)).objects() for record in found], raw


def test_written_prices_are_read_back_without_those_from_a_quantity_on():
    (_offer, price), _raw = through(revision())
    assert (price.offer_id, price.price_type_id, price.price) == (f"{ITEM}#{CHAR}", TYPE, Decimal("99.50"))
    assert price.currency_code == "RUB"


def test_withdrawn_prices_are_marked_as_deleted():
    records, raw = through(revision(is_void=True))
    assert not records
    assert "<УстановкаЦенНоменклатурыСсылка>r<".encode() in raw


def test_cancelled_order_says_so_to_people():
    records, _raw = through(replace(sample_order(), cancelled=True))
    assert records[1].comment.startswith("ОТМЕНЕН. Заказ S00042")


def test_memory_stays_flat_however_long_the_message_is():
    import tracemalloc

    row = tag("Справочник.Склады", keys(tag("Ссылка", STORE), tag("Наименование", "С" * 200)))
    raw = message(row * 20_000)
    stream = io.BytesIO(raw)
    tracemalloc.start()
    count = sum(len(records) for _kind, records in MessageReader(stream).objects())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 5 << 20 < len(raw)
