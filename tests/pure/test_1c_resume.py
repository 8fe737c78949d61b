"""A reader that steps over rows hands out the rest as if it had read all."""

import io
from unittest.mock import patch

import pytest
from torg_1c.tools.commerceml import reader as reading
from torg_1c.tools.commerceml.reader import Reader
from torg_1c.tools.lines import LineReader
from torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec, StockRec
from torg_1c.tools.records.codec import dumps

from fakes.onec_data import Export


@pytest.fixture(params=["2.05", "2.08", "3.1"])
def files(request, tmp_path):
    """The files of a small export of each dialect, as bytes."""
    return [(tmp_path / name).read_bytes() for name in Export(items=7, version=request.param).write(tmp_path)]


def placed(reader):
    """Return ``[(rows before the record, record)]``."""
    return [(reader.rows, record) for record in reader.records()]


def test_rest_is_the_same_from_any_row(files):
    for body in files:
        whole = placed(Reader(io.BytesIO(body)))
        for skip in range(whole[-1][0] + 1):
            found = placed(Reader(io.BytesIO(body), skip))
            assert [row for row in found if row[0] >= skip] == [row for row in whole if row[0] >= skip]


def test_what_is_stepped_over_tells_only_where_it_is(files):
    for body in files:
        last = placed(Reader(io.BytesIO(body)))[-1][0]
        before = [record for rows, record in placed(Reader(io.BytesIO(body), last)) if rows < last]
        assert all(isinstance(record, HeaderRec | SectionRec) for record in before)


def test_rows_stepped_over_are_not_built(files):
    with patch.dict(reading.ROWS, dict.fromkeys(reading.ROWS, None)):  # whoever builds a row calls None
        for body in files:
            reader = Reader(io.BytesIO(body), 1_000_000)
            assert [type(record) for record in reader.records()].count(SectionRec)
            assert reader.rows


def test_repeated_identifier_is_found_across_the_cut():
    body = Export(items=2, offers=1, version="3.1")
    row = body._item(0)
    text = "".join(body._document([["<Каталог><Товары>", row, row, "</Товары></Каталог>"]]))
    found = list(Reader(io.BytesIO(text.encode()), 1).records())
    assert "duplicate_id" in [getattr(record, "code", "") for record in found]


def test_lines_are_stepped_over_but_sections_are_told():
    section = SectionRec("offers", only_changes=True)
    rows = [HeaderRec("2.10"), section, *(StockRec(key, key, "", "w") for key in "abc"), SectionEndRec(section, 3)]
    body = "\n".join(map(dumps, rows)).encode()
    assert list(LineReader(io.BytesIO(body)).records()) == rows
    assert list(LineReader(io.BytesIO(body), 4).records()) == [*rows[:2], *rows[4:]]
