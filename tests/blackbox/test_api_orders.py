"""Orders over HTTP on a running server: the last bottle goes to one, each order is made exactly once."""

import os
import random
import signal
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

BUYERS = 20
ORDERS = int(os.environ.get("TORG_ORDERS", "60"))  # 1000 for the whole proof


class Shop:
    """A shop that speaks the API with a fresh key, and the administrator who looks behind it."""

    def __init__(self, server, browser):
        self.server, self.browser = server, browser
        self.head = {"Authorization": f"Bearer {self.make_key()}"}
        name = uuid.uuid4().hex[:4].upper()
        store = {"name": f"Black box {name}", "code": name, "pickup_allowed": True}
        self.store = name
        store_id = browser.call("stock.warehouse", "create", store)
        [vals] = browser.call("stock.warehouse", "read", [store_id], ["lot_stock_id"])
        self.place = vals["lot_stock_id"][0]

    def make_key(self, scopes=None):
        """A key with these permissions, all of them unless told."""
        found = self.browser.call("torg.api.scope", "search", [["code", "in", scopes]] if scopes else [])
        key = {"name": "blackbox", "scope_ids": [(6, 0, found)], "writes_per_second": 1000}
        key_id = self.browser.call("torg.api.key", "create", key)
        action = self.browser.call("torg.api.key", "action_issue", [key_id])
        [viewer] = self.browser.call("torg.api.key.viewer", "read", [action["res_id"]], ["secret"])
        return viewer["secret"]

    def make_product(self, quantity):
        """A product with so much of it in the store."""
        vals = {"name": f"Bottle {uuid.uuid4().hex[:6]}", "type": "consu", "is_storable": True, "list_price": 100}
        product = self.browser.call("product.product", "create", vals)
        quant = {"product_id": product, "location_id": self.place, "inventory_quantity_auto_apply": quantity}
        self.browser.call("stock.quant", "create", quant, context={"inventory_mode": True})
        return product

    def post(self, path, body, name=None, timeout=90):
        """Call the API; `name` is the Idempotency-Key."""
        head = self.head | ({"Idempotency-Key": name} if name else {})
        return requests.post(f"{self.server.url}/shop-api/v1{path}", json=body, headers=head, timeout=timeout)

    def basket(self, product, quantity=1, number=0, **more):
        """An order of one product by a customer of its own."""
        return {
            "lines": [{"product": product, "quantity": quantity}],
            "store": self.store,
            "customer": {"phone": f"+7912{number:07d}", "name": f"Buyer {number}"},
            **more,
        }

    def count_orders(self, product):
        """How many orders have this product."""
        return self.browser.call("sale.order", "search_count", [["order_line.product_id", "=", product]])

    def count_holds(self, product):
        """How many holds have it, and how many orders hold it."""
        domain = [["product_id", "=", product], ["state", "=", "assigned"], ["quantity", "=", 1]]
        holds = self.browser.call("stock.move", "search_read", domain, ["picking_id"])
        orders = self.browser.call(
            "sale.order", "search_count", [["hold_id", "in", [row["picking_id"][0] for row in holds]]]
        )
        return len({row["picking_id"][0] for row in holds}), orders

    def count_reserved(self, product):
        """How much of it is promised."""
        domain = [["product_id", "=", product], ["location_id", "=", self.place]]
        rows = self.browser.call("stock.quant", "search_read", domain, ["reserved_quantity"])
        return sum(row["reserved_quantity"] for row in rows)


@pytest.fixture(scope="module")
def shop(server, browser):
    """The shop on the running server."""
    return Shop(server, browser)


def test_last_bottle_goes_to_one_of_twenty(shop):
    product = shop.make_product(1)
    everybody = threading.Barrier(BUYERS)

    def buy(number):
        everybody.wait(60)
        return shop.post("/orders", shop.basket(product, 1, number))

    with ThreadPoolExecutor(BUYERS) as pool:
        answers = list(pool.map(buy, range(BUYERS)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: BUYERS - 1}
    for answer in answers:
        if answer.status_code == 409:
            assert answer.headers["Content-Type"] == "application/problem+json"
            problem = answer.json()
            assert problem["code"] == "out_of_stock", problem
            assert problem["alternatives"][0]["free"] == 0
            assert problem["quote"]["problems"][0]["fix"]
    assert shop.count_orders(product) == 1
    assert shop.count_reserved(product) == 1


def test_twenty_orders_of_one_product_are_all_made_without_beginning_anew(shop):
    product = shop.make_product(100)
    for number in range(3):
        shop.post("/orders", shop.basket(product, 1, number))  # workers that have just started
    everybody, log = threading.Barrier(BUYERS), shop.server.log.read_text().count("tries left")

    def buy(number):
        everybody.wait(60)
        return shop.post("/orders", shop.basket(product, 1, 100 + number))

    with ThreadPoolExecutor(BUYERS) as pool:
        answers = list(pool.map(buy, range(BUYERS)))
    assert Counter(answer.status_code for answer in answers) == {201: BUYERS}
    assert shop.count_reserved(product) == BUYERS + 3
    # Each waited for its turn; none did its work in vain and slept.
    assert shop.server.log.read_text().count("tries left") == log


def test_one_name_sent_ten_times_at_once_makes_one_order(shop):
    product = shop.make_product(50)
    name = uuid.uuid4().hex

    def order(_number):
        answer = shop.post("/orders", shop.basket(product), name)
        while answer.status_code == 409:
            assert answer.json()["code"] in ("idempotency_in_flight", "busy")
            time.sleep(0.3)
            answer = shop.post("/orders", shop.basket(product), name)
        return answer

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(order, range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum(answer.headers.get("Idempotent-Replayed") == "true" for answer in answers) == 9
    assert shop.count_orders(product) == 1
    assert shop.count_reserved(product) == 1


def test_one_new_customer_who_orders_five_times_at_once_is_one(shop):
    product = shop.make_product(50)
    phone = f"+7913{random.randrange(10**7):07d}"
    body = shop.basket(product) | {"customer": {"phone": phone, "name": "Once"}}

    def order(_number):
        answer = shop.post("/orders", body)
        while answer.status_code == 409 and answer.json()["code"] == "busy":
            answer = shop.post("/orders", body)
        return answer

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(order, range(5)))
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.json()["customer"]["id"] for answer in answers}) == 1


def test_new_name_of_a_source_that_comes_five_times_at_once_is_made_once(shop):
    product, source = shop.make_product(50), f"Site {uuid.uuid4().hex[:8]}"

    def order(number):
        return shop.post("/orders", shop.basket(product, 1, number, source=source))

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(order, range(5)))
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert shop.browser.call("utm.source", "search_count", [["name", "=", source]]) == 1


def test_quote_told_with_a_refusal_can_be_ordered(shop):
    product = shop.make_product(5)
    refused = shop.post("/orders", shop.basket(product, expected_total="1.00"))
    assert (refused.status_code, refused.json()["code"]) == (409, "price_changed")
    quote = refused.json()["quote"]
    body = {"quote_id": quote["quote_id"], "expected_total": quote["total"]}
    made = shop.post("/orders", body)
    assert made.status_code == 201, made.text
    assert made.json()["total"] == quote["total"]
    again = shop.post("/orders", body)
    assert (again.status_code, again.json()["code"]) == (409, "quote_used")


@pytest.mark.prefork
def test_orders_are_made_exactly_once_though_workers_are_killed(shop):
    product = shop.make_product(ORDERS)
    numbers, done, answered, killed = iter(range(ORDERS)), threading.Event(), [], []

    def order(number):
        name = f"{product}-{number}"
        for _attempt in range(60):
            try:
                answer = shop.post("/orders", shop.basket(product, 1, number), name, timeout=60)
            except requests.RequestException:
                time.sleep(0.2)
                continue
            if answer.status_code == 201:
                answered.append(number)
                return answer.json()["id"]
            assert answer.status_code in (409, 429), answer.text
            time.sleep(0.2)
        raise AssertionError(f"Order {number} was never made")

    killer = threading.Thread(target=_kill_workers, args=(shop.server, done, answered, killed))
    killer.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(order, numbers))
    finally:
        done.set()
        killer.join()
    assert len(killed) >= ORDERS // 30, "hardly anybody was killed"
    assert len(set(made)) == ORDERS
    assert shop.count_orders(product) == ORDERS
    assert shop.count_reserved(product) == ORDERS
    assert shop.count_holds(product) == (ORDERS, ORDERS)


def _kill_workers(server, done, answered, killed):
    """Kill a worker that serves HTTP at random moments, some orders apart: a slow machine, too, makes some."""
    before = 0
    while not done.wait(0.5 + random.random() * 2):
        if len(answered) < before + random.randrange(1, 8):
            continue
        workers, before = server.find_workers(), len(answered)
        if workers:
            killed.append(random.choice(workers))
            os.kill(killed[-1], signal.SIGKILL)
