"""The bridge of docs/examples between a shop with an API of its own and a running server."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from conftest import eventually
from test_api_orders import Shop

from fakes.shop import FakeShop

pytestmark = pytest.mark.prefork
SCRIPT = Path(__file__).parents[2] / "docs" / "examples" / "bridge.py"
ORDERS = 12


@pytest.fixture(scope="module")
def torg(server, browser):
    """The API with a key."""
    return Shop(server, browser)


def make_product(torg, quantity):
    """A product with an article; return both."""
    product, article = torg.make_product(quantity), f"A-{uuid.uuid4().hex[:8]}"
    torg.browser.call("product.product", "write", [product], {"default_code": article})
    return product, article


def start(torg, fake, place, key=None):
    """The bridge as a process of its own."""
    environment = os.environ | {
        "TORG_URL": torg.server.url,
        "TORG_KEY": key or torg.head["Authorization"].removeprefix("Bearer "),
        "SHOP_URL": fake.url,
        "BRIDGE_PLACE": str(place),
        "BRIDGE_PAUSE": "0.2",
    }
    return subprocess.Popen([sys.executable, str(SCRIPT)], env=environment, stdout=subprocess.DEVNULL)


def test_orders_go_there_and_stock_prices_and_stages_come_back(torg, tmp_path):
    product, article = make_product(torg, 10)
    with FakeShop() as fake:
        fake.order("W-1", torg.store, [(article, 2)], "+7 912 000-55-01", "Anna")
        fake.order("W-2", torg.store, [(article, 99)], "+7 912 000-55-02", "Boris")
        fake.order("W-3", torg.store, [("nothing", 1)], "+7 912 000-55-03", "Vera")
        fake.order("W-4", torg.store, [(article, 1)], "+7 912 000-55-04", "Gleb", total="90.00")
        bridge = start(torg, fake, tmp_path / "place")
        try:
            assert eventually(lambda: "W-1" in fake.confirmed and len(fake.failed) == 3), fake.calls
            assert fake.failed["W-3"] == "Not on sale: nothing"
            assert torg.count_orders(product) == 1, "nobody pays a sum that was not shown"
            shown = {"number": product, "price": "100.00", "free": 8.0}
            assert eventually(lambda: fake.products.get(article) == shown), fake.products
            torg.browser.call("product.product", "write", [product], {"list_price": 120})
            assert eventually(lambda: fake.products[article]["price"] == "120.00"), fake.products
            [order] = torg.browser.call("sale.order", "search", [["client_order_ref", "=", "W-1"]])
            cancelled = torg.post(f"/orders/{order}/cancel", {})
            assert cancelled.status_code == 200, cancelled.text
            assert eventually(lambda: fake.statuses.get("W-1") == "cancelled"), fake.statuses
            assert eventually(lambda: fake.products[article]["free"] == 10.0), fake.products
            torg.browser.call("product.product", "write", [product], {"sale_ok": False})
            assert eventually(lambda: fake.products[article]["free"] == 0), fake.products
        finally:
            bridge.kill()
            bridge.wait()


def test_orders_wait_while_the_key_opens_nothing(torg, tmp_path):
    _product, article = make_product(torg, 10)
    place = tmp_path / "place"
    with FakeShop() as fake:
        fake.order("V-1", torg.store, [(article, 1)], "+7 912 000-55-05")
        for key in ("torg_expired", torg.make_key(["catalogue", "feed"])):
            bridge = start(torg, fake, place, key)
            asked = fake.calls["new"]
            assert eventually(lambda asked=asked: fake.calls["new"] > asked + 2), fake.calls
            bridge.kill()
            bridge.wait()
            assert (fake.confirmed, fake.failed) == ({}, {})
        bridge = start(torg, fake, place)
        try:
            assert eventually(lambda: "V-1" in fake.confirmed), fake.failed
        finally:
            bridge.kill()
            bridge.wait()


def test_every_order_is_made_once_though_the_bridge_is_killed_and_answers_are_lost(torg, tmp_path):
    product, article = make_product(torg, ORDERS)
    chance = random.Random(7)
    with FakeShop(losing=0.2) as fake:
        for number in range(ORDERS):
            fake.order(f"K-{number}", torg.store, [(article, 1)], f"+7 914 {number:07d}")
        kills, deadline = 0, time.monotonic() + 180
        while len(fake.confirmed) < ORDERS and time.monotonic() < deadline:
            bridge = start(torg, fake, tmp_path / "place")
            time.sleep(1 + chance.random() * 2)
            os.kill(bridge.pid, signal.SIGKILL)
            bridge.wait()
            kills += 1
        assert (len(fake.confirmed), fake.failed) == (ORDERS, {})
        assert kills > 1
        assert len(set(fake.confirmed.values())) == ORDERS
    assert torg.count_orders(product) == ORDERS
    assert torg.count_reserved(product) == ORDERS
