"""Two Odoo processes on one base, as in production: one for people and programs, one that runs the jobs."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import websocket
from conftest import CHANNELS, Browser, eventually, make_base
from test_api_orders import Shop
from test_onec import PASSWORD, Onec

from fakes.onec_client import push
from fakes.onec_data import Export
from fakes.webhook_sink import WebhookSink
from kit.odoo_process import Server
from kit.postgres import ensure_server


@pytest.fixture(scope="module")
def base():
    """A base that no other server looks at: jobs wait in it."""
    with make_base("_two") as name:
        yield name


@pytest.fixture(scope="module")
def web(base):
    """The node of people and programs: two workers, no crons, no job runner."""
    with Server(
        ensure_server(), base, workers=2, server_wide_modules="base,rpc,web", max_cron_threads=0
    ) as running:  # fmt: skip
        yield running


@pytest.fixture(scope="module")
def jobs(base):
    """The node that runs crons and jobs."""
    with Server(ensure_server(), base, environment={"ODOO_QUEUE_JOB_CHANNELS": CHANNELS}) as running:
        yield running


@pytest.fixture(scope="module")
def browser(web):
    """The administrator at the node of people."""
    return Browser(web)


@pytest.fixture(scope="module")
def shop(web, browser):
    """The shop at the node of people."""
    return Shop(web, browser)


def test_jobs_wait_until_their_node_comes_and_health_tells_it(web, browser, shop, request):
    product = shop.make_product(5)
    made = shop.post("/orders", shop.basket(product))
    assert made.status_code == 201, made.text
    waiting = browser.call("queue.job", "search", [["state", "in", ["pending", "enqueued"]], ["eta", "=", False]])
    assert waiting
    health = requests.get(f"{web.url}/torg/health", timeout=60)
    assert health.status_code == 200
    assert health.json()["checks"]["queue"]["waiting"] >= len(waiting)
    jobs = request.getfixturevalue("jobs")
    left = [["id", "in", waiting], ["state", "!=", "done"]]
    assert eventually(lambda: browser.call("queue.job", "search_count", left) == 0)
    assert requests.get(f"{jobs.url}/torg/health?only=database,queue", timeout=60).json()["status"] == "pass"


def test_webhook_of_an_order_made_here_is_sent_from_there(browser, shop, jobs):
    with WebhookSink() as sink:
        events = browser.call("torg.exchange.event", "search", [["code", "=", "order.created"]])
        vals = {"name": "Site", "url": sink.url, "allow_private_addresses": True, "event_ids": [(6, 0, events)]}
        hook = browser.call("torg.webhook", "create", vals)
        shown = browser.call("torg.webhook", "action_show_secret", [hook])
        [viewer] = browser.call("torg.webhook.secret", "read", [shown["res_id"]], ["secret"])
        sink.secret = viewer["secret"]
        product = shop.make_product(5)
        order = shop.post("/orders", shop.basket(product, 1, 41)).json()["id"]
        assert sink.wait_for(1, timeout=60), "nothing came"
        [delivery] = sink.applied.values()
        assert delivery.key[:2] == ("order.created", order)
        assert not sink.forged
        browser.call("torg.webhook", "unlink", [hook])


def test_one_order_posted_to_both_nodes_at_once_is_made_once(web, jobs, shop):
    product, name = shop.make_product(5), uuid.uuid4().hex
    both = threading.Barrier(2)

    def order(node):
        both.wait(60)
        head = shop.head | {"Idempotency-Key": name}
        address = f"{node.url}/shop-api/v1/orders"
        return eventually(lambda: _made(requests.post(address, json=shop.basket(product), headers=head, timeout=60)))

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(order, (web, jobs))
    assert first.content == second.content
    assert (shop.count_orders(product), shop.count_reserved(product)) == (1, 1)


def _made(answer):
    assert answer.status_code in (201, 409), answer.text
    return answer if answer.status_code == 201 else None


def test_screen_at_one_node_hears_what_happens_at_the_other(web, jobs, browser):
    elsewhere = Browser(jobs)
    version = browser.rpc("/web/session/get_session_info")["websocket_worker_version"]
    listener = websocket.create_connection(
        f"ws://127.0.0.1:{web.gevent_port}/websocket?version={version}",
        cookie=f"session_id={browser.http.cookies['session_id']}", origin=web.url, timeout=30,
    )  # fmt: skip
    try:
        listener.send(json.dumps({"event_name": "subscribe", "data": {"channels": [], "last": 0}}))
        # Subscribing takes a moment that nobody announces: say it until it is heard.
        settings = elsewhere.call("res.users.settings", "search", [["user_id", "=", elsewhere.user_id]])
        field, heard = "is_discuss_sidebar_category_chat_open", threading.Event()

        def speak():
            for number in range(60):
                elsewhere.call("res.users.settings", "set_res_users_settings", settings, {field: bool(number % 2)})
                if heard.wait(0.5):
                    return

        speaker = threading.Thread(target=speak)
        speaker.start()
        try:
            # What happened before comes first.
            assert eventually(lambda: "res.users.settings" in listener.recv(), 30)
        finally:
            heard.set()
            speaker.join()
    finally:
        listener.close()


def test_export_that_1c_brings_here_is_applied_there(browser, jobs, tmp_path):
    vals = {"name": "1C", "code": f"two-{browser.server.port}", "kind": "onec", "mode": "pull"}
    [endpoint] = browser.call("torg.exchange.endpoint", "create", [vals | {"onec_new_password": PASSWORD}])
    onec = Onec(browser, endpoint, vals["code"])
    Export(items=5).write(tmp_path)
    push(onec.wire(), tmp_path, "ut", pause=0.2)
    assert sorted(onec.runs()) == [("import0_1.xml", "done"), ("offers0_1.xml", "done")]
