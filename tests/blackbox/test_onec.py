"""1C comes to a running server: logs in, pushes a catalogue, and the job runner applies it."""

import pytest
import requests
from fakes.onec_client import Session, Wire, push
from fakes.onec_data import Export

WRONG = "failure"


@pytest.fixture(scope="module")
def address(browser, server):
    """The address of a base with the password `secret`."""
    vals = {"name": "1C", "code": "box", "kind": "onec", "mode": "pull", "onec_new_password": "secret"}
    found = browser.call("torg.exchange.endpoint", "search", [("code", "=", "box")])
    if not found:
        browser.call("torg.exchange.endpoint", "create", [vals])
    return f"{server.url}/1c/box"


@pytest.mark.parametrize("login", [("1c", "wrong"), ("nobody", "secret"), ("", "")])
def test_wrong_login_hears_one_word(address, login):
    answer = requests.get(address, params={"type": "catalog", "mode": "checkauth"}, auth=login, timeout=60)
    assert (answer.status_code, answer.text.split("\n")[0]) == (200, WRONG)
    assert "журнал" not in answer.content.decode("cp1251"), "the server failed instead of refusing"


def test_catalogue_is_applied_by_the_job_runner(address, browser, tmp_path):
    Export(items=20, offers=1, price_types=1, stores=1).write(tmp_path)
    report = push(Wire(address, "1c", "secret"), tmp_path, pause=0.2)
    assert report.files == 2
    runs = browser.call("torg.onec.run", "search_read", [("endpoint_id.code", "=", "box")], ["state", "error"])
    assert {run["state"] for run in runs} == {"done"}, runs
    links = browser.call(
        "torg.exchange.link", "search_count", [("kind", "=", "item"), ("endpoint_id.code", "=", "box")]
    )
    assert links == 20


def test_there_is_nothing_to_fetch_yet(address):
    session = Session(Wire(address, "1c", "secret"), "sale").open()
    _status, _headers, body = session.fetch("query")
    assert "КоммерческаяИнформация".encode("cp1251") in body
