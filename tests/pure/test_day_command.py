"""The command of the trading day: what it finds by itself, and how it ends where it cannot be played."""

import json

import pytest
from day import __main__ as command
from day.selling import Selling
from playwright.sync_api import Error as NotClicked

from kit import demo_day, extras
from kit.console import Problem

SERVERS = [{"port": 8070, "db": "shop"}, {"port": 8069, "db": "torg"}]


@pytest.fixture
def servers(monkeypatch):
    """Two servers of this checkout."""
    monkeypatch.setattr(demo_day, "recorded_servers", lambda: list(SERVERS))


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], ["--url", "http://127.0.0.1:8069", "--db", "torg"]),
        (["--db", "shop"], ["--url", "http://127.0.0.1:8070"]),
        (["--db=shop", "--json"], ["--url", "http://127.0.0.1:8070"]),
        (["--url=http://there"], []),
        (["--help"], []),
    ],
)
def test_day_goes_to_the_server_and_the_base_that_run_has_started(servers, told, found):
    assert demo_day.find_address(told) == found


def test_base_that_no_server_has_is_refused_in_a_sentence(servers, monkeypatch):
    with pytest.raises(Problem, match=r"No server of this checkout has the base other: start scripts/run --db other\."):
        demo_day.find_address(["--db", "other"])
    monkeypatch.setattr(demo_day, "recorded_servers", list)
    with pytest.raises(Problem, match="No server runs"):
        demo_day.find_address([])


def test_same_seed_numbers_its_orders_anew_each_day():
    days = [command.parse(["--seed", "abc"]) for _day in range(2)]
    assert {day.seed for day in days} == {"abc000"}
    site = type("Site", (), {"next_number": lambda _self, prefix: prefix})()
    marks = [Selling(None, site, None, day)._mark() for day in days]
    assert marks[0] != marks[1]
    assert all(mark.startswith("DAY-abc000-") for mark in marks)


def play(monkeypatch, capsys, failure, *arguments):
    """Play a day that breaks off; its exit status and what it said as an object."""

    def fail(*_args):
        raise failure

    monkeypatch.setattr(command, "export", lambda *_args: None)
    monkeypatch.setattr(command, "recorded_servers", list)
    monkeypatch.setattr(command, "play", fail)
    status = command.main(["--no-node", "--json", "--seed", "abcdef", *arguments])
    return status, json.loads(capsys.readouterr().out)


def test_button_that_is_not_there_breaks_the_day_off(monkeypatch, capsys):
    status, told = play(monkeypatch, capsys, NotClicked("no such button"), "--no-browser")
    assert (status, told["balanced"], told["seed"]) == (2, False, "abcdef")
    assert "no such button" in told["broke_off"]


def test_browser_that_is_not_there_is_missed_before_anything_is_played(monkeypatch, capsys):
    monkeypatch.setattr(extras.shutil, "which", lambda _name: None)
    status, told = play(monkeypatch, capsys, AssertionError("it was played"))
    assert status == 2
    assert "There is no Chromium" in told["broke_off"]


def test_every_name_of_the_browser_is_tried(monkeypatch):
    monkeypatch.setattr(extras.shutil, "which", lambda name: f"/bin/{name}" if name == "chromium-browser" else None)
    assert extras.find_browser() == "/bin/chromium-browser"
