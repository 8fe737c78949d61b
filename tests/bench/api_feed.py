"""How far the change feed lags behind: from the commit of a change to the answer of `GET /changes` that tells it."""

import json
import time
from statistics import quantiles

from .api_load import Load, Request

BASE = "/shop-api/v1"
CHANGES, SMALL = 60, 15
POLL = 0.05  # seconds between two questions of the site
PATIENCE = 30  # seconds until a change counts as lost
CALM = 120  # seconds until jobs that the server before left under way have been given out again


def measure_feed(context):
    """Return ``{"feed_lag_p95_s": …}``: changes of products one after another, a site that keeps asking meanwhile.

    Starts a server of its own with a job runner, as the benches of the exchange do.
    """
    with context.odoo_env() as env:
        secret, ids = prepare(env, SMALL if context.small else CHANGES)
        env.cr.commit()  # the server is another process
    server = context.start_server(workers=2)
    try:
        return {"feed_lag_p95_s": quantiles(follow(context, server.url, secret, ids), n=20)[-1]}
    finally:
        server.stop()


def prepare(env, count):
    """Return a key that hears of changes, and products to change."""
    key = env["torg.api.key"].create({"name": "feed bench", "reads_per_second": 1000, "writes_per_second": 1000})
    key.scope_ids = env["torg.api.scope"].search([])
    products = env["product.product"].create([{"name": f"Feed {number}"} for number in range(count)])
    return key._issue(), products.ids


def follow(context, url, secret, ids):
    """Change product by product; yield the seconds until the feed tells each."""
    load = Load(url, 1)
    settle(context, load, secret)
    place = read(load, secret, None)["next_cursor"]
    lags = []
    for number in ids:
        changed_at = change(context, number)
        place = wait_for(load, secret, place, number, changed_at)
        lags.append(time.time() - changed_at)
    return lags


def settle(context, load, secret):
    """Let the feed take in what the preparation has changed.

    Jobs that a server had under way when it was stopped hold their channels until the runner finds them dead, which
    takes it up to a minute.
    """
    until = time.time() + CALM
    while time.time() < until and has_jobs_under_way(context):
        time.sleep(1)
    until, last = time.time() + PATIENCE, None
    while time.time() < until:
        place = read(load, secret, None)["next_cursor"]
        if place == last:
            return
        last = place
        time.sleep(2)


def has_jobs_under_way(context):
    """Whether the runner has jobs in its hands."""
    with context.odoo_env() as env:
        return bool(env["queue.job"].search_count([("state", "in", ("enqueued", "started"))], limit=1))


def change(context, number):
    """Rename a product as a person does; return the moment of the commit."""
    with context.odoo_env() as env:
        env["product.product"].browse(number).name = f"Feed {number} renamed"
        env.cr.commit()  # the moment counts from here
        return time.time()


def wait_for(load, secret, place, number, since):
    """Ask until the feed has told of the product; return the place to go on from."""
    while time.time() - since < PATIENCE:
        page = read(load, secret, place)
        place = page["next_cursor"]
        if any(row["type"] == "product.updated" and row["id"] == number for row in page["items"]):
            return place
        time.sleep(POLL)
    raise AssertionError(f"The feed has not told of product {number} in {PATIENCE} s")


def read(load, secret, place):
    """A page of the feed."""
    path = f"{BASE}/changes" + (f"?cursor={place}" if place else "")
    status, _headers, body = load.ask(Request("GET", path, secret))
    assert status == 200, body
    return json.loads(body)
