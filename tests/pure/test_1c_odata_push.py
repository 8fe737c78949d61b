"""An order goes into 1C once, however often it is tried and whatever breaks on the way."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from onec_base import connect, profile_of
from torg_1c.tools.odata.order_push import OrderPush
from torg_1c.tools.odata.order_writer import write_order
from torg_1c.tools.odata.partner_push import Terms
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.records import (
    ABSENT,
    AddressRec,
    ContactRec,
    DiscountRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    RefRec,
    TaxRec,
)
from torg_1c.tools.values import VatRate

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_server.seed import inn

ORDERS, COMPANIES, HOLDINGS = "Document_ЗаказКлиента", "Catalog_Контрагенты", "Catalog_Партнеры"
KEY = "5ec0de00-0000-4000-8000-000000000001"
BUYER = "5ec0de00-0000-4000-8000-00000000000b"


@pytest.fixture(params=[True, False], ids=["our keys are taken", "1C gives its own keys"])
def accept_keys(request):
    return request.param


@pytest.fixture
def export():
    return Export(items=6, offers=2, price_types=1, stores=2)


@pytest.fixture
def server(export, accept_keys):
    with serve(seed(export, partners=3, accept_keys=accept_keys)) as server:
        yield server


@pytest.fixture
def client(server):
    return connect(server)


@pytest.fixture
def push(client):
    return OrderPush(client, profile_of(client))


@pytest.fixture
def order(export):
    item, _hash, characteristic = export.offer_ids(1)[0].partition("#")
    line = OrderLineRec(
        f"{item}#{characteristic}",
        item,
        characteristic,
        quantity=Decimal(3),
        price=Decimal("100.10"),
        total=Decimal("290.30"),
        taxes=(TaxRec(rate=VatRate(Decimal(20))),),
        discounts=(DiscountRec(amount=Decimal(10), included=True),),
    )
    return OrderRec(
        KEY,
        "S00042-1",
        datetime(2026, 3, 2, 15, 30),
        currency_code="RUB",
        total=Decimal("290.30"),
        partners=(PartnerRec(export.guid("partner", 1)),),
        organisation=RefRec(name="ООО Торговый дом"),
        warehouses=(RefRec(export.guid("store", 1)),),
        master_number="S00042",
        comment="Позвонить",
        lines=(line,),
    )


def documents(server):
    """Orders of the base."""
    return list(server.base.rows[ORDERS].values())


# === ONE ORDER === #


def test_an_order_is_created_and_posted_with_all_it_refers_to(push, order, server, export, accept_keys):
    pushed = push.push(order)
    [document] = documents(server)
    assert (pushed.created, pushed.posted, pushed.number) == (True, True, "УТ00-000001")
    assert (pushed.id == KEY) is accept_keys
    assert pushed.id == document["Ref_Key"]
    assert document["НомерПоДаннымКлиента"] == "S00042-1"
    assert document["Комментарий"] == "[S00042] Позвонить"
    assert document["Организация_Key"] == export.guid("organisation", 0)
    assert document["Склад_Key"] == export.guid("store", 1)
    assert (document["Контрагент_Key"], document["Партнер_Key"]) == (
        export.guid("partner", 1),
        export.guid("holding", 1),
    )
    assert (document["СуммаДокумента"], document["ЦенаВключаетНДС"]) == (290.3, True)
    [line] = document["Товары"]
    assert (line["Количество"], line["Цена"], line["Сумма"], line["СуммаСНДС"]) == (3, 100.1, 290.3, 290.3)
    assert (line["СтавкаНДС"], line["СуммаНДС"], line["СуммаРучнойСкидки"]) == ("НДС20", 48.38, 10)


def test_the_same_order_again_changes_nothing(push, order, server):
    first = push.push(order)
    version = documents(server)[0]["DataVersion"]
    again = push.push(order)
    assert (again.created, again.changed, again.id, again.number) == (False, False, first.id, first.number)
    assert [row["DataVersion"] for row in documents(server)] == [version]


def test_a_changed_order_changes_its_document(push, order, server):
    push.push(order)
    line = replace(order.lines[0], quantity=Decimal(5), total=Decimal("490.50"))
    again = push.push(replace(order, lines=(line, order.lines[0]), total=Decimal("780.80")))
    [document] = documents(server)
    assert (again.created, again.changed) == (False, True)
    assert [row["Количество"] for row in document["Товары"]] == [5, 3]
    assert (document["Posted"], document["СуммаДокумента"]) == (True, 780.8)


def test_somebody_in_1c_changes_the_document_meanwhile(push, order, server):
    push.push(order)
    update, conflicts = push.client.update, []

    def meanwhile(name, key, row, version=""):
        if not conflicts:
            conflicts.append(version)
            server.base.put(ORDERS, {"Комментарий": "Из 1С"}, key)
        return update(name, key, row, version)

    push.client.update = meanwhile
    assert push.push(replace(order, total=Decimal("300"))).changed
    assert documents(server)[0]["СуммаДокумента"] == 300
    assert len(conflicts) == 1


def test_a_document_that_1c_will_not_post_is_told_and_posted_later(push, order, server):
    server.base.refuse_posting = "Не удалось провести: нет остатка"
    pushed = push.push(order)
    assert (pushed.created, pushed.posted) == (True, False)
    assert "нет остатка" in pushed.problem.text
    server.base.refuse_posting = ""
    again = push.push(order)
    assert (again.created, again.posted, len(documents(server))) == (False, True, 1)


def test_two_documents_with_our_number_are_a_matter_for_a_person(push, order, server, accept_keys):
    if accept_keys:
        order = replace(order, id="")
    for _time in range(2):
        server.base.create(ORDERS, {"НомерПоДаннымКлиента": "S00042-1"})
    with pytest.raises(ODataError) as caught:
        push.push(order)
    assert caught.value.code == "ambiguous"
    assert len(documents(server)) == 2


def test_a_line_without_an_item_of_the_base_is_refused_before_anything_is_written(push, order, server):
    with pytest.raises(ODataError) as caught:
        push.push(replace(order, lines=(OrderLineRec("", ""),)))
    assert caught.value.code == "no_item"
    assert documents(server) == []


def test_a_base_without_orders_is_refused_at_once(server, client):
    server.base.hidden.add(ORDERS)
    with pytest.raises(ODataError) as caught:
        OrderPush(client, profile_of(client))
    assert (caught.value.code, ORDERS in caught.value.text) == ("missing", True)


def test_only_fields_that_are_published_are_written(push, order):
    found = push.found
    told = write_order(order, replace_fields(found, "our_number", "comment"), {})
    assert "НомерПоДаннымКлиента" not in told
    assert "Комментарий" not in told


def replace_fields(found, *without):
    """Names of the table without some fields."""
    return replace(found, fields={code: name for code, name in found.fields.items() if code not in without})


# === CUSTOMERS === #


def buyer(**values):
    """A customer 1C does not know."""
    contacts = (ContactRec("Телефон", "+7 900 111-22-33", "phone"),)
    return PartnerRec(BUYER, **{"name": "ИП Новый", "contacts": contacts, "is_company": True, **values})


def test_an_unknown_customer_is_created_with_the_order_once(push, order, server):
    order = replace(order, partners=(buyer(inn="7728168971", kpp="772801001"),))
    first = push.push(order)
    push.push(replace(order, id="", number="S00043-1", total=Decimal(1)))
    assert [row["Description"] for row in server.base.rows[COMPANIES].values()].count("ИП Новый") == 1
    assert [row["Description"] for row in server.base.rows[HOLDINGS].values()].count("ИП Новый") == 1
    company = server.base.rows[COMPANIES][first.partner_id]
    assert company["Партнер_Key"] in server.base.rows[HOLDINGS]
    assert (company["ИНН"], company["ЮрФизЛицо"]) == ("7728168971", "ЮрЛицо")


REACH = {
    "contacts": (ContactRec("Телефон", "+7 900 111-22-33", "phone"), ContactRec("Почта", "new@example.com", "email")),
    "addresses": (AddressRec("legal", "170100, Тверь, Мира, 1", (("Город", "Тверь"),)),),
}


def test_contacts_of_a_new_customer_stand_where_1c_shows_them(push, order, server, export):
    pushed = push.push(replace(order, partners=(buyer(inn="7728168971", **REACH),)))
    company = server.base.rows[COMPANIES][pushed.partner_id]
    holding = server.base.rows[HOLDINGS][company["Партнер_Key"]]
    told = [(row["Вид_Key"], row["Тип"], row["Представление"]) for row in holding["КонтактнаяИнформация"]]
    assert told == [
        (export.guid("contact_kind", 0), "Телефон", "+7 900 111-22-33"),
        (export.guid("contact_kind", 1), "АдресЭлектроннойПочты", "new@example.com"),
    ]
    [address] = company["КонтактнаяИнформация"]
    assert (address["Вид_Key"], address["Город"]) == (export.guid("contact_kind", 5), "Тверь")
    assert address["Представление"] == "170100, Тверь, Мира, 1"
    assert (company["Комментарий"], holding["Комментарий"]) == ("", "")


def test_company_takes_the_contacts_where_there_are_no_customers_beside_it(client, order, server, export):
    profile = profile_of(client)
    del profile.found["partner"]
    pushed = OrderPush(client, profile).push(replace(order, partners=(buyer(inn="7728168971", **REACH),)))
    rows = server.base.rows[COMPANIES][pushed.partner_id]["КонтактнаяИнформация"]
    assert [row["Вид_Key"] for row in rows] == [export.guid("contact_kind", number) for number in (3, 4, 5)]


def test_contacts_that_1c_has_no_place_for_are_in_the_comment(client, order, server):
    profile = profile_of(client)
    for card in ("partner", "company"):
        del profile.found[card].parts["contacts"]
    pushed = OrderPush(client, profile).push(replace(order, partners=(buyer(inn="7728168971", **REACH),)))
    company = server.base.rows[COMPANIES][pushed.partner_id]
    assert company["КонтактнаяИнформация"] == []
    assert company["Комментарий"] == "+7 900 111-22-33, new@example.com"


def test_contacts_of_an_unknown_kind_are_in_the_comment_as_well(client, order, server):
    profile = profile_of(client)
    del profile.found["contact_kind"]
    pushed = OrderPush(client, profile).push(replace(order, partners=(buyer(inn="7728168971", **REACH),)))
    company = server.base.rows[COMPANIES][pushed.partner_id]
    [phone, mail] = server.base.rows[HOLDINGS][company["Партнер_Key"]]["КонтактнаяИнформация"]
    assert (phone["Представление"], mail["Представление"]) == ("+7 900 111-22-33", "new@example.com")
    assert company["Комментарий"] == "+7 900 111-22-33, new@example.com"


# === CUSTOMERS THAT CHANGE === #


@pytest.fixture
def known(order, export):
    """An order of a customer of the base, who is called otherwise here."""
    client = PartnerRec(export.guid("partner", 2), name="Ладога", inn=inn(2), kpp="780101001")
    return replace(order, partners=(client,))


def terms(push, **values):
    """Let 1C have told the card as it is, or otherwise."""
    told = {"name": "Покупатель 3", "full_name": "ООО «Покупатель 3»", "inn": inn(2), "kpp": "770101001"}
    push.partners.terms = lambda key: Terms(**{"told": told, **values})


def cards(server, export):
    company = server.base.rows[COMPANIES][export.guid("partner", 2)]
    holding = server.base.rows[HOLDINGS][export.guid("holding", 2)]
    return company["Description"], company["КПП"], holding["Description"]


def test_what_was_changed_here_stands_on_both_cards(push, known, server, export):
    terms(push)
    push.push(known)
    assert cards(server, export) == ("Ладога", "780101001", "Ладога")
    assert push.partners.written == {
        export.guid("partner", 2): {"name": "Ладога", "full_name": "Ладога", "kpp": "780101001"}
    }


def test_card_that_1c_has_not_told_of_is_left_alone(push, known, server, export):
    push.push(known)
    assert cards(server, export) == ("Покупатель 3", "770101001", "Покупатель 3")


def test_what_is_not_told_here_clears_nothing(push, known, server, export):
    terms(push)
    push.push(replace(known, partners=(replace(known.partners[0], kpp=ABSENT, inn=ABSENT),)))
    company = server.base.rows[COMPANIES][export.guid("partner", 2)]
    assert (company["КПП"], company["ИНН"]) == ("770101001", inn(2))


def test_change_of_somebody_in_1c_at_the_same_moment_is_seen(push, known, server, export):
    terms(push)
    read = push.client.one

    def meanwhile(name, key):
        found = read(name, key)
        if name == COMPANIES and not server.base.rows[COMPANIES][key]["КодПоОКПО"]:
            server.base.put(COMPANIES, {"КПП": "779901001", "КодПоОКПО": "1"}, key)
        return found

    push.client.one = meanwhile
    push.push(known)
    assert cards(server, export) == ("Ладога", "779901001", "Ладога")


def test_a_customer_is_recognised_by_inn_and_kpp(push, order, server, export):
    pushed = push.push(replace(order, partners=(buyer(inn=inn(2), kpp="770101001"),)))
    assert pushed.partner_id == export.guid("partner", 2)
    assert len(server.base.rows[COMPANIES]) == 3


# === CUTS === #


def test_cuts_neither_lose_nor_double_an_order(server, order):
    """A tenth of the calls break, before 1C has done its work or after it."""
    server.trouble.share, server.trouble.kinds = 0.1, ("before", "after")
    client = connect(server)
    profile = stubborn(lambda: profile_of(client))
    numbers = [f"S{number:05}-1" for number in range(60)]
    for place, number in enumerate(numbers):
        key = f"5ec0de00-0000-4000-8000-{place:012x}"
        stubborn(lambda key=key, number=number: OrderPush(client, profile).push(replace(order, id=key, number=number)))
    found = [row["НомерПоДаннымКлиента"] for row in documents(server)]
    assert sorted(found) == numbers
    assert all(row["Posted"] for row in documents(server))
    assert len(server.trouble.met) > 20


def stubborn(call):
    """Try until it is done, as the outbox does."""
    while True:
        try:
            return call()
        except ODataError:
            continue
