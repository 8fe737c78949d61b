"""Every file of a real base is read without a crash, and nothing of it is lost."""

from collections import Counter
from decimal import Decimal

import pytest
import xpath_counts
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.records import (
    ABSENT,
    HeaderRec,
    IssueRec,
    ItemRec,
    OfferRec,
    OrderRec,
    PriceRec,
    PropertyRec,
    SectionEndRec,
    StockRec,
)

HARMLESS = {"price_repeated", "variant_without_id"}


def rows_of(sample):
    """All records of a sample."""
    with sample.open("rb") as stream:
        return list(read(stream))


def test_counts_are_those_of_xpath(sample):
    found = Counter(type(row).__name__ for row in rows_of(sample))
    assert {name: found[name] for name in xpath_counts.count(sample)} == xpath_counts.count(sample)


def test_no_row_of_a_real_base_is_refused(sample):
    issues = [row for row in rows_of(sample) if isinstance(row, IssueRec)]
    assert {row.code for row in issues if row.level == "row"} == set()
    assert {row.code for row in issues} <= HARMLESS


def test_header_comes_first_and_sections_close(sample):
    rows = rows_of(sample)
    assert isinstance(rows[0], HeaderRec)
    assert rows[0].version
    assert rows[0].formed_at.year > 2000
    ends = [row for row in rows if isinstance(row, SectionEndRec)]
    named = [end for end in ends if end.section.kind in ("classifier", "catalog", "offers")]
    assert all(end.section.id is not ABSENT and end.section.name for end in named)


def test_variants_of_properties_are_all_there(sample):
    rows = [row for row in rows_of(sample) if isinstance(row, PropertyRec)]
    assert sum(len(row.variants) for row in rows if row.variants) == xpath_counts.variants(sample)


def test_sums_of_prices_and_stock_are_those_of_xpath(sample):
    rows = rows_of(sample)
    price, stock = xpath_counts.sums(sample)
    if not any(isinstance(row, PriceRec) for row in rows) or "umi-cms" in sample.parts or "off-doc" in str(sample):
        price = None  # several price types: XPath's sum above takes the last of each offer only
    last = {row.offer_id: row for row in rows if isinstance(row, PriceRec)}
    if price is not None and not any(row.prices and row.prices > 1 for row in rows if isinstance(row, OfferRec)):
        assert float(sum(row.price for row in last.values())) == pytest.approx(price)
    told = sum(row.quantity or 0 for row in rows if isinstance(row, StockRec) and row.warehouse_id is not ABSENT)
    assert float(told) == pytest.approx(stock)


@pytest.mark.parametrize("name", ["import0_1.xml", "offers0_1.xml"])
def test_the_same_export_sent_again_gives_the_same_records(find_sample, name):
    before, after = find_sample(f"small/{name}"), find_sample(f"small-resend/{name}")
    assert rows_of(before)[1:] == rows_of(after)[1:]


def test_item_marked_as_deleted_by_its_status_is_so(find_sample):
    rows = rows_of(find_sample("dobromyslov__commerceml-parser/import0_1.xml"))
    gone = [row for row in rows if isinstance(row, ItemRec) and row.deleted]
    assert [row.status for row in gone] == ["Удален"]


def test_orders_of_the_bitrix_module_tell_number_state_and_shipment(find_sample):
    rows = rows_of(find_sample("documents/2/documents.xml"))
    order = [row for row in rows if isinstance(row, OrderRec)][1]
    assert (order.number, order.number_1c, order.total) == ("479", "K479", Decimal(1122))
    assert (order.posted, order.cancelled, order.shipped) == (True, False, True)
    assert order.shipments[0].number == "О0000000966"
    assert order.shipments[0].date.isoformat() == "2017-08-02T18:36:44"
    assert order.lines[0].characteristic_id == "9b62e395-ef8b-11e3-9438-00155d020201"


def test_requisites_tell_the_number_in_plain_bases(find_sample):
    rows = rows_of(find_sample("off-doc-1c/orders.xml"))
    orders = [row for row in rows if isinstance(row, OrderRec)]
    assert [(row.number, row.number_1c, row.status, row.posted) for row in orders] == [
        ("36", ABSENT, "[N] Принят", ABSENT),
        ("92", "MM92", "Открыт", True),
        ("93", "MM93", "Открыт", True),
    ]
