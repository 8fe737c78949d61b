"""What stores have sold without orders, as a base tells it by OData."""

import pytest
from onec_base import Reader, connect

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_server.seed import add_retail_report

ORDERS, REPORTS = "Document_ЗаказКлиента", "Document_ОтчетОРозничныхПродажах"


@pytest.fixture
def export():
    return Export(items=12, offers=2, price_types=2, stores=2)


@pytest.fixture
def server(export):
    with serve(seed(export, orders=1, partners=2)) as server:
        yield server


@pytest.fixture
def report(server, export):
    return add_retail_report(server.base, server.base.rows[ORDERS][export.guid("order", 0)])


def reports(reader):
    return [row for row in reader.read("orders") if getattr(row, "operation_code", None) == "retail_report"]


def test_report_of_a_shift_is_told_with_its_goods_and_store(server, report):
    reader = Reader(connect(server))
    [told] = reports(reader)
    assert (told.number, told.total, told.posted) == ("РП-000001", report["СуммаДокумента"], True)
    assert [line.item_id for line in told.lines] == [line["Номенклатура_Key"] for line in report["Товары"]]
    assert told.warehouses[0].id == report["Склад_Key"]
    assert reports(reader) == []


def test_draft_is_nothing_and_a_withdrawn_one_says_so(server, report):
    reader = Reader(connect(server))
    server.base.put(REPORTS, {"Posted": False}, report["Ref_Key"])
    assert reports(reader) == []
    server.base.put(REPORTS, {"Posted": True}, report["Ref_Key"])
    assert [row.posted for row in reports(reader)] == [True]
    server.base.put(REPORTS, {"DeletionMark": True, "Posted": False}, report["Ref_Key"])
    assert [row.deleted for row in reports(reader)] == [True]


def test_base_without_them_says_what_it_lacks(server, report):
    server.base.hidden = {REPORTS}
    reader = Reader(connect(server))
    assert "retail_report" in {row.code for row in reader.profile.missing if not row.field}
    assert reports(reader) == []
