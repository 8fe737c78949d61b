"""Answers of real bases: rows become records as they stand."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from torg_1c.tools.odata.names import WANTS
from torg_1c.tools.odata.profile import Found
from torg_1c.tools.odata.row import Row, rows_of
from torg_1c.tools.odata.rows_catalogue import read_folder, read_item
from torg_1c.tools.odata.rows_partners import read_partner
from torg_1c.tools.records import ABSENT

ROOT = Path(__file__).resolve().parents[2]
TOLD = os.environ.get("TORG_FIXTURES")
FOLDER = (Path(TOLD) if TOLD else ROOT.parent / "shared" / "fixtures") / "odata" / "roman-nevr__Client"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no samples: set TORG_FIXTURES to their folder")


class NoLookups:
    """Tables that are not published."""

    def unit(self, key):
        return ABSENT

    def ref(self, code, key):
        return ABSENT

    title = ref

    def taxes(self, row):
        return ABSENT


def sample(name):
    """A kept answer."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"), parse_float=Decimal)


def named(code, data):
    """A row under our names, as far as it has them."""
    told = ((ours, next((name for name in names if name in data), None)) for ours, names in WANTS[code].fields.items())
    return Row(data, {ours: name for ours, name in told if name})


def test_items_and_folders_of_a_real_base():
    rows = [named("item", data) for data in sample("catalog_items_list.json")["value"]]
    folders = [row for row in rows if row.flag("folder")]
    items = [row for row in rows if not row.flag("folder")]
    assert [read_folder(row).name for row in folders] == ["Женские сумки", "НеЖенскиеСумки", "НеЖенскиеНеСумки"]
    found = [read_item(row, Found("Catalog_Номенклатура", row.names), NoLookups()) for row in items]
    assert [(item.name, item.article) for item in found] == [
        ("Тестовый товар 1", "12233324"),
        ("НеЖенскаяНеСумка", "412"),
    ]
    assert [item.group_ids for item in found] == [(), ("f8c956e9-cdad-11e6-aede-5404a6b4b8ed",)]
    assert found[0].version == "AAAACAAAAAA="
    assert found[0].full_name is ABSENT


def test_an_empty_article_of_a_folder_is_empty_and_not_absent():
    folder = named("item", sample("catalog_items_list.json")["value"][0])
    assert folder.text("article") == ""
    assert folder.key("parent") == ""


def test_a_partner_of_a_real_base():
    row = named("company", sample("catalog_partner_element.json"))
    partner = read_partner(row, Found("Catalog_Контрагенты", row.names))
    assert (partner.id, partner.name) == ("1fa1a135-d89b-11e6-8343-40167e2531c3", "Чебоксарец")
    assert partner.comment == "коммент"
    assert (partner.inn, partner.contacts) == (ABSENT, ABSENT)


def test_documents_of_a_real_base_have_empty_dates_padding_and_numbers_as_texts():
    documents = sample("document_list.json")["value"]
    names = {
        "number": "Number",
        "date": "Date",
        "empty": "ДатаКонтракта",
        "padded": "НомерКонтракта",
        "basis": "ДокументОснование_Key",
    }
    rows = [Row(data, names) for data in documents]
    assert rows[0].text("number") == "000000001"
    assert rows[0].moment("date").isoformat() == "2016-12-26T16:00:52"
    assert (rows[0].moment("empty"), rows[0].text("padded"), rows[0].key("basis")) == (None, "", "")
    found = Found("Document", names, {"lines": ("Товары", {"line": "LineNumber", "quantity": "Количество"})})
    lines = rows_of(documents[0], found, "lines")
    assert (lines[0].text("line"), lines[0].number("quantity")) == ("1", Decimal(0))


def test_a_factor_that_came_as_a_text_is_a_number():
    row = Row(sample("catalog_unit_element_via_navigation.json"), {"up": "Коэффициент", "name": "Description"})
    assert (row.number("up"), row.text("name")) == (Decimal(1), "шт")
