"""What customers and orders tell: everything the first time, then only what changed."""

from datetime import datetime
from decimal import Decimal

from onec_base import Reader, connect, of
from torg_1c.tools.partner_values import may_sign_in
from torg_1c.tools.records import (
    ABSENT,
    BalanceRec,
    ContractRec,
    CreditLimitRec,
    OrderEventRec,
    PartnerRec,
    PaymentRec,
    PersonRec,
)

from fakes.onec_server.seed import add_order, add_payment, add_person, add_return, add_shipment, inn

ORDERS = "Document_ЗаказКлиента"


# === PARTNERS === #


def test_a_company_brings_its_customer_contacts_and_numbers(reader, export):
    rows = reader.read("partners")
    partner = next(row for row in of(rows, PartnerRec) if row.id == export.guid("partner", 2))
    assert (partner.inn, partner.kpp, partner.is_company) == (inn(2), "770101001", True)
    assert {row.kind: row.value for row in partner.contacts} == {
        "phone": "+7 900 000-00-02",
        "email": "buyer2@example.com",
    }
    assert partner.addresses[0].text == "101000, Москва, Мясницкая, 1"
    assert {row.key: row.value for row in partner.requisites}["holding_id"] == export.guid("holding", 2)
    contract = next(row for row in of(rows, ContractRec) if row.id == export.guid("contract", 2))
    assert (contract.partner_id, contract.number, contract.currency_code) == (partner.id, "3", "RUB")
    limit = next(row for row in of(rows, CreditLimitRec) if row.contract_id == contract.id)
    assert limit.amount == 100_002
    debt = next(row for row in of(rows, BalanceRec) if row.partner_id == partner.id)
    assert debt.amount == 3_000


def test_people_of_a_customer_are_told_apart_for_each_of_his_companies(reader, server, export):
    reader.read("partners")
    holding, second = export.guid("holding", 1), export.guid("partner", 77)
    server.base.put("Catalog_Контрагенты", {"Ref_Key": second, "Description": "Вторая", "Партнер_Key": holding})
    row = add_person(server.base, export, 1)
    people = of(reader.read("partners"), PersonRec)
    assert {told.partner_id for told in people} == {export.guid("partner", 1), second}
    person = people[0].person
    assert (person.relation, person.partner.name, person.partner.id) == ("Закупщик", "Анна Петрова", row["Ref_Key"])
    assert {way.kind: way.value for way in person.partner.contacts} == {
        "phone": "+7 921 555-66-01",
        "email": "person1@example.com",
    }
    assert (person.partner.requisites, person.partner.deleted) == (ABSENT, False)
    assert reader.read("partners") == []
    server.base.put("Catalog_КонтактныеЛицаПартнеров", {"DeletionMark": True}, row["Ref_Key"])
    assert {told.person.partner.deleted for told in reader.read("partners")} == {True}


def test_person_whom_1c_lets_sign_in_is_told_as_such(reader, server, export):
    add_person(server.base, export, 1, may_sign_in=True)
    [told] = of(reader.read("partners"), PersonRec)
    assert may_sign_in(told.person.partner) is True


def test_people_that_a_base_does_not_publish_are_missing_and_nothing_else_is(server, export):
    server.base.hidden = {"Catalog_КонтактныеЛицаПартнеров"}
    reader = Reader(connect(server))
    assert "person" in {row.code for row in reader.profile.missing if not row.field}
    assert of(reader.read("partners"), PartnerRec)


def test_a_paid_debt_is_told_as_nothing_owed(reader, server, export):
    reader.read("partners")
    register = server.base.registers["AccumulationRegister_РасчетыСКлиентами"]
    register[:] = [row for row in register if row["АналитикаУчетаПоПартнерам_Key"] != export.guid("analytics", 2)]
    [balance] = reader.read("partners")
    assert (balance.partner_id, balance.amount) == (export.guid("partner", 2), 0)


# === ORDERS === #


def test_an_order_of_1c_with_its_lines_and_state(reader, export):
    order = next(row for row in reader.read("orders") if row.id == export.guid("order", 1))
    assert (order.number_1c, order.date_1c, order.posted) == ("УТ00-000002", datetime(2026, 3, 2, 12, 0), True)
    assert (order.status_id, order.status, order.cancelled) == ("КОтгрузке", "К отгрузке", False)
    [line] = order.lines
    assert (line.id, line.quantity) == (export.offer_ids(1)[0], 2)
    assert line.total == order.total == Decimal(export.price(1, 0, 0)) / 50
    assert order.partners[0].id == export.guid("partner", 1)
    assert order.organisation.name == "ООО Торговый дом"


def test_payments_and_shipments_name_their_order(reader, server, export):
    reader.read("orders")
    order = server.base.rows[ORDERS][export.guid("order", 1)]
    add_payment(server.base, order, 150.5)
    add_shipment(server.base, order)
    paid, shipped = reader.read("orders")
    assert paid.order_id == shipped.order_id == order["Ref_Key"]
    assert paid.payments == (
        PaymentRec("ПБ-000001", datetime(2026, 3, 3, 10, 0), Decimal("150.5"), "Выплата безналичных денег"),
    )
    assert paid.shipments is ABSENT
    [document] = shipped.shipped
    assert (document.number, document.operation_code, shipped.shipments) == ("РТ-000001", "shipment", ABSENT)
    assert [line.quantity for line in document.lines] == [line["Количество"] for line in order["Товары"]]


def test_shipment_that_tells_no_goods_or_does_not_stand_is_an_event(reader, server, export):
    reader.read("orders")
    order = server.base.rows[ORDERS][export.guid("order", 1)]
    shipment = add_shipment(server.base, order, quantity=0)
    [shipped] = reader.read("orders")
    total = Decimal(str(order["СуммаДокумента"]))
    assert (shipped.shipped, shipped.shipments[0].number, shipped.shipments[0].amount) == (ABSENT, "РТ-000001", total)
    server.base.put("Document_РеализацияТоваровУслуг", {"Posted": False}, shipment["Ref_Key"])
    [shipped] = reader.read("orders")
    assert (shipped.shipped, shipped.shipments[0].posted) == (ABSENT, False)


def test_returns_name_their_order_or_the_shipment_of_it(reader, server, export):
    order = server.base.rows[ORDERS][export.guid("order", 1)]
    shipment = add_shipment(server.base, order)
    reader.read("orders")
    add_return(server.base, shipment, 1)
    other = add_return(server.base, shipment, 2, "ВТ-000002", by_order=True)
    first, second = sorted(reader.read("orders"), key=lambda row: row.returns[0].number)
    assert first.order_id == second.order_id == order["Ref_Key"]
    assert [row.returns[0].number for row in (first, second)] == ["ВТ-000001", "ВТ-000002"]
    assert [row.returns[0].lines[0].quantity for row in (first, second)] == [1, 2]
    assert first.returns[0].operation_code == "return"
    assert first.shipments is ABSENT
    assert reader.read("orders") == []
    server.base.put("Document_ВозвратТоваровОтКлиента", {**other, "DeletionMark": True})
    [withdrawn] = reader.read("orders")
    assert (withdrawn.order_id, withdrawn.returns[0].number, withdrawn.returns[0].posted) == (
        order["Ref_Key"], "ВТ-000002", False)  # fmt: skip
    assert reader.read("orders") == []


def test_a_draft_of_a_return_is_nothing_until_it_is_posted(reader, server, export):
    shipment = add_shipment(server.base, server.base.rows[ORDERS][export.guid("order", 1)])
    back = add_return(server.base, shipment, 1)
    table = "Document_ВозвратТоваровОтКлиента"
    server.base.put(table, {"Posted": False}, back["Ref_Key"])
    assert not [row for row in of(reader.read("orders"), OrderEventRec) if row.returns is not ABSENT]
    server.base.put(table, {"Posted": True}, back["Ref_Key"])
    assert [row.returns[0].posted for row in reader.read("orders")] == [ABSENT]


def test_a_draft_of_a_payment_waits_and_a_withdrawn_one_is_nothing(reader, server, export):
    order = server.base.rows[ORDERS][export.guid("order", 1)]
    payment = add_payment(server.base, order, 150)
    table = "Document_ПоступлениеБезналичныхДенежныхСредств"
    server.base.put(table, {"Posted": False}, payment["Ref_Key"])
    assert not of(reader.read("orders"), OrderEventRec)
    server.base.put(table, {"Posted": True}, payment["Ref_Key"])
    assert [row.payments[0].amount for row in reader.read("orders")] == [150]
    server.base.put(table, {"DeletionMark": True, "Posted": False}, payment["Ref_Key"])
    [withdrawn] = reader.read("orders")
    assert (withdrawn.payments[0].amount, withdrawn.payments[0].posted) == (0, False)


def test_orders_before_the_window_are_left_alone(reader, server, export):
    add_order(server.base, export, 7, datetime(2024, 1, 1))
    numbers = [row.number_1c for row in reader.read("orders", since=datetime(2026, 1, 1))]
    assert len(numbers) == 3
    assert reader.read("orders", since=datetime(2026, 3, 3)) == []


def test_a_line_cancelled_in_1c_is_no_line_of_the_order(reader, server, export):
    order = server.base.rows[ORDERS][export.guid("order", 1)]
    lines = [{**order["Товары"][0], "Отменено": True}, dict(order["Товары"][0])]
    server.base.put(ORDERS, {"Товары": lines}, order["Ref_Key"])
    found = next(row for row in reader.read("orders") if row.id == order["Ref_Key"])
    assert (len(found.lines), found.cancelled) == (1, False)
