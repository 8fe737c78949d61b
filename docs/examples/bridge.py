"""A bridge between a shop with an API of its own and Torg: orders go there, stock, prices and stages come back.

    TORG_URL=https://trade.example TORG_KEY=torg_… SHOP_URL=https://shop.example python bridge.py

It may be killed at any moment and started again: an order is made once, however often it is sent (Idempotency-Key), and
the place in the feed of changes is kept only after the changes are in the shop. Only `Shop` knows your platform.
"""

import json
import os
import time
from pathlib import Path

import requests

TIMEOUT = 30  # seconds
EVENTS = "stock.changed,price.changed,product.updated,order.stage_changed"
STATUSES = {"new": "accepted", "cancelled": "cancelled", "done": "completed"}  # codes of stages → words of the shop
LATER = ("busy", "idempotency_in_flight", "rate_limited", "internal")  # codes that mean: send the very same again


class Torg:
    """The shop API of Torg."""

    def __init__(self, url, key):
        self.url = f"{url}/shop-api/v1"
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {key}"

    def get(self, path, **query):
        """Read."""
        answer = self.http.get(self.url + path, params=query, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def make_order(self, name, body):
        """Order; the same name makes one order, however often it is sent. Return (order, problem).

        A key that has expired or lacks a permission says nothing about the order: the round ends, and the orders wait.
        """
        head = {"Idempotency-Key": name}
        answer = self.http.post(f"{self.url}/orders", json=body, headers=head, timeout=TIMEOUT)
        if answer.status_code in (401, 403):
            answer.raise_for_status()
        return (answer.json(), None) if answer.status_code == 201 else (None, answer.json())

    def pages(self, path, **query):
        """Yield the rows of a list."""
        cursor = None
        while True:
            page = self.get(path, limit=250, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return


class Shop:
    """Your platform: replace these six calls by those of Bitrix, WooCommerce or whatever it is."""

    def __init__(self, url):
        self.url = url
        self.http = requests.Session()

    def get_new_orders(self):
        """Orders that were not handed over yet."""
        return self._call("GET", "/orders/new")

    def confirm(self, number, torg_number):
        """Torg has the order."""
        self._call("PUT", f"/orders/{number}/confirmed", {"number": torg_number})

    def complain(self, number, text):
        """Torg cannot take the order: somebody has to look at it."""
        self._call("PUT", f"/orders/{number}/failed", {"text": text})

    def set_status(self, number, status):
        """The order has come further."""
        self._call("PUT", f"/orders/{number}/status", {"status": status})

    def set_product(self, number, article, price, free):
        """Price and stock of a product; keep its number in Torg with it."""
        self._call("PUT", f"/products/{article}", {"number": number, "price": price, "free": free})

    def stop_selling(self, numbers):
        """Goods with these numbers in Torg are not on sale any more; the shop may know none of them."""
        self._call("PUT", "/products/stopped", {"numbers": numbers})

    def _call(self, method, path, body=None):
        answer = self.http.request(method, self.url + path, json=body, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()


class Bridge:
    """One round after the other; each may fail and is simply done again."""

    def __init__(self, torg, shop, place):
        self.torg, self.shop, self.place = torg, shop, Path(place)

    def run_round(self):
        """Hand over new orders, then bring what has changed."""
        self.send_orders()
        self.bring_changes()

    # === THE SHOP → TORG === #

    def send_orders(self):
        """An order that was made but not confirmed, because we died between, comes back as the same order."""
        for order in self.shop.get_new_orders():
            ids = {line["article"]: self._find_product(line["article"]) for line in order["lines"]}
            if unknown := [article for article, product in ids.items() if not product]:
                self.shop.complain(order["number"], f"Not on sale: {', '.join(unknown)}")
                continue
            made, problem = self.torg.make_order(f"shop-order-{order['number']}", self._translate(order, ids))
            if made:
                self.shop.confirm(order["number"], made["number"])
            elif problem["code"] not in LATER:
                self.shop.complain(order["number"], problem["detail"])

    def _find_product(self, article):
        found = self.torg.get("/products", article=article, fields="id")["items"]
        return found[0]["id"] if found else None

    def _translate(self, order, ids):
        return {
            "number": order["number"],
            "store": order["store"],
            "customer": {"phone": order["phone"], "name": order["name"]},
            **({"expected_total": order["total"]} if order.get("total") else {}),  # else a new price would go unseen
            "lines": [{"product": ids[line["article"]], "quantity": line["quantity"]} for line in order["lines"]],
        }

    # === TORG → THE SHOP === #

    def bring_changes(self):
        """Without a place in the feed everything is brought once; its end is read before, so nothing is missed."""
        if not self.place.exists():
            page = self.torg.get("/changes")
            self._bring_products(None)
            self._keep(page["next_cursor"])
            return
        more = True
        while more:
            page = self.torg.get("/changes", cursor=json.loads(self.place.read_text()), types=EVENTS, limit=250)
            changed = {(row["object"], row["id"]) for row in page["items"]}
            self._bring_products(sorted(number for kind, number in changed if kind == "product"))
            for number in sorted(number for kind, number in changed if kind == "order"):
                self._bring_order(number)
            self._keep(page["next_cursor"])
            more = page["more"]

    def _bring_products(self, ids):
        """Bring these products, or all of them."""
        pieces = [ids[start : start + 200] for start in range(0, len(ids), 200)] if ids is not None else [None]
        for piece in pieces:
            query = {"ids": ",".join(map(str, piece))} if piece else {}
            found = list(self.torg.pages("/products", fields="id,article,price", **query))
            self._set_products(found)
            if gone := sorted(set(piece or ()) - {product["id"] for product in found if product.get("article")}):
                self.shop.stop_selling(gone)

    def _set_products(self, products):
        known = [product for product in products if product.get("article")]
        for start in range(0, len(known), 200):
            piece = {product["id"]: product for product in known[start : start + 200]}
            stock = self.torg.get("/availability", products=",".join(map(str, piece)))
            for row in stock["items"]:
                product = piece[row["product"]]
                self.shop.set_product(row["product"], product["article"], product["price"]["price"], row["free"])

    def _bring_order(self, number):
        order = self.torg.get(f"/orders/{number}")
        if order["reference"]:  # the shop's own number: other orders were made elsewhere
            code = order["stage"]["code"]
            self.shop.set_status(order["reference"], STATUSES.get(code, code))

    def _keep(self, cursor):
        """Keep the place at once or not at all."""
        fresh = self.place.with_suffix(".new")
        fresh.write_text(json.dumps(cursor))
        fresh.replace(self.place)


def main():
    """Go on for ever; what fails is tried again in the next round."""
    torg = Torg(os.environ["TORG_URL"], os.environ["TORG_KEY"])
    bridge = Bridge(torg, Shop(os.environ["SHOP_URL"]), os.environ.get("BRIDGE_PLACE", "bridge.place"))
    while True:
        try:
            bridge.run_round()
        except requests.RequestException as failure:
            print(f"The round is done again: {failure}", flush=True)  # noqa: T201
        time.sleep(float(os.environ.get("BRIDGE_PAUSE", "5")))


if __name__ == "__main__":
    main()
