"""What goes to 1C is what the reader understands, and the same bytes every time."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from torg_1c.tools.commerceml import writer
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.records import (
    ABSENT,
    AddressRec,
    BankAccountRec,
    ContactRec,
    DiscountRec,
    IssueRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    PaymentRec,
    RefRec,
    RequisiteRec,
    ShipmentRec,
    TaxRec,
    UnitRec,
)
from torg_1c.tools.values import VatRate

NOW = datetime(2026, 3, 2, 9, 30, 15)
PARTNER = PartnerRec(
    id="p-1",
    name="ООО «Ромашка»",
    official_name="ООО «Ромашка»",
    role="Покупатель",
    inn="7701000001",
    kpp="770101001",
    is_company=True,
    deleted=False,
    addresses=(AddressRec("registration", "Москва, Тверская, 1", (("Страна", "РОССИЯ"), ("Город", "Москва"))),),
    contacts=(
        ContactRec("Телефон рабочий", "+7 495 000-00-00", "phone"),
        ContactRec("Почта", "a@example.com", "email"),
    ),
    bank_accounts=(BankAccountRec("407", "Банк", "044525225", "301", "Москва"),),
)
LINE = OrderLineRec(
    id="i#c",
    item_id="i",
    characteristic_id="c",
    name="Сыр, 0,5 кг",
    quantity=Decimal("1.500"),
    price=Decimal("100.10"),
    total=Decimal("150.15"),
    unit=UnitRec(code="166", name="кг", full_name="Килограмм", international="KGM", okei="166"),
    taxes=(TaxRec("НДС", VatRate(Decimal(20)), "20", True, Decimal("25.03")),),
    requisites=(RequisiteRec("ТипНоменклатуры", "Товар", "item_type"),),
)
ORDER = OrderRec(
    id="2f1c",
    number="S00012-1",
    date=NOW,
    operation="Заказ товара",
    operation_code="order",
    role="Продавец",
    currency="RUB",
    currency_code="RUB",
    rate=Decimal(1),
    total=Decimal("150.15"),
    partners=(PARTNER,),
    organisation=RefRec(name="ИП Иванов"),
    warehouses=(RefRec("w-1", "Магазин на Тверской"),),
    master_number="S00012",
    comment="Позвонить",
    lines=(LINE,),
)


def read_back(body):
    """Documents of some bytes; an issue in them is a failure."""
    rows = list(read(io.BytesIO(body)))
    assert not [row.text for row in rows if isinstance(row, IssueRec)]
    return [row for row in rows if isinstance(row, OrderRec)]


def find(body, *names):
    """Texts at a path of local names, anywhere."""
    path = "//" + "/".join(f"*[local-name()='{name}']" for name in names)
    return [row.text for row in etree.fromstring(body).xpath(path)]


def requisites_of(body):
    """Requisites of the documents of some bytes."""
    names = find(body, "Документ", "ЗначенияРеквизитов", "ЗначениеРеквизита", "Наименование")
    return dict(zip(names, find(body, "Документ", "ЗначенияРеквизитов", "ЗначениеРеквизита", "Значение"), strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("version", ["2.05", "2.08", "3.1"])
def test_order_survives_the_way_there_and_back(version, encoding):
    (back,) = read_back(writer.write_orders([ORDER], NOW, version, encoding))
    assert back.requisites != ABSENT
    told = replace(back, requisites=ABSENT, comment="Позвонить")
    assert told == ORDER


def test_same_order_gives_the_same_bytes():
    assert writer.write_orders([ORDER], NOW) == writer.write_orders([replace(ORDER)], NOW)


def test_organisation_and_warehouse_are_elements_and_requisites():
    body = writer.write_orders([ORDER], NOW)
    assert find(body, "Документ", "Организация", "Наименование") == ["ИП Иванов"]
    assert find(body, "Документ", "Склады", "Склад", "Ид") == ["w-1"]
    told = requisites_of(body)
    assert (told["Организация"], told["Склад"], told["Номер заказа"]) == ("ИП Иванов", "Магазин на Тверской", "S00012")
    assert find(body, "Документ", "Комментарий") == ["[Номер заказа на сайте: S00012] Позвонить"]


def test_requisite_that_the_order_brings_itself_is_not_doubled():
    order = replace(ORDER, requisites=(RequisiteRec("Склад", "Другой", "warehouse"),))
    names = find(writer.write_orders([order], NOW), "ЗначенияРеквизитов", "ЗначениеРеквизита", "Наименование")
    assert names.count("Склад") == 1


def test_each_part_of_an_order_is_its_own_document_in_its_own_container():
    parts = [ORDER, replace(ORDER, id="2f1d", number="S00012-2")]
    body = writer.write_orders(parts, NOW, "3.1")
    assert find(body, "Контейнер", "Документ", "Номер") == ["S00012-1", "S00012-2"]
    root = etree.fromstring(body)
    assert [len(holder) for holder in root] == [1, 1]
    assert etree.QName(root).namespace == "urn:1C.ru:commerceml_3"
    assert not find(writer.write_orders(parts, NOW, "2.08"), "Контейнер")


def test_old_versions_have_no_namespace_unless_told():
    assert etree.QName(etree.fromstring(writer.write_orders([], NOW, "2.05"))).namespace is None
    told = writer.write_orders([], NOW, "2.05", namespace="urn:x")
    assert etree.QName(etree.fromstring(told)).namespace == "urn:x"


def test_letters_that_windows_lacks_and_control_characters_do_no_harm():
    order = replace(ORDER, comment="Қазақ \x02♥ <&>", master_number=ABSENT)
    (back,) = read_back(writer.write_orders([order], NOW))
    assert back.comment == "Қазақ ♥ <&>"


def test_empty_answer_is_a_document_without_documents():
    body = writer.write_orders([], NOW)
    assert body.startswith(b"<?xml version='1.0' encoding='windows-1251'?>")
    assert read_back(body) == []


def test_delivery_is_a_service():
    line = OrderLineRec(
        id=writer.DELIVERY_ID, name="Доставка", quantity=Decimal(1), price=Decimal(300), total=Decimal(300)
    )
    body = writer.write_orders([replace(ORDER, lines=(line,), total=Decimal(300))], NOW)
    assert find(body, "Товар", "ЗначенияРеквизитов", "ЗначениеРеквизита", "Значение") == ["Услуга", "Услуга"]


def test_state_payment_and_shipment_come_back_from_requisites():
    order = replace(
        ORDER,
        status="Отгружен",
        posted=True,
        cancelled=False,
        number_1c="УТ-1",
        date_1c=NOW,
        payments=(PaymentRec("П-1", NOW),),
        shipments=(ShipmentRec("Р-1", NOW),),
    )
    (back,) = read_back(writer.write_orders([order], NOW, "3.1"))
    assert (back.status, back.posted, back.cancelled, back.number_1c, back.date_1c) == (
        "Отгружен",
        True,
        False,
        "УТ-1",
        NOW,
    )
    assert (back.payments, back.shipments) == (order.payments, order.shipments)


def test_info_keeps_empty_lists_and_the_latin_letter():
    root = etree.fromstring(writer.write_info([("N", "Новый")], [("1", "Наличные")]))
    assert [row.tag for row in root] == ["C\u0442\u0430\u0442\u0443\u0441\u044b", "ПлатежныеСистемы", "СлужбыДоставки"]
    assert [(row.findtext("Ид"), row.findtext("Название")) for row in root[0]] == [("N", "Новый")]
    assert len(root[2]) == 0


def test_partners_survive_the_way_there_and_back():
    rows = list(read(io.BytesIO(writer.write_partners([PARTNER], NOW))))
    assert [row for row in rows if isinstance(row, PartnerRec)] == [PARTNER]
    assert rows[1].only_changes is True


# === ANY ORDER === #

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), max_size=20
)
names = texts.filter(bool)
money = st.decimals(min_value=0, max_value=10**9, places=2)
lines = st.builds(
    OrderLineRec,
    id=names.filter(lambda text: "#" not in text),
    name=names,
    quantity=money,
    price=money,
    total=st.just(ABSENT),
    discounts=st.just(ABSENT) | st.tuples(st.builds(DiscountRec, name=texts, amount=money, included=st.booleans())),
    factor=st.just(ABSENT),
    requisites=st.just(()),
)
orders = st.builds(
    OrderRec,
    id=names,
    number=st.just(ABSENT) | texts,
    date=st.just(ABSENT) | st.datetimes(datetime(2000, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    comment=st.just(ABSENT) | texts,
    total=st.just(ABSENT) | money,
    role=names,
    rate=money,
    operation=names,
    lines=st.just(ABSENT) | st.lists(lines, max_size=3).map(tuple),
    status=st.just(ABSENT) | texts,
    deleted=st.just(ABSENT) | st.booleans(),
    posted=st.just(ABSENT) | st.booleans(),
    partners=st.just(ABSENT) | st.just((PARTNER,)),
)
CALM = settings(deadline=None, max_examples=60)


@CALM
@given(order=orders, version=st.sampled_from(["2.05", "3.1"]), encoding=st.sampled_from(["utf-8", "windows-1251"]))
def test_any_order_survives(order, version, encoding):
    body = writer.write_orders([order], NOW, version, encoding)
    (back,) = [row for row in read(io.BytesIO(body)) if isinstance(row, OrderRec)]
    for name in (
        "id",
        "number",
        "date",
        "comment",
        "total",
        "role",
        "rate",
        "operation",
        "status",
        "deleted",
        "posted",
        "partners",
    ):
        assert getattr(back, name) == getattr(order, name), name
    wanted = (
        order.lines
        if order.lines is ABSENT
        else [(r.id, r.name, r.quantity, r.price, r.discounts) for r in order.lines]
    )
    told = (
        back.lines if back.lines is ABSENT else [(r.id, r.name, r.quantity, r.price, r.discounts) for r in back.lines]
    )
    assert told == wanted
    assert writer.write_orders([back], NOW, version, encoding) == body
