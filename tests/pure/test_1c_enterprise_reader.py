"""EnterpriseData → records."""

import io
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from enterprise_messages import CHAR, GOODS, ITEM, NOW, STORE, TYPE, keys, message, one, read, tag
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from torg_1c.tools.enterprise.message import BOM, Header, check_header, declare, write_message
from torg_1c.tools.enterprise.names import FORMAT, MESSAGE_NS, RECEIVED, VERSIONS, choose_version, receivable
from torg_1c.tools.enterprise.problem import MessageError
from torg_1c.tools.enterprise.reader import READERS, MessageReader, topic_of
from torg_1c.tools.problem import Problem
from torg_1c.tools.records import (
    ABSENT,
    AddressRec,
)
from torg_1c.tools.values import VatRate

# === THE HEADER === #


def test_header_keeps_the_order_1c_demands():
    types = declare(("Справочник.Склады",))
    raw = message("", versions=("1.6", "1.8"), new_sender="ТГ2", types=types, prefix="ТГ")
    assert raw.startswith(BOM)
    header = etree.fromstring(raw.removeprefix(BOM))[0]
    names = [etree.QName(child).localname for child in header]
    assert names == ["Format", "CreationDate", "Confirmation", "AvailableVersion", "AvailableVersion", "NewFrom",
                     "AvailableObjectTypes", "Prefix"]  # fmt: skip
    inner = [etree.QName(child).localname for child in header[2]]
    assert inner == ["ExchangePlan", "To", "From", "MessageNo", "ReceivedNo"]
    assert {etree.QName(child).namespace for child in header.iter()} == {MESSAGE_NS}


def test_header_comes_back_as_it_was_written():
    wanted = Header("План", "ТГ", "УТ", 7, 6, "1.17", NOW, ("1.8", "1.17"), "УТ2", declare(RECEIVED), "УТ")
    raw = write_message(wanted)
    assert MessageReader(io.BytesIO(raw)).header == wanted


def test_greeting_names_no_version_and_has_no_body():
    raw = write_message(Header("План", "", "ТГ", 0, 0, "", NOW))
    assert b"Body" not in raw
    assert f"{FORMAT}<".encode() in raw
    assert MessageReader(io.BytesIO(raw)).header.is_greeting


@pytest.mark.parametrize(
    ("theirs", "chosen"), [(("1.6", "1.8", "1.10"), "1.10"), (("1.2",), "1.2"), (("2.0", "1.99"), None), ((), None)]
)
def test_newest_common_version_is_chosen(theirs, chosen):
    assert choose_version(theirs) == chosen


def test_versions_from_1_2_to_1_21_are_offered():
    assert (VERSIONS[0], VERSIONS[-1], len(VERSIONS)) == ("1.2", "1.21", 20)
    assert all(choose_version(pair) == pair[1] for pair in pairwise(VERSIONS))


def test_only_kinds_with_handlers_for_all_their_records_are_receivable():
    assert "Документ.УстановкаЦенНоменклатуры" not in receivable({"OfferRec"})
    assert "Документ.УстановкаЦенНоменклатуры" in receivable({"OfferRec", "PriceRec"})
    assert set(READERS) - {"УдалениеОбъекта"} == set(RECEIVED)


@pytest.mark.parametrize(
    ("told", "code"), [({"to": "XX"}, "other_node"), ({"sender": "XX"}, "other_sender"), ({"plan": "X"}, "other_plan")]
)
def test_message_of_others_is_refused(told, code):
    header = MessageReader(io.BytesIO(message("", **told))).header
    with pytest.raises(MessageError) as caught:
        check_header(header, "План", "ТГ", "УТ")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<a/>", "not_message"),
        (b"<Message/>", "no_header"),
        (b"<Message><Header><Format>x</Format></Header></Message>", "other_format"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Message><Header/></Message>", "broken"),
        (b"<html><body>", "not_message"),
        (b"", "broken"),
    ],
)
def test_what_is_no_message_says_so(raw, code):
    with pytest.raises(MessageError) as caught:
        MessageReader(io.BytesIO(raw))
    assert caught.value.code == code


def test_message_that_breaks_off_hands_out_what_came_before():
    body = "".join(tag("Справочник.Склады", keys(tag("Ссылка", f"s{n}"), tag("Наименование", "С"))) for n in range(9))
    raw = message(body)
    reader, found = MessageReader(io.BytesIO(raw[: raw.rindex(b"s8")])), []
    with pytest.raises(MessageError):
        found.extend(records[0].id for _kind, records in reader.objects())
    assert found[:5] == ["s0", "s1", "s2", "s3", "s4"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_a_sentence(data):
    head = b"<Message><Header><Format>x/EnterpriseData/1.8</Format></Header>"
    try:
        records = list(MessageReader(io.BytesIO(head + data)).objects())
    except Problem as problem:
        records = problem.text
    assert records or data.strip() in (b"</Message>",)


# === GOODS === #


@pytest.mark.parametrize("version", ["1.2", "1.8", "1.21"])
def test_item_is_read_in_any_version(version):
    body = tag(
        "Справочник.Номенклатура",
        keys(tag("Ссылка", ITEM), tag("Артикул", "A-1"), tag("Наименование", "Чай"),
             tag("Группа", tag("Ссылка", "grp") + tag("Наименование", "Чаи")))
        + tag("ТипНоменклатуры", "Товар") + tag("ЕдиницаИзмерения", tag("ДанныеКлассификатора", tag("Код", "796 ")))
        + tag("СтавкаНДС", "НДС10") + tag("СрокГодности", "12"),
    )  # fmt: skip
    (item,) = read(body, version=version)
    assert (item.id, item.article, item.name, item.group_ids) == (ITEM, "A-1", "Чай", ("grp",))
    assert (item.unit.code, item.taxes[0].rate) == ("796", VatRate(Decimal(10)))
    assert {row.name: row.value for row in item.requisites} == {"ТипНоменклатуры": "Товар", "Срок годности": "12"}
    assert item.description is ABSENT


def test_characteristic_belongs_to_the_pair():
    owner = tag("ВладелецХарактеристики", tag("Номенклатура", tag("Ссылка", ITEM)))
    own = keys(tag("Ссылка", CHAR), owner, tag("НаименованиеПолное", "100 г"))
    offer = one(tag("Справочник.ХарактеристикиНоменклатуры", own + tag("Наименование", "100 г")))
    assert (offer.id, offer.item_id, offer.characteristic_id) == (f"{ITEM}#{CHAR}", ITEM, CHAR)
    assert offer.characteristics[0].value == "100 г"


def test_barcodes_of_one_offer_come_together():
    body = "".join(tag("Справочник.ШтрихкодыНоменклатуры", tag("Штрихкод", code) + GOODS) for code in ("1", "2", "1"))
    (offer,) = read(body)
    assert offer.barcodes == ("1", "2")


def test_prices_bring_their_offers_and_their_currency():
    money = tag("ВалютаЦены", tag("ДанныеКлассификатора", tag("Код", "643")))
    kind = tag("ТипЦен", tag("Ссылка", TYPE) + money)
    rows = tag("Строка", GOODS + tag("Цена", "99.50")) + tag("Строка", "<ДанныеНоменклатуры/>" + tag("Цена", "1"))
    offer, price = read(tag("Документ.УстановкаЦенНоменклатуры", keys(tag("Номер", "1")) + kind + tag("Товары", rows)))
    assert (offer.prices, offer.is_bare, price.offer_id) == (1, False, f"{ITEM}#{CHAR}")
    assert (price.price_type_id, price.price, price.currency_code) == (TYPE, Decimal("99.50"), "RUB")
    assert topic_of([offer, price]) == "prices"


def test_stock_is_told_by_warehouse():
    rows = tag("Строка", GOODS + tag("КоличествоНаСкладе", "7.000"))
    body = keys(tag("Дата", "2026-03-02"), tag("Склад", tag("Ссылка", STORE))) + tag("Товары", rows)
    _offer, stock = read(tag("Справочник.ИнформативныеОстатки", body))
    assert (stock.warehouse_id, stock.quantity) == (STORE, Decimal(7))


def test_deletion_of_what_lives_here_is_told_and_of_other_things_is_not():
    def gone(name):
        return tag("УдалениеОбъекта", tag("СсылкаНаОбъект", tag("СсылкаНаОбъект", tag(name, ITEM))))

    (deleted, back) = read(gone("НоменклатураСсылка") + gone("КассыСсылка") + gone("ВозвратТоваровОтПокупателяСсылка"))
    assert (deleted.kind, deleted.id) == ("item", ITEM)
    assert (back.kind, back.id) == ("return", ITEM)


def test_bad_row_is_a_remark_and_its_neighbours_are_read():
    good = tag("Справочник.Склады", keys(tag("Ссылка", STORE), tag("Наименование", "С")))
    nameless = tag("Справочник.Склады", keys(tag("Наименование", "Без ссылки")))
    flagged = tag("Справочник.ТипыЦен", keys(tag("Ссылка", TYPE)) + tag("ЦенаВключаетНДС", "возможно"))
    first, second, third = read(nameless + good + flagged)
    assert (first.code, second.id, third.code) == ("no_id", STORE, "bad_flag")
    assert "Без ссылки" in first.row


# === PARTNERS AND DOCUMENTS === #


def test_partner_has_his_ways_and_places():
    rows = "".join(
        tag("Строка", tag("ВидКонтактнойИнформации", kind) + tag("ЗначенияПолей", "&lt;x/&gt;")
            + tag("НаименованиеКонтактнойИнформации", shown))
        for kind, shown in (("Телефон", "+7 495 1"), ("ЮридическийАдрес", "Москва"),
                            ("АдресЭлектроннойПочты", "a@b.ru"))
    )  # fmt: skip
    own = keys(tag("Ссылка", "p"), tag("Наименование", "Ромашка"), tag("ИНН", "7701"),
               tag("ЮридическоеФизическоеЛицо", "ЮридическоеЛицо"))  # fmt: skip
    partner = one(tag("Справочник.Контрагенты", own + tag("КонтактнаяИнформация", rows)))
    assert (partner.inn, partner.is_company) == ("7701", True)
    assert [(way.kind, way.value) for way in partner.contacts] == [("phone", "+7 495 1"), ("email", "a@b.ru")]
    assert partner.addresses == (AddressRec("legal", "Москва"),)


def test_contract_names_partner_price_type_and_term():
    own = keys(tag("Ссылка", "c"), tag("Номер", "12"), tag("Контрагент", tag("Ссылка", "p")))
    body = own + tag("СрокДействия", "2026-12-31") + tag("ТипЦен", tag("Ссылка", TYPE))
    contract = one(tag("Справочник.Договоры", body))
    assert (contract.number, contract.partner_id, contract.price_type_id) == ("12", "p", TYPE)
    assert contract.valid_until == datetime(2026, 12, 31)


ORDER_KEYS = (
    tag("Ссылка", "o1")
    + tag("Дата", "2026-03-02T10:00:00")
    + tag("Номер", "УТ-7")
    + tag("ДанныеВходящегоДокумента", tag("НомерВходящегоДокумента", "S00042"))
)


def test_order_tells_our_number_and_theirs_and_its_payment_stages():
    stage = tag("Строка", tag("ВариантОплаты", "Предоплата") + tag("ДатаПлатежа", "2026-03-05")
                + tag("СуммаПлатежа", "100"))  # fmt: skip
    line = tag("Строка", GOODS + tag("Количество", "2") + tag("Сумма", "100") + tag("СтавкаНДС", "НДС20"))
    body = tag("КлючевыеСвойства", ORDER_KEYS) + tag("Сумма", "100") + tag("Товары", line) + tag("ЭтапыОплаты", stage)
    order = one(tag("Документ.ЗаказКлиента", body))
    assert (order.id, order.number, order.number_1c, order.operation_code) == ("o1", "S00042", "УТ-7", "order")
    assert (order.lines[0].id, order.lines[0].quantity, order.total) == (f"{ITEM}#{CHAR}", 2, 100)
    assert [(row.name, row.value) for row in order.requisites] == [("Этап оплаты 1", "Предоплата; 2026-03-05; 100")]


def test_payment_is_shared_between_its_orders():
    def share(key, amount):
        return tag("Строка", tag("Заказ", tag("ЗаказКлиента", tag("Ссылка", key))) + tag("Сумма", amount))

    rows = share("o1", "60") + share("o2", "30") + share("o1", "5") + tag("Строка", tag("Сумма", "5"))
    own = keys(tag("Ссылка", "pay"), tag("Номер", "П-1"), tag("Дата", "2026-03-03T00:00:00"))
    first, second, rest = read(tag("Документ.ПБДСРасчетыСКонтрагентами", own + tag("РасшифровкаПлатежа", rows)))
    assert (first.id, first.payments[0].amount, second.id, second.payments[0].amount) == ("o1", 65, "o2", 30)
    assert (first.payments[0].number, first.lines) == ("П-1", ABSENT)
    assert (rest.id, rest.operation_code, rest.total) == ("pay", "bank_in", 5)


@pytest.mark.parametrize(
    ("kind", "field", "word", "name", "value"),
    [
        ("СостояниеЗаказа", "СостояниеЗаказа", "Отменен", "cancelled", True),
        ("СостояниеЗаказа", "СостояниеЗаказа", "ГотовКВыдаче", "status_id", "ГотовКВыдаче"),
        ("СостояниеОплатыЗаказа", "СостояниеОплаты", "Оплачен", "paid", True),
        ("СостояниеОплатыЗаказа", "СостояниеОплаты", "ОплаченЧастично", "paid", False),
        ("СостояниеОтгрузкиЗаказа", "СостояниеОтгрузки", "Отгружен", "shipped", True),
    ],
)
def test_states_of_an_order_say_only_themselves(kind, field, word, name, value):
    order = one(tag(f"Справочник.{kind}", keys(tag("Заказ", ORDER_KEYS)) + tag(field, word)))
    assert (order.id, order.number, getattr(order, name)) == ("o1", "S00042", value)
    assert order.total is ABSENT


def test_shipment_finds_its_order_and_stands_alone_without_one():
    own = keys(tag("Ссылка", "s1"), tag("Номер", "Р-1"), tag("Дата", "2026-03-04T12:00:00"))
    order = one(tag("Документ.РеализацияТоваровУслуг", own + tag("Сумма", "100") + tag("Заказ", ORDER_KEYS)))
    assert (order.id, order.shipments[0].number, order.shipments[0].amount) == ("o1", "Р-1", 100)
    assert one(tag("Документ.РеализацияТоваровУслуг", own + tag("Сумма", "9"))).operation_code == "shipment"


def test_return_finds_its_order_and_stands_alone_without_one():
    own = keys(tag("Ссылка", "r1"), tag("Номер", "ВТ-1"), tag("Дата", "2026-03-05T12:00:00"))
    goods = tag("ДанныеНоменклатуры", tag("Номенклатура", tag("Ссылка", ITEM)))
    rows = tag("Товары", tag("Строка", goods + tag("Количество", "2") + tag("Сумма", "200") + tag("Цена", "100")))
    place = tag("Склад", tag("Ссылка", STORE))
    order = one(tag("Документ.ВозвратТоваровОтПокупателя", own + place + tag("Заказ", ORDER_KEYS) + rows))
    [back] = order.children
    assert (order.id, order.operation_code, order.lines) == ("o1", "order", ABSENT)
    assert (back.id, back.number_1c, back.operation_code) == ("r1", "ВТ-1", "return")
    assert (back.date, back.warehouses[0].id) == (datetime(2026, 3, 5, 12), STORE)
    assert [(line.item_id, line.quantity) for line in back.lines] == [(ITEM, 2)]
    alone = one(tag("Документ.ВозвратТоваровОтПокупателя", own + rows))
    assert (alone.id, alone.operation_code, alone.children) == ("r1", "return", ())
