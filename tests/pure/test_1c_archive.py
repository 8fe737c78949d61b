"""Archives from outside are unpacked as a stream, and never trusted."""

import io
import stat
import zipfile

import pytest
from torg_1c.tools.commerceml.archive import Limits, members
from torg_1c.tools.problem import ArchiveError


def pack(*rows, method=zipfile.ZIP_DEFLATED):
    """An archive of pairs of name (or ZipInfo) and body."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, body in rows:
            archive.writestr(name, body, method)
    return stream.getvalue()


def unpack(body, limits=None):
    """What comes out: name → bytes."""
    return {name: b"".join(pieces) for name, pieces in members(io.BytesIO(body), limits)}


def code_of(body, limits=None):
    """Code of the refusal."""
    with pytest.raises(ArchiveError) as caught:
        unpack(body, limits)
    return caught.value.code


def test_files_come_out_as_they_went_in():
    rows = {"import.xml": b"<a/>", "import_files/1/a.jpg": b"\xff" * 200_000}
    assert unpack(pack(*rows.items(), ("empty/", b""))) == rows


def test_names_of_both_code_pages_are_read():
    name = "картинка.jpg"
    utf8 = pack((name, b"1"))
    dos = zipfile.ZipInfo("x" * len(name))
    raw = pack((dos, b"1")).replace(b"x" * len(name), name.encode("cp866"))
    assert list(unpack(utf8)) == list(unpack(raw)) == [name]


@pytest.mark.parametrize("name", ["../a.xml", "a/../../b", "/etc/passwd", "C:/a.xml", "..\\a.xml"])
def test_name_that_leads_outside_refuses_the_archive(name):
    assert code_of(pack(("good.xml", b"1"), (name, b"1"))) == "bad_name"


def test_bomb_is_stopped_while_unpacking():
    assert code_of(pack(("a.xml", b"0" * 30_000_000))) == "bomb"


def test_total_and_count_are_limited():
    assert code_of(pack(("a", b"12345"), ("b", b"12345")), Limits(total=9)) == "large"
    assert code_of(pack(("a", b"1"), ("b", b"1")), Limits(members=1)) == "many"


def test_lie_about_the_size_is_counted():
    body = bytearray(pack(("a.xml", b"x" * 5000), method=zipfile.ZIP_STORED))
    at = body.index(b"PK\x01\x02") + 24
    body[at : at + 4] = (10).to_bytes(4, "little")
    assert code_of(bytes(body)) in ("damaged", "large")


def test_archives_in_archives_are_refused_by_name_and_by_content():
    assert code_of(pack(("inner.zip", b"1"))) == "nested"
    assert code_of(pack(("inner.xml", pack(("a", b"1"))))) == "nested"


def test_links_are_refused():
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert code_of(pack((link, b"/etc/passwd"))) == "special"


def test_password_is_refused():
    body = bytearray(pack(("a.xml", b"1")))
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(body)) == "encrypted"


def test_same_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        body = pack(("a.xml", b"1"), ("a.xml", b"2"))
    assert code_of(body) == "twice"


def test_damage_is_found():
    body = pack(("a.xml", bytes(range(256)) * 100), method=zipfile.ZIP_STORED)
    assert code_of(body.replace(bytes(range(100, 140)), bytes(40), 1)) == "damaged"
    assert code_of(body[:-30]) == "not_zip"
    assert code_of(b"<html>") == "not_zip"
