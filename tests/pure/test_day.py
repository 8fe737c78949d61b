"""What the trading day is played with, without a server."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal

import pytest
from day.books import read_errors
from day.onec import OneC, write_stock
from day.play import find_places
from day.report import Report
from day.shoppers import MISTAKES, Shoppers
from day.whole import MADE_OF, book_undone, find_undone
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.records import OrderLineRec, OrderRec, RefRec, StockRec

from fakes.onec_data import Export

GOODS = {number: 100.0 for number in range(1, 61)}
STOCK = {(number, store): 1 + number % 40 for number in GOODS for store in ("A", "B")}


def make_shoppers(seed="abcdef"):
    """Customers of a small company."""
    return Shoppers(GOODS, STOCK, seed)


def marks():
    """Numbers of orders, as the site gives them."""
    numbers = iter(range(10_000))
    return lambda: f"T-{next(numbers)}"


def test_same_seed_brings_the_same_baskets():
    assert make_shoppers().visits(100, marks()) == make_shoppers().visits(100, marks())
    assert make_shoppers().visits(100, marks()) != make_shoppers("fedcba").visits(100, marks())


def test_day_has_mistakes_repetitions_and_mostly_good_baskets():
    visits = make_shoppers().visits(200, marks())
    kinds = {kind: sum(visit.kind == kind for visit in visits) for kind in ("good", "bad", "twice")}
    assert kinds == {"good": 180, "bad": 10, "twice": 10}
    assert {visit.why for visit in visits if visit.kind == "bad"} <= {why for why, _spoil in MISTAKES}


def test_good_baskets_together_ask_for_no_more_than_there_is():
    asked = {}
    for visit in make_shoppers().visits(200, marks()):
        if visit.kind != "bad":
            for line in visit.basket["lines"]:
                key = line["product"], visit.basket["store"]
                asked[key] = asked.get(key, 0) + line["quantity"]
    assert asked
    assert all(pieces <= STOCK[key] for key, pieces in asked.items())


def test_small_day_comes_into_every_store_also_with_what_is_brought():
    stores = "ABCD"
    stock = {(number, store): 40 for number in GOODS for store in stores}
    shoppers = Shoppers(GOODS, stock, "abcdef", {"method": 3}, brought=set(range(1, 31)))
    visits = shoppers.visits(20, marks())
    assert {visit.store for visit in visits if "delivery" in visit.basket} == set(stores)
    assert min(sum(visit.store == store for visit in visits) for store in stores) >= 4


def test_every_fifth_basket_is_of_goods_that_may_be_brought():
    delivery, brought = {"method": 3}, {5, 6, 47}
    shoppers = Shoppers(GOODS, STOCK, "abcdef", delivery, brought=brought)
    visits = [visit for visit in shoppers.visits(20, marks()) if "delivery" in visit.basket]
    assert len(visits) == 4
    assert {line["product"] for visit in visits for line in visit.basket["lines"]} <= brought
    assert all(visit.basket["store"] and visit.basket["delivery"] == delivery for visit in visits)
    shoppers = Shoppers(GOODS, STOCK, "abcdef", delivery)  # nothing may be brought
    assert not [visit for visit in shoppers.visits(20, marks()) if "delivery" in visit.basket]


def test_second_half_of_the_day_fills_baskets_with_what_is_left():
    shoppers = make_shoppers()
    first = shoppers.visits(20, marks())
    shoppers.restock({(7, "A"): 300, (8, "A"): 0})
    second = shoppers.visits(20, marks(), 20)
    assert {line["product"] for visit in second if visit.kind != "bad" for line in visit.basket["lines"]} == {7}
    assert len(first) == 20
    assert {visit.kind for visit in second} == {"good", "bad", "twice"}


def test_race_is_for_something_rare_that_nobody_else_buys():
    shoppers = make_shoppers()
    visits, pieces = shoppers.race(10, marks())
    [(product, store)] = {(visit.basket["lines"][0]["product"], visit.basket["store"]) for visit in visits}
    assert (len(visits), 1 <= pieces <= 3, STOCK[product, store]) == (10, True, pieces)
    assert product not in shoppers.places[store]


def test_message_of_stock_is_read_as_it_was_meant():
    rows = {("item", "char"): {"w1": Decimal("3"), "w2": Decimal("0")}, ("other", ""): {"w1": Decimal("1.5")}}
    told = [row for row in read(io.BytesIO(write_stock(rows, datetime(2026, 3, 2)))) if isinstance(row, StockRec)]
    found = {(row.item_id, row.characteristic_id, row.warehouse_id): row.quantity for row in told if row.warehouse_id}
    assert found == {
        ("item", "char", "w1"): 3, ("item", "char", "w2"): 0, ("other", "", "w1"): Decimal("1.5"),
    }  # fmt: skip


@pytest.fixture
def onec(tmp_path):
    """A base with a small catalogue and one order of two pieces."""
    data = Export(items=2, offers=1, price_types=1, stores=1)
    data.write(tmp_path)
    base = OneC(None, tmp_path, memory=tmp_path / "memory")
    [key] = [key for key in base.stock if key[0] == data.guid("item", 1)]
    line = OrderLineRec(
        key[0], key[0], quantity=Decimal(2), price=Decimal(50), total=Decimal(100), taxes=(), discounts=()
    )
    order = OrderRec(
        "doc", "T-1", total=Decimal(100), partners=(), lines=(line,), warehouses=(RefRec(data.guid("store", 0)),)
    )
    base.base.take(order)
    base.key, base.order, base.place = key, order, data.guid("store", 0)
    return base


def test_what_is_taken_is_held_and_what_is_shipped_has_left(onec):
    before = onec.stock[onec.key][onec.place]
    assert onec._held() == {(onec.key, onec.place): 2}
    onec.ship([onec.base.orders["doc"]])
    assert onec.stock[onec.key][onec.place] == before - 2
    assert not onec._held()


def test_base_remembers_its_documents_the_next_day(onec):
    onec.remember()
    again = OneC(None, onec.folder, memory=onec.memory)
    assert again.base.orders == onec.base.orders
    assert again.stock[onec.key][onec.place] == onec.stock[onec.key][onec.place] + 2  # free as told, and what is held


def test_changed_line_changes_the_sum_of_the_document(onec):
    assert onec.change(onec.order)
    document = onec.base.orders["doc"]
    assert (document.total, document.lines[0].quantity, document.lines[0].total) == (50, 1, 50)
    assert not onec.change(document)


def test_books_agree_only_when_every_line_is_zero():
    report = Report(quiet=True)
    assert not report.balanced
    report.book("lost", [])
    assert report.balanced
    report.book("doubled", ["S1"])
    assert (report.balanced, report.books, report.details) == (False, {"lost": 0, "doubled": 1}, {"doubled": ["S1"]})


COLLIDED = "could not serialize access due to concurrent update"
QUERY = "2026-03-02 10:00:00,001 7 ERROR torg odoo.sql_db: bad query: UPDATE x\n  SET y\nERROR: " + COLLIDED + "\n\n"
REQUEST = "2026-03-02 10:00:00,002 7 ERROR torg odoo.http: Exception during request handling."
CRON = "2026-03-02 10:00:00,003 7 ERROR torg odoo.addons.base.models.ir_cron: Job 'x' (1) server action #2 failed"
LACKING = "2026-03-02 10:00:00,004 7 ERROR torg odoo.sql_db: bad query: SELECT z"
CAUSE = f"psycopg2.errors.SerializationFailure: {COLLIDED}"
TRACEBACK = f"Traceback (most recent call last):\n{CAUSE}\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (QUERY, ([], 1)),
        (QUERY.replace(COLLIDED, "deadlock detected"), ([], 1)),
        (QUERY * 5 + f"{REQUEST}\n{TRACEBACK}", ([f"{REQUEST} … {CAUSE}"], 5)),
        (QUERY + f"{CRON}\n{TRACEBACK}", ([f"{CRON} … {CAUSE}"], 1)),
        (f"{LACKING}\nERROR: column z does not exist\n", ([f"{LACKING} … ERROR: column z does not exist"], 0)),
        (f"{REQUEST}\n", ([REQUEST], 0)),
        ("2026-03-02 10:00:00,002 7 INFO torg odoo: well\n", ([], 0)),
    ],
)
def test_log_tells_errors_from_collisions_that_were_done_again(tmp_path, text, found):
    log = tmp_path / "odoo.log"
    log.write_text(text)
    assert read_errors([(log, 0)]) == found


def test_log_that_is_elsewhere_is_said_not_to_be_read(tmp_path):
    report = Report(quiet=True)
    here = tmp_path / "here.log"
    here.write_text("x")
    assert find_places([here], report) == [(here, 1)]
    assert not report.reasons
    for logs in ([None], [here, tmp_path / "gone.log"]):
        assert find_places(logs, report) == []
    report.book("errors_in_the_log", read_errors([])[0])
    assert (report.books, report.details) == ({"errors_in_the_log": None}, {})
    assert report.reasons == {"errors_in_the_log": {"the log was not read": None}}
    assert report.balanced


def test_figure_that_lacks_is_told_with_its_reason():
    report = Report(quiet=True)
    for name, least in MADE_OF.items():
        report.count(name, least)
    book_undone(report, is_whole=True)
    assert report.balanced
    del report.figures["deliveries"]
    report.explain("deliveries", "none of 5 goods may be brought")
    book_undone(report, is_whole=True)
    [told] = report.details["parts_of_the_day_left_undone"]
    assert told == "deliveries: 0, at least 1 wanted: none of 5 goods may be brought"
    assert report.figures["deliveries"] == 0
    assert not report.balanced


def test_part_that_a_day_goes_without_is_not_missed():
    assert any("workers_killed" in text for text in find_undone(Report(quiet=True)))
    assert not any("workers_killed" in text for text in find_undone(Report(quiet=True), ["workers_killed"]))


def test_figures_are_counted_by_many_at_once():
    report = Report(quiet=True)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _number: report.count("orders"), range(4000)))
    assert report.figures == {"orders": 4000}
