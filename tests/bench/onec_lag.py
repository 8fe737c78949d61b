"""How late news of 1C are: from the emulator to the stock search of the desk and to the API, by the clock on the wall.

A server of three workers with its job runner is asked again and again until both tell the new figure. Pushed: two items
with new prices and stock as a session of the Bitrix module, counted from its first request. By OData: goods move and
items get new names at any moment while the streams are read with the intervals they are shipped with; nothing is
compressed.
"""

import json
import random
import tempfile
import time
from datetime import datetime, timedelta
from statistics import quantiles
from urllib.parse import quote

from fakes.onec_client import Wire, push
from fakes.onec_data import Export
from fakes.onec_server import seed, serve

from .api_load import Load, Request
from .bench_api import create_keys
from .onec_goods import map_all, vars_of

WORKERS = 3
CHANNELS = "root:2,root.stock:1,root.catalog:1,root.docs:1,root.outbox:1"
LOGIN, PASSWORD = "1c", "bench-lag-1c"
PUSHES, SMALL_PUSHES = 20, 4
CHANGES, SMALL_CHANGES = 40, 8
SPREAD = 3.0  # seconds between two changes, on average
PATIENCE = 120  # seconds after which news count as lost
PAUSE = 0.2


def measure_lag_push(ctx):
    """Return the longest time from the first request of a push to the figure in the search and in the API."""
    data = Export(items=50, offers=1, price_types=1, stores=1, version="3.1")
    with ctx.odoo_env() as env:
        endpoint = make_base(env, "bench-push", data)
        endpoint.write({"onec_login": LOGIN, "onec_zip": False})
        endpoint._set_onec_password(PASSWORD)
        eyes = Eyes(env)
    server = ctx.start_server(workers=WORKERS, extra_config={"channels": CHANNELS})
    try:
        eyes.open(server.url)
        wire = Wire(f"{server.url}/1c/bench-push", LOGIN, PASSWORD)
        lags = [push_news(eyes, wire, data, number) for number in range(1 + (SMALL_PUSHES if ctx.small else PUSHES))]
    finally:
        server.stop()
    return {"lag_push_s": max(lags[1:])}  # the first is the whole catalogue


def push_news(eyes, wire, data, number):
    """Push a revision; return the seconds until its quantity is seen."""
    news = Export(**{**vars_of(data), "revision": number, "formed": data.formed + timedelta(minutes=number)})
    with tempfile.TemporaryDirectory() as folder:
        news.write(folder, changed=2 if number else None)
        began = time.monotonic()
        push(wire, folder, "bitrix", whole=not number, pause=0.2)
    eyes.wait_for_stock("A-000001", news.quantity(1, 0, 0))
    return time.monotonic() - began


def measure_lag_odata(ctx):
    """Return within how many seconds nineteen of twenty changes in 1C are seen by OData."""
    data = Export(items=60, offers=1, price_types=1, stores=1)
    base = seed(data, partners=3)
    with serve(base) as onec:
        with ctx.odoo_env() as env:
            endpoint = make_base(env, "bench-odata", data)
            connect(env, endpoint, onec.url)
            eyes = Eyes(env)
        server = ctx.start_server(workers=WORKERS, extra_config={"channels": CHANNELS})
        try:
            eyes.open(server.url)
            eyes.wait_for_stock("A-000001", data.quantity(1, 0, 0))
            lags = watch(eyes, base, data, SMALL_CHANGES if ctx.small else CHANGES)
        finally:
            server.stop()
    return {"lag_odata_p95_s": quantiles(lags, n=20, method="inclusive")[-1]}


def watch(eyes, base, data, count):
    """Change so many items of 1C at any moment; return the seconds until each change was seen."""
    chance, open_news, lags = random.Random(20260302), {}, []
    moments = sorted(chance.uniform(0, count * SPREAD) for _change in range(count))
    began, number = time.monotonic(), 0
    while number < count or open_news:
        now = time.monotonic()
        if number < count and now - began >= moments[number]:
            open_news[change(base, data, number + 1)] = now
            number += 1
        for news, since in list(open_news.items()):
            if eyes.sees(*news):
                lags.append(time.monotonic() - since)
                del open_news[news]
            elif now - since > PATIENCE:
                raise AssertionError(f"Nobody has heard of {news}")
        time.sleep(PAUSE)
    return lags


def change(base, data, number):
    """Let goods of an item come, or rename it; return what is to be seen then."""
    if number % 2:
        base.move_stock(data.guid("item", number), data.guid("store", 0), 1000)
        return f"A-{number:06}", data.quantity(number, 0, 0) + 1000, None
    name = f"Обновка{number} {datetime.now():%H%M%S}"
    base.put("Catalog_Номенклатура", {"Description": name, "НаименованиеПолное": name}, data.guid("item", number))
    return f"A-{number:06}", None, name


# === THE BASE === #


def make_base(env, code, data):
    """Make a 1C base whose price type and store are mapped; other bases keep still, what they left to do is dropped."""
    env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False
    env["queue.job"].search([("state", "not in", ("done", "cancelled"))]).unlink()
    endpoint = env["torg.exchange.endpoint"].create({"name": code, "code": code, "kind": "onec", "mode": "pull"})
    map_all(env, endpoint, data)
    return endpoint


def connect(env, endpoint, url):
    """Go through the wizard."""
    wizard = env["torg.onec.odata.connect"].create(
        {"endpoint_id": endpoint.id, "name": "1C", "url": url, "user": "odata", "password": "secret"}
    )
    wizard.action_test()
    if wizard.state != "found":
        raise AssertionError(wizard.message)
    wizard.action_save()


class Eyes:
    """A manager at the stock search and a site at the shop's API."""

    def __init__(self, env):
        self.shop_key, self.desk_key = create_keys(env)

    def open(self, url):
        """Begin to ask this server."""
        self.load = Load(url, 1)

    def sees(self, article, quantity, name=None):
        """Whether both tell this quantity, or this name, of an item; others of the same article are there as well."""
        found = self.search(article)
        ids = [product["id"] for product in found["products"]]
        if name is not None:
            words = self.search(name)["products"][:1]
            return any(row["id"] in ids and name in self.ask_product(row["id"]) for row in words)
        told = {number: found["cells"].get(str(number), {}).values() for number in ids}
        seen = [number for number in ids if any(cell["free"] == quantity for cell in told[number])]
        return any(self.ask_free(number) == quantity for number in seen)

    def wait_for_stock(self, article, quantity):
        """Ask until both tell this quantity."""
        began = time.monotonic()
        while not self.sees(article, quantity):
            if time.monotonic() - began > PATIENCE:
                raise AssertionError(f"{article} never came to {quantity}")
            time.sleep(PAUSE)

    def search(self, text):
        """What the stock search of the desk answers."""
        body = json.dumps({"query": text}).encode()
        return self._get(Request("POST", "/json/2/product.product/search_stock", self.desk_key, body))

    def ask_free(self, product_id):
        """What the shop's API says is free."""
        answer = self._get(Request("GET", f"/shop-api/v1/availability?products={product_id}", self.shop_key))
        return answer["items"][0]["free"] if answer["items"] else None

    def ask_product(self, product_id):
        """The product as the shop's API tells it, as text."""
        answer = self._get(Request("GET", f"/shop-api/v1/products/{quote(str(product_id))}", self.shop_key))
        return json.dumps(answer, ensure_ascii=False)

    def _get(self, request):
        status, _headers, body = self.load.ask(request)
        if status != 200:
            raise AssertionError(f"{request.path}: HTTP {status} {body[:200]!r}")
        return json.loads(body)
