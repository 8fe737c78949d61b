"""Threads and prefork workers both serve the web client, the websocket and jobs."""

import json
import re

import pytest
import requests
import websocket
from conftest import Browser, eventually

from kit import layout


def test_login_page_is_served(server):
    page = requests.get(f"{server.url}/web/login", timeout=60)
    assert page.status_code == 200
    assert 'name="password"' in page.text


def test_health_is_served_without_a_session(server):
    answer = requests.get(f"{server.url}/web/health", timeout=60)
    assert answer.json() == {"status": "pass"}
    assert "session_id" not in answer.cookies


def test_a_wrong_password_is_refused(server):
    with pytest.raises(AssertionError, match="Access Denied|Доступ запрещен"):
        Browser(server, password="wrong")


def test_web_client_loads_with_all_its_assets(server, browser):
    page = browser.http.get(f"{server.url}/odoo", timeout=120)
    assets = re.findall(r'(?:src|href)="(/web/assets/[^"]+)"', page.text)
    assert assets
    for address in assets:
        answer = browser.http.get(server.url + address, timeout=120)
        assert answer.status_code == 200, address
        assert len(answer.content) > 1000, address


def test_the_root_menu_is_there(browser):
    menus = browser.http.get(f"{browser.server.url}/web/webclient/load_menus", timeout=60).json()
    apps = {menus[str(app)]["xmlid"] for app in menus["root"]["children"]}
    assert "torg_base.menu_root" in apps


def test_a_bus_message_reaches_the_websocket(server, browser):
    port = server.gevent_port if server.workers else server.port
    cookie = f"session_id={browser.http.cookies['session_id']}"
    address = f"ws://127.0.0.1:{port}/websocket?version={_worker_version(browser)}"
    listener = eventually(lambda: _connect(address, cookie=cookie, origin=server.url, timeout=30))
    try:
        listener.send(json.dumps({"event_name": "subscribe", "data": {"channels": [], "last": 0}}))
        settings = browser.call("res.users.settings", "search", [["user_id", "=", browser.user_id]])
        # Subscribing takes a moment that nobody announces: say it until it is heard.
        listener.settimeout(3)
        assert eventually(lambda: _toggle(browser, settings) and _received(listener, "res.users.settings"))
    finally:
        listener.close()


def _connect(address, **options):
    """The worker of the websocket starts a moment after those that serve pages."""
    try:
        return websocket.create_connection(address, **options)
    except ConnectionRefusedError:
        return None


def _worker_version(browser):
    return browser.rpc("/web/session/get_session_info")["websocket_worker_version"]


def _toggle(browser, settings):
    is_open = browser.call("res.users.settings", "read", settings, ["is_discuss_sidebar_category_chat_open"])
    opposite = {"is_discuss_sidebar_category_chat_open": not is_open[0]["is_discuss_sidebar_category_chat_open"]}
    browser.call("res.users.settings", "set_res_users_settings", settings, opposite)
    return True


def _received(listener, kind):
    try:
        return kind in listener.recv()
    except websocket.WebSocketTimeoutException:
        return False


def test_a_job_runs(browser):
    browser.http.get(f"{browser.server.url}/queue_job/create_test_job", timeout=60)
    # Its own alone: a deadline of an order is a job that waits for its hour.
    own = [["method_name", "=", "_test_job"]]
    assert browser.call("queue.job", "search_count", own) > 0
    assert eventually(lambda: browser.call("queue.job", "search_count", [*own, ["state", "!=", "done"]]) == 0)


def test_log_is_written_as_the_page_of_operations_says(server, browser):
    page = (layout.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [told] = re.findall(r"^\^\(\?<time>.+\$$", page, re.MULTILINE)
    form = re.compile(told.replace("(?<", "(?P<"))
    browser.call("res.partner", "search_count", [])
    lines = [line for line in server.log.read_text().splitlines() if re.match(r"\d{4}-\d\d-\d\d ", line)]
    assert [line for line in lines if not form.match(line)] == []
    said = [form.match(line)["text"] for line in lines if form.match(line)["logger"] == "werkzeug"]
    assert any(re.search(r'"POST \S+ HTTP/1\.1" 200 - \d+ \d+\.\d{3} \d+\.\d{3}$', text) for text in said), said[-3:]
