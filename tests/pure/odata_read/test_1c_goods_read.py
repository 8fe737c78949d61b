"""What goods, prices and stock tell: everything the first time, then only what changed, whatever happens meanwhile."""

from dataclasses import replace
from decimal import Decimal

import pytest
from onec_base import NOW, Reader, connect, of, profile_of, small
from torg_1c.tools.odata.memory import Memories
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.odata.pull import Pull
from torg_1c.tools.odata.streams import STEPS
from torg_1c.tools.records import (
    ABSENT,
    CharacteristicRec,
    DeletedRec,
    GroupRec,
    HeaderRec,
    IssueRec,
    ItemRec,
    OfferRec,
    OrderRec,
    PriceRec,
    PriceTypeRec,
    SectionEndRec,
    SectionRec,
    StockRec,
    WarehouseRec,
)

from fakes.onec_server.base import STOCK
from fakes.onec_server.schema import TABLES

ITEMS, ORDERS = "Catalog_Номенклатура", "Document_ЗаказКлиента"


# === CATALOGUE === #


def test_the_first_catalogue_has_everything(reader, export, server):
    rows = reader.read("catalogue")
    assert {row.id for row in of(rows, GroupRec)} == {export.guid("group", 0)}
    named = {row.id: row for row in of(rows, ItemRec) if row.name is not ABSENT}
    assert set(named) == {export.guid("item", number) for number in range(12)}
    item = named[export.guid("item", 3)]
    assert (item.article, item.name, item.unit.okei) == ("A-000003", export.name(3), "796")
    assert item.taxes[0].rate.percent == Decimal(20)
    assert item.group_ids == (export.guid("group", 0),)
    codes = {row.id: row.barcodes for row in of(rows, ItemRec) if row.barcodes is not ABSENT}
    assert codes[export.guid("item", 3)] == ("2000000000003",)


def test_parents_come_before_their_children(reader, server):
    parent = "ffffffff-0000-4000-8000-000000000001"
    for number, above in ((2, parent), (1, "")):
        key = f"ffffffff-0000-4000-8000-00000000000{number}"
        values = {"Ref_Key": key, "Description": f"Я {3 - number}", "IsFolder": True}
        server.base.put(ITEMS, values | ({"Parent_Key": above} if above else {}))
    order = [row.id for row in of(reader.read("catalogue"), GroupRec)]
    assert order.index(parent) < order.index("ffffffff-0000-4000-8000-000000000002")


def test_the_second_reading_says_nothing(reader):
    for stream in STEPS:
        assert reader.read(stream)
        assert reader.read(stream) == []


def test_only_what_changed_is_told(reader, server, export):
    reader.read("catalogue")
    before = len(server.log)
    server.base.put(ITEMS, {"Description": "Новое имя"}, export.guid("item", 5))
    [item] = reader.read("catalogue")
    assert (item.id, item.name) == (export.guid("item", 5), "Новое имя")
    asked = [path for _verb, path in server.log[before:] if "guid'" in path]
    assert len(asked) == 1


def test_a_row_marked_as_deleted_says_so(reader, server, export):
    reader.read("catalogue")
    server.base.put(ITEMS, {"DeletionMark": True}, export.guid("item", 5))
    assert [row.deleted for row in reader.read("catalogue")] == [True]


def test_a_row_that_vanished_is_told_when_it_is_really_gone(reader, server, export):
    reader.read("catalogue")
    server.base.remove(ITEMS, export.guid("item", 5))
    assert reader.read("catalogue") == [DeletedRec("item", export.guid("item", 5))]
    assert reader.read("catalogue") == []


def test_a_row_that_slipped_between_two_pages_is_not_gone(server, export):
    """While pages are read somebody renames an item: it moves to a page that was read already."""
    reader = Reader(connect(server, page=small(4)))
    reader.read("catalogue")
    seen, rows = 0, reader.everything("catalogue")
    send = reader.client.transport.send

    def sneaky(request):
        nonlocal seen
        answer = send(request)
        seen += "%24skip" in request.url or "$skip" in request.url
        if seen == 1:
            server.base.put(ITEMS, {"Description": "ААА первый"}, export.guid("item", 11))
        return answer

    reader.client.transport.send = sneaky
    assert not of(rows, DeletedRec)


@pytest.mark.parametrize("page", [1, 5, 500])
@pytest.mark.parametrize("stream", STEPS)
def test_pieces_of_any_size_tell_the_same(server, stream, page):
    whole = Reader(connect(server)).read(stream)
    pieces = Reader(connect(server, page=small(page)))
    told = [row for row in pieces.everything(stream, seconds=-1) if not isinstance(row, HeaderRec)]
    told = [row for row in told if not isinstance(row, SectionRec | SectionEndRec)]
    assert sorted(map(repr, told)) == sorted(map(repr, whole))


def test_every_row_stands_in_a_section_that_tells_only_changes(reader):
    for stream in STEPS:
        section = None
        for row in reader.everything(stream):
            if isinstance(row, SectionRec):
                assert section is None
                section = row
            elif isinstance(row, SectionEndRec):
                assert row.section == section
                section = None
            elif not isinstance(row, HeaderRec):
                assert section is not None
                assert section.only_changes is True
        assert section is None


def test_a_row_that_cannot_be_read_is_told_and_the_others_go_on(reader, server):
    first = next(iter(server.base.rows[ORDERS]))
    server.base.rows[ORDERS][first]["Date"] = "вчера"
    rows = reader.read("orders")
    [issue] = of(rows, IssueRec)
    assert (issue.code, first in issue.where) == ("bad_date", True)
    assert len(of(rows, OrderRec)) == 2


# === PRICES AND STOCK === #


def test_prices_come_with_their_types_and_the_names_of_characteristics(reader, export):
    rows = reader.read("prices")
    assert [row.name for row in of(rows, PriceTypeRec)] == ["Цена 1", "Цена 2"]
    assert {row.currency_code for row in of(rows, PriceTypeRec)} == {"RUB"}
    told = {(row.offer_id, row.price_type_id): row.price for row in of(rows, PriceRec)}
    assert len(told) == 12 * 2 * 2
    [first, second] = export.offer_ids(3)
    assert told[second, export.guid("price_type", 1)] == Decimal(export.price(3, 1, 1)) / 100
    names = {row.id: row.characteristics for row in of(rows, OfferRec)}
    assert names[first] == (CharacteristicRec("Характеристика", "0,25 л"),)


def test_one_new_price_is_one_record(reader, server, export):
    reader.read("prices")
    item, _hash, characteristic = export.offer_ids(3)[0].partition("#")
    server.base.set_price(item, export.guid("price_type", 0), 99.5, characteristic)
    [price] = reader.read("prices")
    assert (price.offer_id, price.price) == (export.offer_ids(3)[0], Decimal("99.5"))


def test_stock_of_a_store_and_what_ran_out(reader, server, export):
    rows = reader.read("stock")
    assert [row.name for row in of(rows, WarehouseRec)] == ["Магазин 1", "Магазин 2"]
    left = {(row.offer_id, row.warehouse_id): row.quantity for row in of(rows, StockRec)}
    expected = {
        (key, export.guid("store", store)): Decimal(export.quantity(number, offer, store))
        for number in range(12)
        for offer, key in enumerate(export.offer_ids(number))
        for store in range(2)
        if export.quantity(number, offer, store)
    }
    assert left == expected
    item, _hash, characteristic = export.offer_ids(3)[0].partition("#")
    server.base.move_stock(item, export.guid("store", 0), -export.quantity(3, 0, 0), characteristic)
    [gone] = reader.read("stock")
    assert (gone.offer_id, gone.warehouse_id, gone.quantity) == (export.offer_ids(3)[0], export.guid("store", 0), 0)
    assert reader.read("stock") == []


def test_reserve_is_told_where_the_register_has_it_and_freed_when_it_is_gone(server, export, monkeypatch):
    assert {row.reserved for row in of(Reader(connect(server)).read("stock"), StockRec)} == {ABSENT}
    table = TABLES[STOCK]
    balance = {**table.functions["Balance"], "ВРезервеСоСкладаBalance": "Edm.Double"}
    monkeypatch.setitem(TABLES, STOCK, replace(table, functions={"Balance": balance}))
    reader, store, base = Reader(connect(server)), export.guid("store", 0), server.base
    assert {row.reserved for row in of(reader.read("stock"), StockRec)} == {0}
    item, _hash, characteristic = export.offer_ids(3)[0].partition("#")
    there = export.quantity(3, 0, 0)
    for change, told in ((2, (there, 2)), (-2, (there, 0))):
        base.move_stock(item, store, 0, characteristic, reserved=change)
        (row,) = reader.read("stock")
        assert (row.offer_id, row.quantity, row.reserved) == (export.offer_ids(3)[0], *told)
        assert reader.read("stock") == []
    base.move_stock(item, store, -there, characteristic)
    (gone,) = reader.read("stock")
    assert (gone.quantity, gone.reserved) == (0, 0)


# === TROUBLE === #


def test_trouble_on_the_way_changes_nothing_in_what_is_told(server, export):
    whole = {stream: sorted(map(repr, Reader(connect(server)).read(stream))) for stream in STEPS}
    server.trouble.share, server.trouble.kinds = 0.2, ("before", "after", "cut", "406", "stale")
    client = connect(server, page=small(5))
    told = {stream: sorted(map(repr, _patient(client, stream))) for stream in STEPS}
    assert told == whole
    assert len(server.trouble.met) > 5


def _patient(client, stream):
    """Rows of a stream although a piece fails now and then: it is read again from its place."""
    kept, place, rows = {}, None, []
    profile = None
    while profile is None:
        try:
            profile = profile_of(client)
        except ODataError:
            continue
    while True:
        memories, piece = Memories(kept.get), []
        pull = Pull(client, profile, stream, memories, place, NOW)
        try:
            piece = list(pull.work(STEPS[stream], -1))
        except ODataError:
            continue
        kept.update({name: memory.dump() for name, memory in memories.dirty().items()})
        rows += [row for row in piece if not isinstance(row, HeaderRec | SectionRec | SectionEndRec)]
        if pull.done:
            return rows
        place = pull.place


def test_tables_that_are_read_whole_are_left_alone_for_a_while(reader, server):
    reader.read("catalogue")
    before = len(server.log)
    reader.read("catalogue")
    assert not [path for _verb, path in server.log[before:] if "Штрихкоды" in path or "Упаковки" in path]
