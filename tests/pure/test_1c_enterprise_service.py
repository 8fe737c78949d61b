"""The client of web services: what people are told, and documents on request."""

import base64
import json

import pytest
import requests
from torg_1c.tools.enterprise.problem import MessageError, ProfileError, ServiceError
from torg_1c.tools.enterprise.profile import check_against, parse_profile, request_document
from torg_1c.tools.enterprise.service import EnterpriseService, pack, unpack
from torg_1c.tools.enterprise.soap import SoapClient
from torg_1c.tools.problem import ArchiveError

from fakes.onec_soap import Base, Server

INVOICE = {
    "operation": "GetInvoice",
    "parameters": {"Number": "{number}", "Format": "pdf"},
    "file": "return/Content",
    "name": "return/Name",
    "error": "return/Error",
}
ACT = {
    "operation": "GetAct",
    "parameters": {"INN": "{inn}", "From": "{date_from}", "To": "{date_to}"},
    "file": "return",
    "error": "ErrorMessage",
    "file_name": "Акт {inn}.pdf",
}


@pytest.fixture
def server():
    """A 1C."""
    with Server(Base()) as running:
        yield running


def client(server, password="secret", url="", **told):
    return SoapClient(url or server.url, requests.Session(), "odoo", password, **told)


def test_inner_address_of_the_description_is_not_called(server):
    soap = client(server)
    EnterpriseService(soap, "ТГ").test()
    assert b"srv-1c-inner" in soap.wsdl
    assert server.troubles.calls == ["TestConnection"]


def test_kept_description_is_not_fetched_again(server):
    first = client(server)
    EnterpriseService(first, "ТГ").ping()
    session = requests.Session()
    asked = []
    send = session.send
    session.send = lambda request, **told: asked.append(request.method) or send(request, **told)
    EnterpriseService(SoapClient(server.url, session, "odoo", "secret", wsdl=first.wsdl), "ТГ").ping()
    assert asked == ["POST"]


@pytest.mark.parametrize(
    ("mode", "code", "words"),
    [
        ("html", "html", "password"),
        ("html_error", "html", "500"),
        ("404", "not_found", "publish"),
        ("403", "forbidden", "role"),
        ("503", "busy", "licence"),
        ("406", "busy", "session"),
        ("redirect", "redirect", "other.example"),
        ("418", "status", "418"),
    ],
)
def test_failures_are_sentences(server, mode, code, words):
    server.troubles.mode = mode
    with pytest.raises(ServiceError) as caught:
        EnterpriseService(client(server), "ТГ").ping()
    assert caught.value.code == code
    assert words in caught.value.text


def test_wrong_password_is_told_from_a_page_of_html(server):
    with pytest.raises(ServiceError, match="“odoo” or the password"):
        EnterpriseService(client(server, password="wrong"), "ТГ").ping()


def test_nobody_at_the_address():
    with pytest.raises(ServiceError) as caught:
        SoapClient("http://127.0.0.1:9/base/ws/x.1cws", requests.Session()).call("Ping")
    assert (caught.value.code, caught.value.unanswered) == ("unreachable", True)


@pytest.mark.parametrize("url", ["", "server/base", "ftp://server/base", "http://"])
def test_address_that_is_none(url):
    with pytest.raises(ServiceError) as caught:
        SoapClient(url, requests.Session())
    assert caught.value.code == "bad_url"


def test_reads_are_tried_once_more_and_writes_are_not(server):
    service = EnterpriseService(client(server), "ТГ")
    server.troubles.lose = lambda _operation, number: "before" if number == 1 else ""
    service.test()
    assert server.troubles.calls == ["TestConnection"] * 2
    server.troubles.calls.clear()
    with pytest.raises(ServiceError):
        service.prepare()
    assert server.troubles.calls == ["PrepareDataForGetting"]


def test_operation_and_parameters_are_checked_before_the_call(server):
    soap = client(server)
    with pytest.raises(ServiceError, match="has no operation “Pong”.*Ping"):
        soap.call("Pong")
    with pytest.raises(ServiceError, match="PeerKode.*takes: ExchangePlanName, PeerCode"):
        soap.call("TestConnection", PeerKode="X")
    assert not server.troubles.calls


def test_fault_of_1c_is_shown_in_its_words(server):
    service = EnterpriseService(client(server), "ТГ")
    service.client.get_operations()
    del type(server.exchange).do_Ping  # the method is gone from the base, the description is old
    try:
        with pytest.raises(ServiceError, match="Метод не обнаружен: Ping"):
            service.ping()
    finally:
        type(server.exchange).do_Ping = lambda _self: {"return": ""}


def test_unknown_operation_is_canceled(server):
    assert EnterpriseService(client(server), "ТГ").ask_put("nobody")[0] == "Canceled"


def test_deleted_file_is_told(server):
    with pytest.raises(ServiceError, match="Файл не найден"):
        EnterpriseService(client(server), "ТГ").get("nobody", 1)


def test_archive_is_the_same_for_the_same_message_and_bombs_are_refused():
    assert pack(b"<a/>") == pack(b"<a/>")
    import io

    assert unpack(io.BytesIO(pack(b"<a/>"))).read() == b"<a/>"
    with pytest.raises(ArchiveError):
        unpack(io.BytesIO(b"not a zip"))
    with pytest.raises(ArchiveError):
        unpack(io.BytesIO(pack(b"0" * (5 << 20)))).read()
    with pytest.raises(MessageError):
        unpack(io.BytesIO(b"PK\5\6" + b"\0" * 18))


# === DOCUMENTS ON REQUEST === #


def documents(server):
    return client(server, url=server.documents_url)


def test_invoice_comes_with_its_name(server):
    profile = parse_profile(json.dumps(INVOICE))
    assert profile.placeholders() == ["number"]
    name, content, kind = request_document(documents(server), profile, {"number": "DEMO-1"})
    assert (name, content, kind) == ("Счет DEMO-1.pdf", b"%PDF-1.4 invoice DEMO-1", "application/pdf")


def test_single_value_of_an_answer_is_the_document(server):
    given = {"inn": "7701", "date_from": "2026-01-01", "date_to": "2026-03-31"}
    name, content, kind = request_document(documents(server), parse_profile(json.dumps(ACT)), given)
    assert (name, content[:8], kind) == ("Акт 7701.pdf", b"%PDF-1.4", "application/pdf")


def test_refusal_of_1c_is_shown(server):
    with pytest.raises(ProfileError, match="Заказ 404 не найден"):
        request_document(documents(server), parse_profile(json.dumps(INVOICE)), {"number": "404"})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"operation": None}, "no_key"),
        ({"file": ""}, "no_key"),
        ({"color": "red"}, "unknown_key"),
        ({"parameters": ["Number"]}, "bad_value"),
        ({"parameters": {"Number": "{number.__class__}"}}, "bad_value"),
        ({"parameters": {"Number": "{number!r}"}}, "bad_value"),
        ({"parameters": {"Number": "{"}}, "bad_value"),
        ({"file_name": 5}, "bad_value"),
    ],
)
def test_wrong_profile_is_explained(change, code):
    with pytest.raises(ProfileError) as caught:
        parse_profile(json.dumps(INVOICE | change))
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "[]", "{", "5"])
def test_profile_that_is_no_json_object(text):
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    assert caught.value.code == "not_json"


def test_profile_is_compared_with_the_service(server):
    soap = documents(server)
    check_against(soap, parse_profile(json.dumps(INVOICE)))
    with pytest.raises(ServiceError, match="Kind"):
        check_against(soap, parse_profile(json.dumps(INVOICE | {"parameters": {"Kind": "x"}})))


def test_argument_that_was_not_given_is_named(server):
    with pytest.raises(ProfileError, match="“number”"):
        request_document(documents(server), parse_profile(json.dumps(INVOICE)), {})


def test_structure_of_1c_is_walked_by_names():
    text = base64.b64encode(b"file").decode()
    answer = {"Property": [{"name": "Файл", "Value": text}, {"name": "Имя", "Value": "../../Акт: 1.pdf"}]}
    profile = parse_profile(json.dumps({"operation": "x", "file": "return/Файл", "name": "return/Имя"}))
    assert profile.pick(answer, {}) == ("Акт_ 1.pdf", b"file", "application/pdf")


@pytest.mark.parametrize(
    ("value", "code"), [("не файл", "not_base64"), ("", "empty"), (None, "empty"), (5, "not_base64")]
)
def test_answer_without_a_document_is_explained(value, code):
    profile = parse_profile(json.dumps({"operation": "x", "file": "return/Файл"}))
    with pytest.raises(ProfileError) as caught:
        profile.pick({"return": {"Файл": value}}, {})
    assert caught.value.code == code


def test_place_that_is_not_in_the_answer_is_named():
    profile = parse_profile(json.dumps({"operation": "x", "file": "return/Файл"}))
    with pytest.raises(ProfileError, match="“return/Файл”. It has: Other"):
        profile.pick({"return": {"Other": 1}}, {})
