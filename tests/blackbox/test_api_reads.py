"""A server that has a replica: every reading of the API is done on a read-only cursor, and on no other."""

import base64
import re
import uuid

import pytest
import requests
from conftest import Browser, eventually
from test_api_orders import Shop

from kit.odoo_process import Server
from kit.postgres import ensure_server

RETRIED = "retrying with a read/write cursor"
MODE = re.compile(r'"(GET|POST) (/shop-api/v1/[^ ]*) HTTP/[\d.]+" (\d+) .* (ro|rw|ro->rw|-)$', re.MULTILINE)
SAFE = ("/availability", "/prices/quote")  # they ask in a body
NOW = "2026-03-02"


@pytest.fixture(scope="module")
def replica(base):
    """A server that opens read-only cursors as if there were a replica."""
    connection = ensure_server()
    replica = {"db_replica_host": connection.host, "db_replica_port": connection.port}
    with Server(connection, base, workers=2, dev_mode="replica", **replica) as running:
        yield running


class Reader:
    """Someone with a token who asks for everything there is."""

    def __init__(self, shop, secret, known):
        self.url, self.known = f"{shop.server.url}/shop-api/v1", known
        self.head = {"Authorization": f"Bearer {secret}"}
        self.asked = set()

    def read(self, path, query=None, body=None):
        """Read an address of the description; a part of it that is not known fails."""
        address = re.sub(r"{(\w+)}", lambda part: str(self.known[path, part[1]]), path)
        method = "POST" if body else "GET"
        answer = requests.request(
            method, self.url + address, params=query, json=body, headers=self.head, timeout=60, allow_redirects=False
        )
        assert answer.status_code == 200, f"{method} {address}: {answer.status_code} {answer.text[:500]}"
        self.asked.add((method, path))


class Known(dict):
    """Values of the parts of addresses: by address and name, else by name."""

    def __missing__(self, key):
        path, name = key
        return self[name]


@pytest.fixture(scope="module")
def shop(replica):
    """A shop with one of everything."""
    return Shop(replica, Browser(replica))


def make_one_of_everything(shop):
    """Return Known of a customer who has a bit of everything."""
    product = shop.make_product(50)
    phone = f"+7914{uuid.uuid4().int % 10**7:07d}"
    customer = {"phone": phone, "email": f"reader-{uuid.uuid4().hex[:8]}@example.com", "name": "Reader"}
    order = done(shop.post("/orders", shop.basket(product) | {"customer": customer}))
    number = order["customer"]["id"]
    path = f"/customers/{number}"
    address = done(shop.post(f"{path}/addresses", {"street": "Nevsky 1"}))["addresses"][0]["id"]
    company = done(shop.post(f"{path}/companies", {"inn": "7707083893", "name": "Romashka"}))["items"][0]["id"]
    hook = {"name": "Reader", "url": "https://shop.example/hooks", "events": ["store.updated"]}
    webhook = done(shop.post("/webhooks", hook))["id"]
    delivery = done(shop.post(f"/webhooks/{webhook}/test", None))["id"]
    loaded = requests.post(
        f"{shop.server.url}/shop-api/v1/imports?kind=customers", data=b'{"phone": "%s"}' % phone.encode(), timeout=60,
        headers=shop.head | {"Content-Type": "application/x-ndjson"},
    )  # fmt: skip
    export = done(shop.post("/exports", {"kind": "customers"}))["id"]
    price_list = done(shop.post(f"{path}/price-lists", {"photos": False}))["id"]
    paper = {"order_id": order["id"], "name": "Invoice.pdf", "file": base64.b64encode(b"%PDF-1.4 x").decode()}
    requests.put(
        f"{shop.server.url}/shop-api/v1/stores/{shop.store}/day-totals/{NOW}", json={"receipts": 1, "revenue": "5.00"},
        headers=shop.head, timeout=60,
    ).raise_for_status()  # fmt: skip
    return Known({
        "customer": number, "order": order["id"], "product_id": product, "address": address, "company": company,
        "webhook": webhook, "delivery": delivery, "price_list": price_list, "store": shop.store, "day": NOW,
        "document": shop.browser.call("torg.customer.document", "create", paper), "email": customer["email"],
        "phone": phone, ("/imports/{number}", "number"): done(loaded)["id"],
        ("/imports/{number}/problems", "number"): done(loaded)["id"], ("/exports/{number}", "number"): export,
    })  # fmt: skip


def done(answer):
    """The JSON of an answer that is no refusal."""
    assert answer.ok, f"{answer.request.method} {answer.url}: {answer.text[:500]}"
    return answer.json()


def log_in(shop, email):
    """Return the token of a customer, by a code that came as a letter."""
    public = shop.browser.call("torg.api.scope", "search", [["is_public", "=", True]])
    key = {"name": "pages", "is_publishable": True, "scope_ids": [(6, 0, public)], "reads_per_second": 1000}
    action = shop.browser.call("torg.api.key", "action_issue", [shop.browser.call("torg.api.key", "create", key)])
    [viewer] = shop.browser.call("torg.api.key.viewer", "read", [action["res_id"]], ["secret"])
    head, url = {"Authorization": f"Bearer {viewer['secret']}"}, f"{shop.server.url}/shop-api/v1/auth"
    asked = done(requests.post(f"{url}/code", json={"email": email}, headers=head, timeout=60))
    [letter] = eventually(
        lambda: shop.browser.call("mail.mail", "search_read", [["email_to", "=", email]], ["subject"], limit=1)
    )
    body = {"request": asked["request"], "code": re.search(r"\d{6}", letter["subject"])[0]}
    return done(requests.post(f"{url}/verify", json=body, headers=head, timeout=60))["access_token"]


def test_every_reading_is_done_on_the_replica(shop):
    known = make_one_of_everything(shop)
    document = done(requests.get(f"{shop.server.url}/shop-api/v1/openapi.json", timeout=60))
    reads = {path: methods["get"] for path, methods in document["paths"].items() if "get" in methods}
    queries = {
        "/customers": {"phone": known["phone"]},
        "/availability": {"products": known["product_id"]},
        "/stores/{store}/day-totals": {"since": NOW, "until": NOW},
        "/products": {"customer": known["customer"], "search": "bottle"},
    }
    key = Reader(shop, shop.head["Authorization"].removeprefix("Bearer "), known)
    token = Reader(shop, log_in(shop, known["email"]), known)
    before = len(shop.server.log.read_text())
    for _twice in "12":  # on workers that have just started, and again
        for path, read in reads.items():
            if not is_only_for_customers(read):
                key.read(path, queries.get(path))
            if is_for_customers(read):
                query = {**queries.get(path, {})}
                query.pop("customer", None)
                token.read(path, query if path != "/customers/{company}/people" else None)
        lines = [{"product": known["product_id"], "quantity": 1}]
        key.read("/availability", body={"products": [known["product_id"]]})
        key.read("/prices/quote", body={"customer": known["customer"], "lines": lines})
        token.read("/prices/quote", body={"lines": lines})
    log = shop.server.log.read_text()[before:]
    assert {path for _method, path in key.asked | token.asked} >= set(reads)
    assert len(token.asked) > 10
    assert RETRIED not in log
    modes = [row for row in MODE.findall(log) if row[0] == "GET" or row[1].endswith(SAFE)]
    assert len(modes) >= 2 * len(reads)
    assert [row for row in modes if row[3] != "ro"] == []


def is_for_customers(read):
    """Whether a customer's token opens it."""
    return any("customer" in way for way in read.get("security", ()))


def is_only_for_customers(read):
    """Whether nothing else does."""
    return is_for_customers(read) and not any("key" in way for way in read["security"])
