"""1C pushes an export to a running server, with real jobs behind it: cuts, parts, archives, both dialects."""

import pytest
import requests
from conftest import eventually

from fakes.onec_client import Cuts, Refused, Wire, push
from fakes.onec_data import Export

PASSWORD = "a password of the test"  # noqa: S105


@pytest.fixture(scope="module")
def onec(browser):
    """A 1C base as an administrator makes it; its address and how to look at what came."""
    vals = {"name": "1C", "code": f"ut-{browser.server.port}", "kind": "onec", "mode": "pull"}
    [endpoint] = browser.call("torg.exchange.endpoint", "create", [vals | {"onec_new_password": PASSWORD}])
    return Onec(browser, endpoint, vals["code"])


class Onec:
    """The base seen from outside."""

    def __init__(self, browser, endpoint, code):
        self.browser, self.endpoint = browser, endpoint
        self.url = f"{browser.server.url}/1c/{code}"

    def wire(self, password=PASSWORD, **options):
        """A connection of 1C."""
        return Wire(self.url, "1c", password, **options)

    def runs(self):
        """File name and state of every run, oldest first."""
        rows = self.browser.call(
            "torg.onec.run",
            "search_read",
            [["endpoint_id", "=", self.endpoint]],
            ["file_name", "state", "cursor"],
            order="id",
        )
        return [(row["file_name"], row["state"]) for row in rows]


@pytest.mark.parametrize("dialect", ["ut", "bitrix"])
def test_export_is_pushed_and_applied(onec, tmp_path, dialect):
    Export(items=30).write(tmp_path)
    before = len(onec.runs())
    report = push(onec.wire(), tmp_path, dialect, pause=0.2)
    assert report.files == (1 if dialect == "bitrix" else 2)
    assert sorted(onec.runs()[before:]) == [("import0_1.xml", "done"), ("offers0_1.xml", "done")]


def test_cut_connections_and_repeated_parts_change_nothing(onec, tmp_path):
    Export(items=30).write(tmp_path)
    before = len(onec.runs())
    cuts = Cuts(every=5)
    push(onec.wire(cuts=cuts), tmp_path, "ut", zipped=False, part=4096, pause=0.2)
    assert sum(cuts.done.values()) > 3
    assert [state for _name, state in onec.runs()[before:]] == ["done", "done"]
    joined = onec.browser.call(
        "torg.onec.file",
        "search_read",
        [["endpoint_id", "=", onec.endpoint]],
        ["name", "size"],
        order="id desc",
        limit=2,
    )
    assert {row["name"]: row["size"] for row in joined} == {
        path.name: path.stat().st_size for path in tmp_path.glob("*.xml")
    }


def test_stranger_is_refused(onec, tmp_path):
    Export(items=1).write(tmp_path)
    with pytest.raises(Refused):
        push(onec.wire(password="wrong"), tmp_path, "ut")
    sessions = onec.browser.call("torg.onec.refusal", "search_count", [])
    assert eventually(lambda: sessions > 0, 5)


@pytest.mark.parametrize("login", [("1c", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_wrong_login_is_refused_in_words(onec, login):
    answer = requests.get(onec.url, params={"type": "catalog", "mode": "checkauth"}, auth=login, timeout=60)
    assert (answer.status_code, answer.text.split("\n")[0]) == (200, "failure")
    assert "журнал" not in answer.content.decode("cp1251"), "the server failed instead of refusing"
