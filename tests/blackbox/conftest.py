"""A running server over HTTP, on a base of its own, in both of Odoo's modes."""

import os
import time
from contextlib import contextmanager

import pytest
import requests

from kit import layout
from kit.databases import Bases
from kit.odoo_process import Server
from kit.postgres import ensure_server

CHANNELS = "root:1"


def pytest_configure(config):
    """Name our mark."""
    config.addinivalue_line("markers", "prefork: needs workers, or says nothing more in the other mode of Odoo")


def pytest_collection_modifyitems(config, items):
    """Tests that are marked so run in one mode."""
    idle = [item for item in items if item.get_closest_marker("prefork") and not item.callspec.params["server"]]
    config.hook.pytest_deselected(items=idle)
    items[:] = [item for item in items if item not in idle]


@contextmanager
def make_base(suffix=""):
    """A fresh base with the suite and no data."""
    bases = Bases(ensure_server())
    name = f"torg_box_{layout.STATE_HASH}_{os.getpid()}{suffix}"
    bases.create(name)
    yield name
    bases.drop(name)


@pytest.fixture(scope="session")
def base():
    """The base of all tests of one server."""
    with make_base() as name:
        yield name


@pytest.fixture(scope="session", params=[0, 2], ids=["threaded", "prefork"])
def server(request, base):
    """Odoo serving the base, the same for all modules of a mode; the job runner is on."""
    environment = {"ODOO_QUEUE_JOB_CHANNELS": CHANNELS}
    with Server(ensure_server(), base, workers=request.param, environment=environment) as running:
        yield running


class Browser:
    """A logged-in session that speaks the web client's RPC."""

    def __init__(self, server, login="admin", password="admin"):  # noqa: S107 - the development password
        self.server = server
        self.http = requests.Session()
        answer = self.rpc("/web/session/authenticate", db=server.database, login=login, password=password)
        self.user_id = answer["uid"]

    def rpc(self, route, **params):
        """Call a jsonrpc route; fail on an error answer."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.http.post(self.server.url + route, json=body, timeout=60).json()
        assert "error" not in answer, answer["error"]["data"]["message"]
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        """Call a model's method as the web client does."""
        return self.rpc("/web/dataset/call_kw", model=model, method=method, args=list(args), kwargs=kwargs)


@pytest.fixture(scope="session")
def browser(server):
    """The administrator, logged in."""
    return Browser(server)


def eventually(condition, seconds=60):
    """Wait until the condition gives something; return it, or its last answer."""
    deadline = time.monotonic() + seconds
    while not (result := condition()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return result
