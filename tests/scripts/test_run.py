"""Ports and names are checked before anything is started."""

import socket

import pytest

from kit import run
from kit.console import Problem


def test_a_taken_port_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(run, "recorded_servers", list)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=f"Port {port} is taken by another program"):
            run._claim_port(port)


def test_our_own_running_server_is_named(monkeypatch):
    import os

    monkeypatch.setattr(run, "recorded_servers", lambda: [{"pid": 1, "supervisor": os.getpid(), "port": 8069}])
    with pytest.raises(Problem, match="already runs at http://localhost:8069"):
        run._claim_port(8069)


def test_a_server_whose_run_was_killed_is_ended(monkeypatch):
    ended = []
    monkeypatch.setattr(run, "recorded_servers", lambda: [{"pid": 42, "supervisor": 2**22 + 1, "port": 8069}])
    monkeypatch.setattr(run, "stop_group", ended.append)
    monkeypatch.setattr(run, "is_port_free", lambda port: True)
    run._claim_port(8069)
    assert ended == [42]


@pytest.mark.parametrize("name", ["torg; drop", "a b", '"'])
def test_a_base_name_that_could_be_code_is_refused(name):
    with pytest.raises(Problem, match="name of a base"):
        run.parse(["--db", name])
