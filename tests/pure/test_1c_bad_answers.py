"""Whatever a 1C that is asked answers: rows, or a sentence a person can act on; never a crash."""

import contextlib
import io
import json
from decimal import Decimal

import pytest
import requests
from onec_base import Reader, connect, profile_of
from torg_1c.tools.enterprise.problem import MessageError
from torg_1c.tools.enterprise.service import EnterpriseService, unpack
from torg_1c.tools.enterprise.soap import SoapClient
from torg_1c.tools.odata.client import Client
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.odata.remarks import readable
from torg_1c.tools.odata.row import Row
from torg_1c.tools.odata.rows_catalogue import sort_groups
from torg_1c.tools.odata.streams import STEPS
from torg_1c.tools.odata.transport import Answer
from torg_1c.tools.problem import ArchiveError, Problem
from torg_1c.tools.records import GroupRec, IssueRec, PriceRec

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_soap import Base, Server

DEEP = 10_000
ODD_JSON = {
    "nothing but a letter": b"x",
    "half of it": b'{"value": [{"Ref_Key": "1"}, {"Ref',
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "a table that is a number": b'{"value": 5}',
    "rows that are numbers": b'{"value": [1, 2]}',
    "a row in a row": b'{"value": [[{}]]}',
    "letters of another encoding": '{"value": [{"Description": "Сыр"}]}'.encode("cp1251"),
    "ten thousand levels": b"[" * DEEP + b"]" * DEEP,
    "ten thousand levels of objects": b'{"value":' * DEEP + b"1" + b"}" * DEEP,
}


class Canned:
    """A transport that has one answer."""

    def __init__(self, body, status=200, kind="application/json"):
        self.answer = Answer(status, {"content-type": kind}, body)

    def send(self, request):
        """Return the answer, whatever was asked."""
        return self.answer


@pytest.mark.parametrize("name", ODD_JSON)
def test_odd_json_is_a_sentence_about_how_it_begins(name):
    client = Client("http://1c/base", transport=Canned(ODD_JSON[name]))
    for ask in (lambda: list(client.rows("Catalog_X")), client.service):
        with pytest.raises(ODataError) as caught:
            ask()
        assert caught.value.code == "not_json"


@pytest.mark.parametrize("name", ODD_JSON)
def test_odd_json_of_an_error_is_still_an_error(name):
    client = Client("http://1c/base", transport=Canned(ODD_JSON[name], 500), sleep=lambda _seconds: None)
    with pytest.raises(ODataError) as caught:
        list(client.rows("Catalog_X"))
    assert caught.value.text


def row_of(**data):
    return Row(data, {name: name for name in data})


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "1e400", "-1e400", "9" * 60, '"сто"', "[]", "{}", "true", '"0x10"']
)
def test_number_that_is_none_is_a_remark_with_the_row(value):
    data = json.loads(f'{{"n": {value}, "id": "7"}}', parse_float=Decimal)
    found = readable(lambda row: row.number("n"), row_of(**data), "Price 7")
    assert [type(record) for record in found] == [IssueRec]
    assert (found[0].level, found[0].code, found[0].where) == ("row", "bad_number", "Price 7")
    assert '"id": "7"' in found[0].row


@pytest.mark.parametrize(
    ("value", "number"), [("1.50", "1.50"), ("7", "7"), ('"1 234,5"', "1234.5"), ('"-3"', "-3"), ("1e2", "1e2")]
)
def test_number_of_any_dress_is_one(value, number):
    data = json.loads(f'{{"n": {value}}}', parse_float=Decimal)
    assert row_of(**data).number("n") == Decimal(number)


@pytest.mark.parametrize("value", [5, [], {}, "вчера", "2026-02-31", True])
def test_date_that_is_none_is_a_remark(value):
    found = readable(lambda row: row.moment("d"), row_of(d=value), "Order 1")
    assert [(record.level, record.code) for record in found] == [("row", "bad_date")]


def test_empty_date_of_1c_is_none():
    assert row_of(d="0001-01-01T00:00:00").moment("d") is None


def test_row_that_is_not_what_it_should_be_is_a_remark_and_no_crash():
    def reader(row):
        return row.data["lines"][0]["price"].strip()

    for lines in (5, None, [], [None], [{"price": 5}]):
        (issue,) = readable(reader, row_of(lines=lines), "Order 1")
        assert (issue.level, issue.code) == ("row", "odd_row")
        assert issue.row


def test_folders_in_a_circle_or_very_deep_are_sorted_all_the_same():
    deep = [GroupRec(str(number), parent_id=str(number + 1)) for number in range(DEEP)]
    order = sort_groups(deep)
    assert [group.id for group in order[:2]] == [str(DEEP - 1), str(DEEP - 2)]
    assert len(order) == DEEP
    circle = [GroupRec("a", parent_id="b"), GroupRec("b", parent_id="a"), GroupRec("c", parent_id="a")]
    assert {group.id for group in sort_groups(circle)} == {"a", "b", "c"}


ASKED_BY = {"Ref_Key", "DeletionMark", "IsFolder", "Date", "Period", "Recorder", "LineNumber", "DataVersion"}


@pytest.mark.parametrize("stream", STEPS)
def test_row_whose_fields_are_all_nonsense_ends_no_reading(stream):
    with serve(seed(Export(items=2, offers=2, price_types=1, stores=1), orders=2, partners=2)) as server:
        profile = profile_of(connect(server))
        whole = len(Reader(connect(server), profile).read(stream))
        for table, rows in server.base.rows.items():
            row = next(iter(rows.values()), {})
            kept = dict(row)
            row.update({name: [{"odd": [1]}] for name in row if name not in ASKED_BY and not name.endswith("_Key")})
            told = Reader(connect(server), profile).read(stream) if row else ()
            row.update(kept)
            assert not row or len(told) >= whole / 2, table


def test_wrong_price_of_a_register_is_told_once_and_the_others_come():
    with serve(seed(Export(items=3, offers=1, price_types=1, stores=1))) as server:
        reader = Reader(connect(server))
        server.base.registers["InformationRegister_ЦеныНоменклатуры"][0]["Цена"] = "дорого"
        told = reader.read("prices")
        assert [row.code for row in told if isinstance(row, IssueRec)] == ["bad_number"]
        assert sum(isinstance(row, PriceRec) for row in told) == 2
        assert not reader.read("prices")


# === SOAP === #

ENVELOPE = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>{}</soap:Body></soap:Envelope>'
)
ODD_XML = {
    "nothing": b"",
    "a text": "Ошибка".encode(),
    "half of it": ENVELOPE.format("<a>").encode()[:-40],
    "an envelope of nothing": ENVELOPE.format("").encode(),
    "another answer": ENVELOPE.format("<Other/>").encode(),
    "ten thousand levels": ENVELOPE.format("<a>" * DEEP + "</a>" * DEEP).encode(),
    "an entity": b'<!DOCTYPE a [<!ENTITY x "y">]>' + ENVELOPE.format("&x;").encode(),
    "a billion laughs": (
        '<!DOCTYPE a [<!ENTITY l0 "x">'
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        + "]>"
        + ENVELOPE.format("&l9;")
    ).encode(),
    "letters of another encoding": b'<?xml version="1.0" encoding="utf-8"?>' + "<a>Сыр</a>".encode("cp1251"),
    "JSON": b'{"value": 1}',
}


def asked_badly(ask):
    """What came of a question that has no good answer: nothing, for the caller to judge, or a sentence."""
    with contextlib.suppress(Problem):
        return ask()
    return None


@pytest.mark.parametrize("name", ODD_XML)
@pytest.mark.parametrize("status", [200, 500])
def test_odd_answer_of_a_service_is_a_sentence(name, status, monkeypatch):
    with Server(Base()) as server:
        client = SoapClient(server.url, requests.Session(), server.user, server.password)
        assert client.get_operations()
        monkeypatch.setattr(server, "answer", lambda *_told: (status, ODD_XML[name]))
        service = EnterpriseService(client, "ТГ", "План")
        for ask in (service.prepare, lambda: service.get("f", 1)):
            assert not asked_badly(ask)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04",
        b"<Message/>",
        b"PK\x05\x06" + b"\0" * 18,
        b"\x1f\x8b" + b"\0" * 30,
    ],
)
def test_part_that_is_no_archive_is_a_sentence(raw):
    with pytest.raises((ArchiveError, MessageError)) as caught:
        unpack(io.BytesIO(raw)).read()
    assert caught.value.text
