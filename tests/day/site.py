"""The site: registers its customers, posts their orders through the shop API and keeps its own copy of them."""

import itertools
import threading
import time
import uuid

import requests

PATIENCE = 180  # s for one request, and for one order with its repetitions
AGAIN = (409, 425, 429, 500, 502, 503, 504)


class Site:
    """A shop with a key of its own.

    Every write has an Idempotency-Key and is repeated under the same one while the answer is lost or the server is
    busy: what a careful site does. `orders` is the site's copy, `{id: order}`, brought up to date by the change feed
    only.
    """

    def __init__(self, url, key):
        self.url = f"{url}/shop-api/v1"
        self.orders, self.repeats, self.refusals = {}, 0, []
        self._head = {"Authorization": f"Bearer {key}"}
        self._local = threading.local()
        self._numbers = itertools.count(1)
        self._cursor = self.get("/changes")["next_cursor"]

    # === REQUESTS === #

    def ask(self, method, path, body=None, name=None, **query):
        """Send a request once; return the Response, None when the connection broke."""
        head = self._head | ({"Idempotency-Key": name} if name else {})
        if not hasattr(self._local, "http"):
            self._local.http = requests.Session()
        try:
            return self._local.http.request(
                method, self.url + path, json=body, headers=head, params=query, timeout=PATIENCE
            )
        except requests.RequestException:
            self._local.http = requests.Session()
            return None

    def get(self, path, **query):
        """Read; repeat while the server is away."""
        return self._insist("GET", path, None, None, **query).json()

    def post(self, path, body, name=None):
        """Write under one name until there is an answer that will not change; return the Response."""
        return self._insist("POST", path, body, name or uuid.uuid4().hex)

    def patch(self, path, body):
        """Change a part; return the Response."""
        return self._insist("PATCH", path, body, uuid.uuid4().hex)

    def _insist(self, method, path, body, name, **query):
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.ask(method, path, body, name, **query)
            if answer is not None and not self._is_worth_repeating(answer):
                return answer
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path}: {answer.text if answer is not None else 'no answer'}")
            self.repeats += 1
            time.sleep(float(answer.headers.get("Retry-After", 0.3)) if answer is not None else 0.5)

    def _is_worth_repeating(self, answer):
        if answer.status_code != 409:
            return answer.status_code in AGAIN
        return answer.json().get("code") in ("busy", "idempotency_in_flight")

    # === ORDERS === #

    def order(self, basket, name=None):
        """Post an order; return the Response. What is taken goes into the site's copy."""
        answer = self.post("/orders", basket, name)
        if answer.status_code == 201:
            made = answer.json()
            self.orders[made["id"]] = made
        else:
            self.refusals.append((answer.status_code, answer.json().get("code")))
        return answer

    def count_answers(self):
        """How many baskets have got an answer that will not change."""
        return len(self.orders) + len(self.refusals)

    def next_number(self, prefix):
        """The site's own number of an order."""
        return f"{prefix}-{next(self._numbers):04}"

    def follow(self):
        """Read the change feed and ask again for the orders it names; return how many rows came."""
        rows, changed = 0, set()
        while True:
            page = self.get("/changes", cursor=self._cursor, limit=250)
            self._cursor = page["next_cursor"]
            rows += len(page["items"])
            changed |= {row["id"] for row in page["items"] if row["object"] == "order"}
            if not page["more"]:
                break
        for number in changed & self.orders.keys():
            self.orders[number] = self.get(f"/orders/{number}")
        return rows

    # === CATALOGUE === #

    def read_goods(self, limit=5000):
        """Goods with a price, as the shop's pages need them: `[{id, name, price}]`."""
        goods, cursor = [], None
        while len(goods) < limit:
            page = self.get("/products", limit=250, **({"cursor": cursor} if cursor else {}))
            goods += page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                break
        return goods

    def read_stock(self, products):
        """What is free where, of any number of goods: `{(product, store): free}`."""
        found = {}
        for start in range(0, len(products), 200):
            chunk = products[start : start + 200]
            for item in self.post("/availability", {"products": chunk}).json()["items"]:
                found |= {(item["product"], cell["store"]): cell["free"] for cell in item["stores"] if item["counted"]}
        return found
