"""Whole exchanges with the emulated 1C: nothing is lost, nothing is doubled, whatever breaks."""

import random
from collections import Counter
from decimal import Decimal

import pytest
from enterprise_site import NOW, Inbox, Site
from torg_1c.tools.enterprise.exchange import COMMIT, DONE, LIMIT, Exchange, State
from torg_1c.tools.enterprise.message import read_header
from torg_1c.tools.enterprise.problem import MessageError, ServiceError
from torg_1c.tools.problem import Problem
from torg_1c.tools.records import OrderLineRec, OrderRec, PartnerRec, PriceTypeRec, RefRec, UnknownRec

from fakes.onec_soap import Base, Server


@pytest.fixture
def server():
    """A 1C that has one price type to tell."""
    with Server(Base()) as running:
        yield running


def order(number, **told):
    line = OrderLineRec("item", "item", quantity=Decimal(2), price=Decimal(50), total=Decimal(100), name="Чай")
    partner = PartnerRec("11111111-0000-0000-0000-000000000001", name="ООО Ромашка", is_company=True, inn="7701")
    values = {"partners": (partner,), "lines": (line,), "total": Decimal(100), "date": NOW, "currency_code": "RUB"}
    key = f"00000000-0000-0000-0000-{number:012}"
    return OrderRec(key, f"S{number:05}", **values | {"warehouses": (RefRec("store", "Склад"),)} | told)


def price_type(key, name="Опт"):
    keys = f"<КлючевыеСвойства><Ссылка>{key}</Ссылка><Наименование>{name}</Наименование></КлючевыеСвойства>"
    return ("Справочник.ТипыЦен", key, keys)


def test_first_conversation_agrees_on_the_newest_common_version(server):
    site = Site(server)
    site.talk()
    assert (site.state.version, site.state.their_code, server.base.greetings) == ("1.17", "УТ", 1)
    assert site.state.received_no == server.base.sent_no == 1


def test_order_reaches_1c_once_and_is_confirmed(server):
    site = Site(server)
    site.talk()
    site.outbox.add(order(1))
    site.talk()
    assert [row[1] for row in site.outbox.rows.values()] == ["delivered"]
    (taken,) = server.base.orders.values()
    assert (taken.number, taken.lines[0].item_id, taken.lines[0].total) == ("S00001", "item", Decimal("100.00"))
    assert taken.partners[0].inn == "7701"
    assert server.base.taken == {taken.id: 1}


def test_1c_forgets_what_it_sent_only_after_our_next_message(server):
    site = Site(server)
    server.base.register(*price_type("opt"))
    site.talk()
    assert isinstance(site.inbox.known["opt"], PriceTypeRec)
    assert server.base.registered
    site.talk()
    assert not server.base.registered


def test_what_is_not_committed_here_comes_again(server):
    site = Site(server)
    server.base.register(*price_type("opt"))
    assert [site.job(), site.state.phase] == [COMMIT, "put"]
    site.job(kill=True)
    assert not site.inbox.known
    site.talk()
    site.talk()
    assert "opt" in site.inbox.known
    assert server.base.confirmed == ["opt"]


def test_message_killed_after_1c_read_it_is_not_read_twice(server):
    site = Site(server)
    site.talk()
    site.outbox.add(order(1))
    assert site.job() == COMMIT
    site.job(kill=True)
    site.outbox.add(order(2))  # must not slip into the number that 1C has already
    site.talk()
    assert server.base.skipped == 1
    site.talk()
    assert sorted(server.base.taken.values()) == [1, 1]
    assert {row[1] for row in site.outbox.rows.values()} == {"delivered"}


def test_300_messages_with_lost_answers_lose_and_double_nothing():
    chance = random.Random(19)
    with Server(Base(), slow=1) as server:
        site = Site(server)
        site.talk()
        server.troubles.lose = lambda _operation, _number: chance.choice(["before", "after"] + [""] * 8)
        problems, told = Counter(), 0
        for number in range(300):
            if number % 3 == 0:
                site.outbox.add(order(number))
            if number % 4 == 0:
                told += 1
                server.base.register(*price_type(f"type-{number}"))
            for _job in range(4):
                try:
                    if site.job(kill=chance.random() < 0.1) == DONE:
                        break
                except Problem as problem:
                    problems[problem.code] += 1
        server.troubles.lose = None
        for _round in range(3):
            site.talk()
    assert problems["unreachable"] > 30
    assert server.base.sent_no > 150
    assert set(server.base.taken.values()) == {1}
    assert len(server.base.orders) == 100
    assert {row[1] for row in site.outbox.rows.values()} == {"delivered"}
    assert len([key for key in site.inbox.known if key.startswith("type-")]) == told == 75
    assert len(server.base.confirmed) == 75
    assert not server.base.registered


def test_unknown_kind_is_kept_but_never_confirmed(server):
    site = Site(server)
    server.base.register(*price_type("opt"))
    server.base.register("Справочник.Кассы", "till", "<КлючевыеСвойства><Ссылка>till</Ссылка></КлючевыеСвойства>")
    site.talk()
    assert isinstance(site.inbox.known["till"], UnknownRec)
    assert "opt" in site.inbox.known
    assert site.state.held == ["Справочник.Кассы"]
    assert [note.code for note in site.notes] == ["held"]
    assert "Кассы" in site.notes[0].text
    for _time in range(2):
        site.talk()
    assert len(server.base.registered) == 2
    assert site.state.received_no == 0


def test_kind_without_a_handler_is_neither_declared_nor_confirmed(server):
    site = Site(server, Inbox(handled=("OrderRec", "ContractRec")))
    server.base.register(*price_type("opt"))
    site.talk()
    assert site.state.held == ["Справочник.ТипыЦен"]
    message = Exchange(site.service, State(), site.outbox, site.inbox, "ТГ", lambda: NOW)._write(0, ())
    types = read_header(_header(message)).types
    receiving = {kind for kind, (_sent, received) in types.items() if received}
    assert "Справочник.ТипыЦен" not in receiving
    assert {"Документ.ЗаказКлиента", "Справочник.Договоры"} <= receiving


def test_one_bad_order_does_not_hold_the_others(server):
    site = Site(server)
    site.talk()
    server.base.refused.add("S00003")
    for number in range(8):
        site.outbox.add(order(number))
    for _time in range(40):
        site.job()
    states = {row[0].number: row[1] for row in site.outbox.rows.values()}
    assert states.pop("S00003") == "dead"
    assert set(states.values()) == {"delivered"}
    assert set(server.base.taken.values()) == {1}
    assert "S00003" in site.outbox.refused["S00003"]


def test_failed_operation_is_tried_again_with_the_next_number(server):
    site = Site(server)
    site.talk()
    site.outbox.add(order(1))
    server.exchange.fail_next = 1
    site.talk()
    assert site.notes[-1].code == "failed"
    assert "блокировок" in site.notes[-1].text
    site.talk()
    assert set(server.base.taken.values()) == {1}
    assert site.state.limit <= LIMIT


def test_base_restored_from_a_copy_aligns_its_numbers(server):
    site = Site(server)
    site.talk()
    for number in range(3):
        site.outbox.add(order(number))
        site.talk()
    site.state.sent_no = 0  # our base is a copy of yesterday
    site.outbox.add(order(7))
    site.talk()
    assert [note.code for note in site.notes] == ["numbers_ahead"]
    site.talk()
    assert set(server.base.taken.values()) == {1}
    assert len(server.base.orders) == 4


def test_1c_restored_from_a_copy_is_noticed_and_met_anew(server):
    site = Site(server)
    for number in range(4):
        server.base.register(*price_type(f"t{number}"))
        site.talk()
    server.base.sent_no = 1
    server.base.register(*price_type("new"))
    site.talk()
    assert site.notes[-1].code == "numbers_back"
    assert "new" not in site.inbox.known
    site.state = State()
    site.talk()
    assert "new" in site.inbox.known


def test_orders_wait_where_1c_takes_none(server):
    site = Site(server)
    site.talk()
    site.state.takes_orders = False
    site.outbox.add(order(1))
    site.talk()
    assert site.notes[-1].code == "not_received"
    assert site.outbox.waits()


def test_message_in_many_parts_is_put_together(server):
    site = Site(server, part=200)
    site.talk()
    for number in range(20):
        site.outbox.add(order(number))
    site.talk()
    assert len(server.base.orders) == 20
    assert server.troubles.calls.count("PutFilePart") > 5


def test_nothing_to_say_is_not_said_twice(server):
    site = Site(server)
    site.talk()
    site.talk()
    server.base.sent_no -= 1  # 1C has nothing new either
    site.state.told_no = site.state.received_no
    server.troubles.calls.clear()
    site.talk()
    assert "PutData" not in server.troubles.calls


def test_message_for_another_node_is_refused(server):
    site = Site(server)
    site.state.their_code = "БП"
    site.state.version = "1.8"
    with pytest.raises(MessageError, match="“УТ”"):
        site.talk()
    assert site.state.phase == "ask"


def test_unknown_node_is_explained(server):
    site = Site(server, peer="XX")
    with pytest.raises(ServiceError, match="Узел XX не найден"):
        site.service.test()
    with pytest.raises(ServiceError, match="Узел XX не найден"):
        site.talk()


def _header(message):
    from lxml import etree

    return etree.fromstring(message.removeprefix(b"\xef\xbb\xbf"))[0]
