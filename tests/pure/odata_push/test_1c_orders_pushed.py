"""An order goes into 1C once, however often it is tried and whatever breaks on the way."""

from dataclasses import replace
from decimal import Decimal

import pytest
from onec_base import connect, profile_of
from torg_1c.tools.odata.order_push import OrderPush
from torg_1c.tools.odata.order_writer import write_order
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.records import (
    OrderLineRec,
)

ORDERS = "Document_ЗаказКлиента"


def documents(server):
    """Orders of the base."""
    return list(server.base.rows[ORDERS].values())


# === ONE ORDER === #


def test_an_order_is_created_and_posted_with_all_it_refers_to(push, order, server, export, accept_keys):
    pushed = push.push(order)
    [document] = documents(server)
    assert (pushed.created, pushed.posted, pushed.number) == (True, True, "УТ00-000001")
    assert (pushed.id == order.id) is accept_keys
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
