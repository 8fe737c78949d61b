"""Customers go into 1C with their orders: new ones once, known ones as they were changed here."""

from dataclasses import replace
from decimal import Decimal

import pytest
from onec_base import profile_of
from torg_1c.tools.odata.order_push import OrderPush
from torg_1c.tools.odata.partner_push import Terms
from torg_1c.tools.records import (
    ABSENT,
    AddressRec,
    ContactRec,
    PartnerRec,
)

from fakes.onec_server.seed import inn

COMPANIES, HOLDINGS = "Catalog_Контрагенты", "Catalog_Партнеры"
BUYER = "5ec0de00-0000-4000-8000-00000000000b"


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


MOVED = {
    "contacts": (
        ContactRec("Телефон", "+7 921 000-00-01", "phone"),
        ContactRec("Почта", "new@ladoga.example", "email"),
    ),
    "addresses": (AddressRec("legal", "187000, Тосно, Мира, 5", (("Город", "Тосно"),)),),
}
STOOD = {"phone": "+7 900 000-00-02", "email": "buyer2@example.com", "address": "101000, Москва, Мясницкая, 1"}


def reach(server, export):
    """Texts of the contacts of both cards, the customer's first."""
    cards = (HOLDINGS, export.guid("holding", 2)), (COMPANIES, export.guid("partner", 2))
    return [
        [row["Представление"] for row in server.base.rows[table][key]["КонтактнаяИнформация"]] for table, key in cards
    ]


def test_contacts_that_were_changed_here_come_instead_of_those_that_1c_told(push, known, server, export):
    fax = {"Тип": "Факс", "Представление": "+7 900 000-00-99"}
    rows = server.base.rows[HOLDINGS][export.guid("holding", 2)]["КонтактнаяИнформация"]
    server.base.put(HOLDINGS, {"КонтактнаяИнформация": [fax, *rows]}, export.guid("holding", 2))
    terms(push, told={"name": "Ладога", "full_name": "Ладога", "inn": inn(2), "kpp": "780101001", **STOOD})
    push.push(replace(known, partners=(replace(known.partners[0], **MOVED),)))
    assert reach(server, export) == [
        ["+7 900 000-00-99", "+7 921 000-00-01", "new@ladoga.example"],
        ["187000, Тосно, Мира, 5"],
    ]
    [address] = server.base.rows[COMPANIES][export.guid("partner", 2)]["КонтактнаяИнформация"]
    assert address["Город"] == "Тосно"
    assert push.partners.written == {
        export.guid("partner", 2): {
            "phone": "+7 921 000-00-01",
            "email": "new@ladoga.example",
            "address": "187000, Тосно, Мира, 5",
        }
    }


def test_contacts_that_1c_has_changed_as_well_are_left_to_it(push, known, server, export):
    before = reach(server, export)
    older = {"phone": "+7 900 1", "email": "older@example.com", "address": "Псков"}
    terms(push, told={"name": "Ладога", "full_name": "Ладога", "inn": inn(2), "kpp": "780101001", **older})
    push.push(replace(known, partners=(replace(known.partners[0], **MOVED),)))
    assert reach(server, export) == before
    assert push.partners.written == {}


def test_contacts_that_nobody_changed_here_ask_1c_nothing(push, known, server, export):
    terms(push, told={"name": "Ладога", "full_name": "Ладога", "inn": inn(2), "kpp": "780101001", **STOOD})
    asked, read = [], push.client.one
    push.client.one = lambda name, key: asked.append(name) or read(name, key)
    contacts = (ContactRec("Телефон", STOOD["phone"], "phone"),)
    push.push(replace(known, partners=(replace(known.partners[0], contacts=contacts),)))
    assert HOLDINGS not in asked


def test_contact_that_1c_had_none_of_is_one_more_row_where_1c_shows_it(push, known, server, export):
    for table, key in ((HOLDINGS, export.guid("holding", 2)), (COMPANIES, export.guid("partner", 2))):
        server.base.put(table, {"КонтактнаяИнформация": []}, key)
    terms(push, told={"name": "Ладога", "full_name": "Ладога", "inn": inn(2), "kpp": "780101001"})
    push.push(replace(known, partners=(replace(known.partners[0], **MOVED),)))
    assert reach(server, export) == [["+7 921 000-00-01", "new@ladoga.example"], ["187000, Тосно, Мира, 5"]]
    holding = server.base.rows[HOLDINGS][export.guid("holding", 2)]["КонтактнаяИнформация"]
    assert [row["Вид_Key"] for row in holding] == [export.guid("contact_kind", number) for number in (0, 1)]


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
