"""The client asks patiently, in pages that suit the other side, and says what is wrong in a sentence."""

import threading
from datetime import datetime

import pytest
from onec_base import connect, small
from torg_1c.tools.odata.client import Client
from torg_1c.tools.odata.judge import read_json
from torg_1c.tools.odata.paging import PageSize
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.odata.query import address, any_of, base_url, guid, moment, string
from torg_1c.tools.odata.transport import Answer, Transport

from fakes.onec_data import Export
from fakes.onec_server import seed, serve

ITEMS = "Catalog_Номенклатура"


@pytest.fixture(scope="module")
def export():
    return Export(items=40, offers=2, price_types=2, stores=2)


@pytest.fixture
def server(export):
    with serve(seed(export)) as server:
        yield server


def failure(call):
    """Code of the error."""
    with pytest.raises(ODataError) as caught:
        call()
    return caught.value


# === ADDRESSES === #


@pytest.mark.parametrize(
    "text",
    [
        "http://server/base",
        "http://server/base/",
        "http://server/base/ru/",
        "http://server/base/ru_RU",
        "http://server/base/odata/standard.odata",
        "http://server/base/odata/standard.odata/$metadata",
    ],
)
def test_whatever_a_person_copies_leads_to_the_same_place(text):
    assert base_url(text) == "http://server/base/odata/standard.odata/"


@pytest.mark.parametrize(
    "text", ["", "server/base", "ftp://server/base", "file:///etc/passwd", "http://u:p@server/base"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        base_url(text)


def test_blanks_and_russian_letters_are_written_as_1c_reads_them():
    found = address("http://s/", "Catalog_Б", [("$filter", "Имя eq 'а + б & в'"), ("$top", 5), ("$skip", "")])
    assert found == (
        "http://s/Catalog_%D0%91?$filter=%D0%98%D0%BC%D1%8F%20eq%20'%D0%B0%20%2B%20%D0%B1%20%26%20%D0%B2'&$top=5"
    )


def test_nobody_writes_conditions_into_an_identifier():
    with pytest.raises(ValueError, match="identifier"):
        guid("x' or 1 eq 1 or Ref_Key eq guid'")
    assert string("О'Нил") == "'О''Нил'"
    assert moment(datetime(2026, 3, 2, 9, 5)) == "datetime'2026-03-02T09:05:00'"


# === PAGES === #


def test_pages_lose_no_row_and_repeat_none(server):
    rows = [row["Ref_Key"] for row in connect(server, page=small(7)).rows(ITEMS)]
    assert sorted(rows) == sorted(server.base.rows[ITEMS])


def test_pages_without_the_key_would_lose_rows(server):
    """The base under test is as mean as real ones."""
    rows = [row["Ref_Key"] for row in connect(server, page=small(7)).rows(ITEMS, order=())]
    assert sorted(rows) != sorted(server.base.rows[ITEMS])


def test_a_page_grows_to_some_megabytes_and_no_further():
    page = PageSize(50, goal=1_000_000)
    sizes = []
    for _time in range(8):
        page.learn(page.rows, page.rows * 1_000)
        sizes.append(page.rows)
    assert sizes[:5] == [100, 200, 400, 800, 1000]
    assert sizes[-1] == 1000
    page.learn(page.rows, page.rows * 500_000)
    assert page.rows == 2


def test_a_page_that_was_too_much_is_not_tried_again():
    page = PageSize(200)
    assert page.shrink()
    page.learn(100, 1_000)
    assert page.rows == 100
    single = PageSize(1)
    assert not single.shrink()


def test_an_error_of_the_server_halves_the_page_and_all_rows_come(server):
    server.trouble.add("500", "500")
    client = connect(server, page=PageSize(20))
    assert len(list(client.rows(ITEMS))) == len(server.base.rows[ITEMS])
    assert [path.partition("$top=")[2].partition("&")[0] for _verb, path in server.log][:3] == ["20", "10", "5"]


def test_a_broken_connection_repeats_the_same_page(server):
    server.trouble.add("before", "cut")
    client = connect(server, page=PageSize(20))
    assert len(list(client.rows(ITEMS))) == len(server.base.rows[ITEMS])
    assert [path.partition("$top=")[2].partition("&")[0] for _verb, path in server.log][:3] == ["20", "20", "20"]


def test_a_full_pool_and_a_forgotten_session_pass_by_themselves(server):
    server.trouble.add("406", "stale")
    assert connect(server).one(ITEMS, next(iter(server.base.rows[ITEMS])))["Description"]


def test_silence_ends_in_time_and_shrinks_the_page(server):
    server.trouble.seconds = 1
    server.trouble.add("slow")
    client = connect(server, page=PageSize(8), timeout=(1, 0.3))
    assert len(list(client.rows(ITEMS))) == len(server.base.rows[ITEMS])


def test_an_answer_larger_than_allowed_is_asked_for_in_smaller_pages(server):
    client = connect(server, page=PageSize(40, largest=40), limit=12_000)
    assert len(list(client.rows(ITEMS))) == len(server.base.rows[ITEMS])


def test_never_more_than_two_calls_at_a_time(server):
    server.trouble.seconds = 0.05
    server.trouble.add(*["slow"] * 12)
    asks = [threading.Thread(target=connect(server).service) for _time in range(6)]
    for ask in asks:
        ask.start()
    for ask in asks:
        ask.join()
    assert server.busiest == 2


def test_one_connection_serves_many_calls(server):
    client = connect(server, page=small(10))
    list(client.rows(ITEMS))
    [adapter] = {
        id(client.transport.session.get_adapter(server.url)): client.transport.session.get_adapter(server.url)
    }.values()
    [pool] = [adapter.poolmanager.pools[key] for key in adapter.poolmanager.pools.keys()]  # noqa: SIM118 no mapping
    assert (pool.num_connections, pool.num_requests > 4) == (1, True)


def test_a_user_with_a_russian_name_comes_in(export):
    with serve(seed(export), user="Обмен", password="Пароль №1") as server:
        assert connect(server, "Обмен", "Пароль №1").service()


# === ERRORS === #


@pytest.mark.parametrize(
    ("misfortune", "code"),
    [("html", "web_page"), ("401", "unauthorized"), ("refuse", "refused"), ("500", "server")],
)
def test_misfortunes_are_told_apart(server, misfortune, code):
    server.trouble.add(*[misfortune] * 3)
    problem = failure(lambda: connect(server).one(ITEMS, next(iter(server.base.rows[ITEMS]))))
    assert problem.code == code


def test_what_does_not_pass_is_told_after_three_tries(server):
    server.trouble.add(*["406"] * 3)
    assert failure(connect(server).service).code == "busy"
    assert len(server.log) == 3


def test_a_wrong_password_a_wrong_base_and_nobody_there(server):
    assert failure(connect(server, password="other").service).code == "unauthorized"
    wrong = Client(server.url + "2", Transport("odata", "secret"), sleep=lambda seconds: None)
    assert failure(wrong.service).code == "not_published"
    nobody = Client("http://127.0.0.1:9/base", Transport(), sleep=lambda seconds: None)
    assert failure(nobody.service).code == "no_answer"


def test_a_hidden_table_is_named_in_the_sentence(server):
    server.base.hidden.add(ITEMS)
    problem = failure(lambda: list(connect(server).rows(ITEMS)))
    assert problem.code == "no_entity"
    assert ITEMS in problem.text


def test_a_record_that_is_not_there_is_none(server):
    assert connect(server).one(ITEMS, "12345678-1234-1234-1234-123456789012") is None


def test_an_address_that_must_not_be_called_is_not_called(server):
    def guard(url):
        raise ODataError("forbidden_address")

    assert failure(connect(server, guard=guard).service).code == "forbidden_address"
    assert server.log == []


@pytest.mark.parametrize(
    ("status", "kind", "body", "code", "inner"),
    [
        (
            200,
            "application/json",
            '{"exception":{"descr":"a","inner":{"descr":"Нет остатка"}}}',
            "refused",
            "Нет остатка",
        ),
        (500, "application/json", '{"odata.error":{"code":"-1","message":{"value":"Ой"}}}', "refused", "Ой"),
        (404, "application/json", '{"odata.error":{"code":8,"message":{"value":"x"}}}', "no_entity", ""),
        (403, "application/json", '{"odata.error":{"code":"20","message":{"value":"x"}}}', "no_rights", ""),
        (
            400,
            "application/xml",
            "<m:error><m:code>6</m:code><m:message>Поле</m:message></m:error>",
            "not_understood",
            "Поле",
        ),
        (200, "text/html;charset=utf-8", "<html><title>1C</title></html>", "web_page", "1C"),
        (200, "application/json", "﻿<!doctype html><h1>Вход</h1>", "web_page", "Вход"),
        (301, "text/html", "<html>", "redirect", ""),
        (200, "application/json", "Ошибка", "not_json", "Ошибка"),
        (412, "application/json", "{}", "conflict", ""),
    ],
)
def test_every_form_of_an_error_is_understood(status, kind, body, code, inner):
    answer = Answer(status, {"content-type": kind, "location": "http://s/new"}, body.encode())
    problem = failure(lambda: read_json(answer, "u", "T"))
    assert problem.code == code
    assert inner in problem.text


def test_money_is_not_rounded_on_the_way():
    row = read_json(Answer(200, {}, '﻿{"Цена": 12345678901234567890.123456}'.encode()))
    assert str(row["Цена"]) == "12345678901234567890.123456"


def test_conditions_name_each_identifier():
    keys = ["12345678-1234-1234-1234-123456789012", "22345678-1234-1234-1234-123456789012"]
    assert any_of("Ref_Key", keys) == f"Ref_Key eq guid'{keys[0]}' or Ref_Key eq guid'{keys[1]}'"
