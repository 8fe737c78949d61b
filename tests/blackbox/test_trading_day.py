"""Trading days in short: a few baskets, no browser; every line of the reconciliation is zero.

The first is a whole one in the least number of baskets: everything that a day is made of happens in it, and a second
node loses its workers meanwhile. With TORG_DAY=whole it is longer, and a folder of files is played, too.
"""

import json
import os

import pytest
from conftest import CHANNELS
from day.__main__ import main
from day.whole import BASKETS

from fakes.onec_data import Export
from kit import layout
from kit.databases import Bases
from kit.fingerprints import DEMO
from kit.odoo_process import Server
from kit.postgres import ensure_server

WHOLE = os.environ.get("TORG_DAY") == "whole"


@pytest.fixture(scope="module")
def company():
    """The demo company on a running server: in the base that TORG_DEMO_BASE names, else in one of its own."""
    told, bases = os.environ.get("TORG_DEMO_BASE"), Bases(ensure_server())
    name = told or f"torg_day_{layout.STATE_HASH}_{os.getpid()}"
    if not told:
        bases.create(name, [DEMO])
    try:
        with Server(ensure_server(), name, environment={"ODOO_QUEUE_JOB_CHANNELS": CHANNELS}) as running:
            yield running
    finally:
        for memory in layout.HOME.glob(f"day-{name}-*.pickle"):
            memory.unlink()
        if not told:
            bases.drop(name)


@pytest.fixture
def play(company, capsys):
    """Play a day; what it says as one object."""

    def play(orders, *arguments):
        address = ["--url", company.url, "--db", company.database, "--orders", str(orders)]
        status = main([*address, "--no-browser", "--speed", "1200", "--json", *arguments])
        said = capsys.readouterr()
        told = json.loads(said.out)
        assert "broke_off" not in told, told
        wrong = {"books": _wrong(told["books"]), "details": told["details"], "did": told["figures"]}
        assert told["balanced"], json.dumps(wrong, ensure_ascii=False, indent=1)  # a text is shown whole
        assert (status, _wrong(told["books"])) == (0, {})
        return told

    return play


def _wrong(books):
    return {name: number for name, number in books.items() if number}


def test_whole_day_of_the_demo_company_balances_while_workers_die(play):
    told = play(60 if WHOLE else BASKETS)
    assert len(told["books"]) > 25
    assert told["books"]["parts_of_the_day_left_undone"] == 0, told["reasons"]


def test_second_day_goes_on_where_the_first_one_ended(play):
    told = play(24 if WHOLE else 4, "--no-node")
    assert told["figures"]["orders_taken_by_1c"] > 0


@pytest.mark.skipif(not WHOLE, reason="TORG_DAY=whole")
def test_day_of_a_folder_with_totals_only_is_completed_and_balances(play, tmp_path):
    Export(items=8, offers=1, stores=0, price_types=1, encoding="windows-1251", seed=8).write(tmp_path)
    told = play(6, str(tmp_path), "--no-node")
    assert told["figures"]["stock_completed"] == 8
    assert told["figures"]["orders_taken_by_1c"] > 0


def test_folder_without_goods_is_refused_in_words(company, tmp_path, capsys):
    (tmp_path / "orders.xml").write_text('<КоммерческаяИнформация ВерсияСхемы="2.08"/>')
    arguments = [str(tmp_path), "--url", company.url, "--db", company.database, "--no-node", "--json"]
    assert main(arguments) == 2
    told = json.loads(capsys.readouterr().out)
    assert not told["balanced"]
    assert "Nothing can be sold" in told["broke_off"]
