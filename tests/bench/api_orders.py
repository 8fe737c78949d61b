"""How fast an order of the shop is made over HTTP: customer, lines, price, hold and answer in one request.

bench_api asks `prepare(env)` for the goods, commits, and lets `order_create` order them on the server it has started.
"""

import http.client
import json
import uuid
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlsplit

from .stock_data import create_products, create_stores, put_in_stock

PRODUCTS, LINES = 300, 3
PATH = "/shop-api/v1/orders"


def prepare(env, products=PRODUCTS):
    """Return what orders are made of: a store that hands out, and goods in it. The caller commits."""
    store = create_stores(env, 1)
    store.pickup_allowed = True
    ids = create_products(env, products)
    put_in_stock(env, ids, store, "100000")
    return {"store": store.code, "products": list(ids)}


def order_create(context, url, secret, goods, orders=200):
    """Yield `order_create_p95_ms` and `order_quote_p95_ms`: one buyer after another, each with three goods.

    :param secret: of a key that may make orders, without a limit worth speaking of
    :param goods: what `prepare` returned
    """
    orders = max(20, orders // 5) if context.small else orders
    shop = Shop(url, secret)
    baskets = [make_basket(goods, number) for number in range(orders + 5)]
    for basket in baskets[:5]:
        shop.post(PATH, basket)  # caches of a worker that has just started
    quoted = [shop.post(f"{PATH}/quote", basket, 200) for basket in baskets[5:]]
    made = [shop.post(PATH, basket) for basket in baskets[5:]]
    yield context.figure("order_create_p95_ms", percentile(made) * 1000, "ms")
    yield context.figure("order_quote_p95_ms", percentile(quoted) * 1000, "ms")


def make_basket(goods, number):
    """An order of a customer of its own, of goods that the next orders do not touch."""
    products = goods["products"]
    chosen = [products[(number * LINES + line) % len(products)] for line in range(LINES)]
    return {
        "customer": {"phone": f"+7900{number:07d}", "name": f"Bench buyer {number}"},
        "lines": [{"product": product, "quantity": 1 + line} for line, product in enumerate(chosen)],
        "store": goods["store"],
    }


def percentile(seconds):
    """The time that 95 of 100 do not exceed."""
    return quantiles(seconds, n=20)[-1]


class Shop:
    """A shop with one connection that stays open."""

    def __init__(self, url, secret):
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self.head = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def post(self, path, body, status=201):
        """Send a write under a name of its own and return the seconds until its whole answer."""
        head = self.head | {"Idempotency-Key": uuid.uuid4().hex}
        raw = json.dumps(body)
        start = perf_counter()
        self.connection.request("POST", path, raw, head)
        answer = self.connection.getresponse()
        text = answer.read()
        seconds = perf_counter() - start
        assert answer.status == status, text
        return seconds
