"""Speed of the shop API over HTTP, on a server of two workers.

Stock of 100 products in 50 stores is measured against JSON-2, Odoo's own API, that reads the same numbers with
`search_read`; both in turns, so that a busy machine slows both alike.
"""

import json
from datetime import datetime, timedelta
from statistics import median, quantiles
from time import perf_counter

from . import api_orders
from .api_feed import measure_feed
from .api_load import Load, Request
from .stock_data import create_products, create_stores, put_in_stock

WORKERS = 2
PRODUCTS, STORES = 100, 50
CATALOGUE = 20_000
ROUNDS, SECONDS = 5, 4.0
SINGLE = 100  # requests one after another, for p95
RATE = 1_000_000  # the limit of the key must not be what is measured
BASE = "/shop-api/v1"


def run(context):
    """Yield the figures."""
    rounds, seconds, single, total = (2, 1.0, 20, 1_000) if context.small else (ROUNDS, SECONDS, SINGLE, CATALOGUE)
    with context.odoo_env() as env:
        requests = prepare(env, total)
        goods = api_orders.prepare(env)
        env.cr.commit()  # the server is another process
    server = context.start_server(workers=WORKERS)
    try:
        load = Load(server.url, WORKERS)
        requests["stock_304"] = know(load, requests["stock"])
        check(load, requests)
        yield from throughput(context, load, requests, rounds, seconds)
        yield from latency(context, load, requests, single)
        yield from api_orders.order_create(context, server.url, requests["bare"].key, goods)
    finally:
        server.stop()
    for figure, seconds in measure_feed(context).items():
        yield context.figure(figure, seconds, "s")


# === WHAT IS ASKED === #


def prepare(env, total):
    """Fill the base and return the requests by name."""
    stores = create_stores(env, STORES)
    ids = create_products(env, total)
    put_in_stock(env, ids[:PRODUCTS], stores)
    ours, theirs = create_keys(env)
    customer = create_customer(env)
    products, codes = ids[:PRODUCTS], stores.mapped("code")
    address = f"?products={','.join(map(str, products))}&stores={','.join(codes)}"
    domain = [["product_id", "in", products], ["location_id", "in", stores.lot_stock_id.ids]]
    body = {"domain": domain, "fields": ["product_id", "location_id", "quantity", "reserved_quantity"]}
    return {
        "bare": Request("GET", f"{BASE}/key", ours),
        "stock": Request("GET", f"{BASE}/availability{address}", ours),
        "catalogue": Request("GET", f"{BASE}/products?limit=50&customer={customer.id}", ours),
        "json2": Request("POST", "/json/2/stock.quant/search_read", theirs, json.dumps(body).encode()),
    }


def create_keys(env):
    """Return a key of the shop API, and one of JSON-2 for the administrator."""
    key = env["torg.api.key"].create({"name": "bench", "reads_per_second": RATE, "writes_per_second": RATE})
    key.scope_ids = env["torg.api.scope"].search([])
    admin = env(user=env.ref("base.user_admin").id)
    until = datetime.now() + timedelta(days=1)
    return key._issue(), admin["res.users.apikeys"]._generate(None, "bench", until)


def create_customer(env):
    """Return a customer with a price list of many rules, as a wholesale client has."""
    categories = env["product.category"].search([])
    rules = [
        {"compute_price": "percentage", "percent_price": 5, "applied_on": "2_product_category", "categ_id": category.id}
        for category in categories
    ]
    pricelist = env["product.pricelist"].create({"name": "Bench", "item_ids": [(0, 0, rule) for rule in rules]})
    return env["res.partner"].create({"name": "Bench customer", "property_product_pricelist": pricelist.id})


def know(load, request):
    """Return the request of one who has the answer already."""
    _status, headers, _body = load.ask(request)
    return request.with_header("If-None-Match", headers["ETag"])


def check(load, requests):
    """Whatever is compared must tell the same numbers."""
    _status, _headers, body = load.ask(requests["stock"])
    cells = sum(len(item["stores"]) for item in json.loads(body)["items"])
    _status, _headers, body = load.ask(requests["json2"])
    assert cells == len(json.loads(body)) == PRODUCTS * STORES, cells
    status, _headers, body = load.ask(requests["stock_304"])
    assert (status, body) == (304, b""), status
    _status, _headers, body = load.ask(requests["catalogue"])
    assert len(json.loads(body)["items"]) == 50


# === MEASURING === #


def throughput(context, load, requests, rounds, seconds):
    """Requests a second, all workers busy; each kind in turns."""
    rates = {name: [] for name in requests}
    for _round in range(rounds):
        for name, request in requests.items():
            rates[name].append(load.measure_rate(request, seconds))
    rate = {name: median(found) for name, found in rates.items()}
    against = f"JSON-2 search_read, {rate['json2']:.1f} a second"
    yield context.figure("stock_ratio", rate["stock"] / rate["json2"], "x", against)
    yield context.figure("stock_304_ratio", rate["stock_304"] / rate["json2"], "x", against)
    yield context.figure("stock_rps", rate["stock"], "1/s")
    yield context.figure("bare_route_rps", rate["bare"], "1/s")


def latency(context, load, requests, single):
    """How long one waits when nobody else asks."""
    for figure, name in (("stock_p95_ms", "stock"), ("catalogue_p95_ms", "catalogue")):
        seconds = []
        for _number in range(single):
            start = perf_counter()
            load.ask(requests[name])
            seconds.append(perf_counter() - start)
        yield context.figure(figure, quantiles(seconds, n=20)[-1] * 1000, "ms")
