"""The change feed of an exchange plan: nothing is confirmed before it is stored, nothing is lost by asking twice."""

import pytest
from onec_base import NOW, Reader, connect, profile_of
from torg_1c.tools.odata.atom import read_feed
from torg_1c.tools.odata.changes import Changes
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.records import DeletedRec, HeaderRec, ItemRec, OrderRec, PartnerRec

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_server.base import NODE, PLAN
from fakes.onec_server.seed import add_order

ITEMS = "Catalog_Номенклатура"


@pytest.fixture
def export():
    return Export(items=6, offers=2, price_types=1, stores=2)


@pytest.fixture
def server(export):
    with serve(seed(export, orders=1, partners=3)) as server:
        yield server


@pytest.fixture
def changes(server):
    client = connect(server)
    return Changes(client, profile_of(client), PLAN, NODE)


def told(package, kind):
    """Records of a kind, whatever stream they are of."""
    return [row for rows in package.records.values() for row in rows if isinstance(row, kind)]


def test_nothing_changed_is_an_empty_package(changes):
    package = changes.take(NOW)
    assert (package.records, package.unknown) == ({}, {})


def test_changes_are_sorted_into_their_streams(changes, server, export):
    server.base.put(ITEMS, {"Description": "Новое имя"}, export.guid("item", 2))
    server.base.put("Catalog_Контрагенты", {"КПП": "770201001"}, export.guid("partner", 1))
    add_order(server.base, export, 5)
    package = changes.take(NOW)
    assert set(package.records) == {"catalogue", "partners", "orders"}
    assert all(rows[0] == HeaderRec("odata", NOW) for rows in package.records.values())
    [item] = told(package, ItemRec)
    assert (item.name, item.article, item.unit.okei) == ("Новое имя", "A-000002", "796")
    [partner] = told(package, PartnerRec)
    assert (partner.kpp, len(partner.contacts)) == ("770201001", 2)
    [order] = told(package, OrderRec)
    assert (len(order.lines), order.lines[0].quantity, order.posted) == (1, 2, True)


def test_the_feed_tells_the_same_as_the_table(changes, server, export):
    """One reader for both: an item of the feed equals the item of a page."""
    server.base.put(ITEMS, {"Description": "Новое имя"}, export.guid("item", 2))
    [item] = told(changes.take(NOW), ItemRec)
    rows = Reader(changes.client, changes.profile).read("catalogue")
    assert item in rows


def test_asking_twice_gives_the_old_changes_with_the_new_ones(changes, server, export):
    server.base.put(ITEMS, {"Description": "Раз"}, export.guid("item", 2))
    first = changes.take(NOW)
    server.base.put(ITEMS, {"Description": "Два"}, export.guid("item", 3))
    second = changes.take(NOW)
    assert (first.number, second.number) == (1, 1)
    assert {row.name for row in told(second, ItemRec)} == {"Раз", "Два"}


def test_what_is_confirmed_is_not_told_again_and_what_changed_meanwhile_is(changes, server, export):
    server.base.put(ITEMS, {"Description": "Раз"}, export.guid("item", 2))
    package = changes.take(NOW)
    server.base.put(ITEMS, {"Description": "Два"}, export.guid("item", 2))
    changes.confirm(package.number)
    later = changes.take(NOW)
    assert (later.number, [row.name for row in told(later, ItemRec)]) == (2, ["Два"])
    changes.confirm(later.number)
    assert changes.take(NOW).records == {}


def test_deleted_records_are_named(changes, server, export):
    server.base.remove(ITEMS, export.guid("item", 2))
    assert told(changes.take(NOW), DeletedRec) == [DeletedRec("item", export.guid("item", 2))]


def test_kinds_that_nobody_reads_are_counted_and_not_swallowed(changes, server):
    server.base.put("Catalog_Производители", {"Description": "Завод"})
    package = changes.take(NOW)
    assert package.unknown == {"Catalog_Производители": 1}


def test_a_node_that_1c_does_not_know_is_said(server):
    client = connect(server)
    with pytest.raises(ODataError) as caught:
        Changes(client, profile_of(client), PLAN, "12345678-1234-1234-1234-123456789012").take(NOW)
    assert caught.value.code == "no_record"


def test_a_login_page_in_place_of_the_feed_confirms_nothing(changes, server):
    changes.next_number()
    server.trouble.add("html", "html", "html")
    with pytest.raises(ODataError):
        changes.take(NOW)
    assert server.base.rows[PLAN][NODE]["ReceivedNo"] == 0


def test_a_feed_that_breaks_off_is_an_error():
    with pytest.raises(ODataError):
        list(read_feed(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'))
