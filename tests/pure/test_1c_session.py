"""What 1C asks is understood, what it is answered is what it expects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torg_1c.tools.commerceml import session
from torg_1c.tools.commerceml.session import Request, clean_filename, parse_query, read_answer
from torg_1c.tools.problem import ProtocolError


@pytest.mark.parametrize(
    ("query", "request_"),
    [
        ("type=catalog&mode=checkauth", Request("catalog", "checkauth")),
        ("?type=catalog&mode=init&&version=2.08", Request("catalog", "init", version="2.08")),
        ("type=catalog&mode=file&filename=import0_1.xml", Request("catalog", "file", "import0_1.xml")),
        (
            "type=catalog&mode=file&filename=import_files/5c/a_b.jpg",
            Request("catalog", "file", "import_files/5c/a_b.jpg"),
        ),
        (
            b"type=sale&mode=file&filename=%2Ftmp%2Forders-1.xml&sessid=s",
            Request("sale", "file", "orders-1.xml", "", "s"),
        ),
        ("type=reference&mode=file&filename=references___1.xml&", Request("reference", "file", "references___1.xml")),
        (
            "type=catalog&mode=import&filename=upload/1c/webdata/goods/1/a.xml",
            Request("catalog", "import", "goods/1/a.xml"),
        ),
        ("type=catalog&mode=deactivate&timestamp=12", Request("catalog", "deactivate", timestamp="12")),
        (
            "Type=Catalog&Mode=Import&filename=import_files%5C1%5Ca.xml",
            Request("catalog", "import", "import_files/1/a.xml"),
        ),
        ("type=catalog&mode=file&filename=%EA%E0%F0%F2%E0.jpg", Request("catalog", "file", "карта.jpg")),
    ],
)
def test_query_is_read(query, request_):
    assert parse_query(query) == request_


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "unknown_type"),
        ("type=listen&mode=x", "unknown_type"),
        ("type=catalog&mode=query", "unknown_mode"),
        ("type=catalog&mode=file", "no_filename"),
        ("type=catalog&mode=file&filename=../a.xml", "bad_filename"),
        ("type=catalog&mode=file&filename=a/..%5C..%5Cb", "bad_filename"),
        ("type=catalog&mode=file&filename=/", "no_filename"),
        ("type=catalog&mode=file&filename=" + "a" * 300, "long_filename"),
        ("type=catalog&mode=file&filename=a/C:/b", "bad_filename"),
    ],
)
def test_request_of_no_protocol_is_refused_with_a_reason(query, code):
    with pytest.raises(ProtocolError) as caught:
        parse_query(query)
    assert caught.value.code == code


@given(st.text(max_size=60))
def test_no_name_leads_outside(name):
    try:
        found = clean_filename(name)
    except ProtocolError:
        return
    assert not found.startswith("/")
    assert ".." not in found.split("/")
    assert "\\" not in found
    assert "\0" not in found


def test_answers_begin_with_their_word_in_ascii():
    assert session.success() == b"success"
    assert session.failure("Файл\nбит") == "failure\nФайл бит".encode("cp1251")
    assert session.progress("10 из 20", charset="utf-8") == "progress\n10 из 20".encode()
    assert session.failure("♥") == b"failure\n?"
    assert b"\r" not in session.success("a\r\nb")


def test_checkauth_gives_the_cookie_twice_and_the_clock_to_the_catalogue():
    assert session.checkauth("S", 7) == b"success\nonec_sid\nS\nsessid=S\ntimestamp=7"
    assert session.checkauth("S") == b"success\nonec_sid\nS\nsessid=S"


def test_init_tells_a_version_only_to_who_told_one():
    assert session.init(1000, zipped=False) == b"zip=no\nfile_limit=1000"
    assert session.init(1000, True, "S", "3.1") == b"zip=yes\nfile_limit=1000\nsessid=S\nversion=3.1"


@pytest.mark.parametrize(
    ("asked", "version"), [("2.08", "2.08"), ("3.1", "3.1"), ("2.11", "2.10"), ("3.5", "3.1"), ("2.03", "2.08")]
)
def test_newest_version_that_both_know_is_chosen(asked, version):
    assert session.choose_version(asked) == version


def test_client_reads_what_the_server_says():
    found = read_answer(session.checkauth("S", 7))
    assert (found.word, found.lines[:2], found.values) == (
        "success",
        ("onec_sid", "S"),
        {"sessid": "S", "timestamp": "7"},
    )
    assert read_answer(session.init(5, True)).values == {"zip": "yes", "file_limit": "5"}
    assert read_answer(session.failure("Плохо")).lines == ("Плохо",)


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xef\xbb\xbfsuccess", b"\nsuccess", "Успех".encode()])
def test_client_refuses_what_1c_would_refuse(body):
    with pytest.raises(ProtocolError):
        read_answer(body)
