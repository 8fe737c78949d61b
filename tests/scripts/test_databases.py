"""One server holds the bases of several checkouts."""

import re
import subprocess

import pytest

from kit import databases, fingerprints, layout
from kit.console import Problem
from kit.databases import Bases

OWN = f"torg_tpl_{layout.STATE_HASH}_older"
FOREIGN = "torg_tpl_0123456789_other"


class Server:
    """Knows the names of bases only."""

    def __init__(self, *names):
        self.names = [*names]

    def psql(self, query, database="postgres"):
        """Answer what the kit asks of names; whatever it asks of a base's content is not there."""
        if renamed := re.search(r'RENAME TO "(\w+)"', query):
            self.names.append(renamed[1])
        if dropped := re.search(r'DROP DATABASE IF EXISTS "(\w+)"', query):
            self.names = [name for name in self.names if name != dropped[1]]
        if asked := re.search(r"starts_with\(datname, '(\w+)'\)", query):
            return [(name,) for name in self.names if name.startswith(asked[1])]
        if "pg_database" in query:
            return [(name,) for name in self.names]
        return []

    def has_database(self, name):
        """Whether the base is there."""
        return name in self.names


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A server with a template of this checkout and one of another."""
    monkeypatch.setattr(layout, "RUN", tmp_path)
    monkeypatch.setattr(layout, "DATA", tmp_path)
    monkeypatch.setattr(fingerprints, "platform", lambda: "platform")
    monkeypatch.setattr(fingerprints, "current", lambda addons: {"torg_base": "new"})
    monkeypatch.setattr(fingerprints, "store", lambda *_arguments: None)
    monkeypatch.setattr(Bases, "_make_assets", lambda bases, name: None)
    monkeypatch.setattr(Bases, "_build", lambda bases, name: bases.connection.names.append(name))
    monkeypatch.setattr(databases.layout, "digest", lambda *_parts: "newest")
    return Server(OWN, FOREIGN)


def test_new_template_takes_the_place_of_this_checkouts_own_alone(server):
    name = Bases(server).template()
    assert name == f"torg_tpl_{layout.STATE_HASH}_newest"
    assert FOREIGN in server.names
    assert OWN not in server.names


def test_template_of_another_checkout_is_not_taken(server):
    server.names.append("torg_tpl_0123456789_newest")
    assert Bases(server).template() != "torg_tpl_0123456789_newest"


@pytest.mark.parametrize(
    ("complained", "cause"), [("Traceback\nKeyError: 'ir.qweb'\n", "KeyError"), ("", "no message")]
)
def test_template_without_files_of_the_web_client_is_no_template(monkeypatch, complained, cause):
    answer = subprocess.CompletedProcess([], 0, "", complained)
    monkeypatch.setattr(databases, "run_script", lambda *_arguments, **_options: answer)
    with pytest.raises(Problem, match=cause):
        Bases(Server())._make_assets("base")


def test_files_of_the_web_client_are_made_by_a_script_that_says_so(monkeypatch):
    compile(databases.ASSETS, "assets", "exec")
    answer = subprocess.CompletedProcess([], 0, f"noise\n{databases.MADE}\n", "")
    scripts = []
    monkeypatch.setattr(databases, "run_script", lambda *arguments, **_options: scripts.append(arguments) or answer)
    Bases("connection")._make_assets("base")
    assert scripts == [("connection", "base", databases.ASSETS, "assets")]
