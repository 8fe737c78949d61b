"""Orders to 1C over a bad line.

Ten thousand orders are made ten at a time, and after each ten 1C comes for them over HTTP to a server of two
workers. Of twenty requests one is cut: before the answer, after it, in the middle of the body, or the workers are
killed with -9 while they serve it; one session of twenty asks its query twice. Half of the cuts end the session: 1C
comes again with a new one, and what it did not confirm waits for the quarter of an hour that is let pass here. Of every
second session 1C sends the documents back with its own numbers.
"""

import os
import random
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

from psycopg2 import OperationalError

from fakes.onec_client import Base, Cut, Refused, Wire, take_orders

ORDERS, SMALL = 10_000, 300
BATCH = 10
CUTS = 0.05
CODE, LOGIN, PASSWORD = "bench-orders", "1c", "bench-orders-1c"
HOW = ("before", "after", "half", "killed")
TRIES = 200  # sessions that may end badly after the last order was made


def measure_orders(ctx, count=None):
    """Return the figures of orders over a bad line."""
    count = count or (SMALL if ctx.small else ORDERS)
    product_id, people_ids = prepare(ctx)
    server = ctx.start_server(workers=2, extra_config={"channels": "root:0"})
    try:
        line = Line(ctx, server)
        names = set()
        for start in range(0, count, BATCH):
            with ctx.odoo_env() as env:
                people = [people_ids[(start + number) % len(people_ids)] for number in range(BATCH)]
                names |= make_orders(env, product_id, people)
            line.fetch()
        line.drain()
    finally:
        server.stop()
    found = set(line.base.numbers)
    return {
        "orders_lost": len(names - found) + count_unconfirmed(ctx),
        "orders_doubled": len(line.base.doubled()) + len(found - names) + count_born(ctx),
        "clients_doubled": line.base.count_customers_doubled() + count_new_people(ctx, people_ids),
        "query_repeats_differ": line.differed,
        "line_cuts": sum(line.luck.cuts.values()),
        "workers_killed": line.luck.cuts["killed"],
    }


class Luck:
    """What happens to a request: the `cuts` of a wire."""

    def __init__(self, share, seed, kill):
        self.share, self.random, self.kill = share, random.Random(seed), kill
        self.cuts = dict.fromkeys(HOW, 0)

    def happens(self):
        """Whether it hits."""
        return self.random.random() < self.share

    def next(self):
        """The kind of cut for this request; killed workers break it by themselves."""
        if not self.happens():
            return None
        kind = self.random.choice(HOW)
        self.cuts[kind] += 1
        if kind != "killed":
            return kind
        threading.Timer(self.random.uniform(0, 0.1), self.kill).start()
        return None


class Line:
    """1C at the other end."""

    def __init__(self, ctx, server):
        self.ctx, self.server, self.base = ctx, server, Base()
        self.luck = Luck(CUTS, 7, self.kill_workers)
        self.sessions = self.differed = 0

    def kill_workers(self):
        """Kill whatever serves requests, as the kernel does when memory ends; the server starts others."""
        for worker in self.server.find_workers():
            os.kill(worker, signal.SIGKILL)

    def fetch(self):
        """Play a session; return what was taken, None when it broke."""
        self.sessions += 1
        wire = Wire(f"{self.server.url}/1c/{CODE}", LOGIN, PASSWORD, timeout=120, cuts=self.luck)
        status = "Принят" if self.sessions % 2 else ""
        attempts = self.luck.random.choice((1, 4))
        try:
            return take_orders(wire, self.base, twice=self.luck.happens(), status=status, attempts=attempts)
        except Cut:
            pass
        except Refused as problem:
            self.differed += "differently" in str(problem)
        let_quarter_pass(self.ctx)
        return None

    def drain(self):
        """Come until two sessions in a row bring nothing."""
        let_quarter_pass(self.ctx)
        empty = 0
        for _session in range(TRIES):
            taken = self.fetch()
            empty = empty + 1 if taken == [] else 0
            if empty == 2:
                return
            time.sleep(0.1)


# === THE BASE === #


def prepare(ctx):
    """Make the base, its goods and customers; return the id of the product and of the people."""
    with ctx.odoo_env() as env:
        env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False
        endpoint = env["torg.exchange.endpoint"].create(
            {"name": "Bench", "code": CODE, "kind": "onec", "mode": "pull", "onec_history_before": "2025-01-01"}
        )
        endpoint.write({"onec_login": LOGIN, "onec_zip": False})
        endpoint.onec_status_ids = [(0, 0, {"name": "Принят", "action": "ignore"})]
        endpoint._set_onec_password(PASSWORD)
        product = env["product.product"].create({"name": "Bench service", "type": "service", "list_price": 100})
        people = env["res.partner"].create([{"name": f"Bench {number}"} for number in range(100)])
        env["torg.exchange.link"]._link(endpoint, "offer", {("bench", ""): product})
        return product.id, people.ids


def make_orders(env, product_id, people_ids):
    """Make confirmed orders of these people; return their numbers."""
    line = {"product_id": product_id, "product_uom_qty": 1, "price_unit": 100}
    orders = env["sale.order"].with_context(torg_silent=True, tracking_disable=True)
    made = orders.create([{"partner_id": person, "order_line": [(0, 0, line)]} for person in people_ids])
    made.action_confirm()
    return set(made.mapped("name"))


def let_quarter_pass(ctx):
    """What was handed out and not confirmed waits again; a killed worker's transaction may still be on its way out."""
    for _try in range(TRIES):
        try:
            return release_offered(ctx)
        except OperationalError:
            time.sleep(0.1)
    raise AssertionError("Something keeps the messages locked")


def release_offered(ctx):
    """Do what the cron does in a quarter of an hour."""
    with ctx.odoo_env() as env:
        messages = env["torg.exchange.message"].search([("state", "=", "offered")])
        messages.offered_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=16)
        messages._release_unconfirmed()


def count_unconfirmed(ctx):
    """Orders of which we do not know that 1C has them."""
    with ctx.odoo_env() as env:
        return env["torg.onec.order.part"].search_count(
            [("endpoint_id.code", "=", CODE), ("state", "not in", ("delivered", "accepted"))]
        )


def count_born(ctx):
    """Answers that became orders of their own."""
    with ctx.odoo_env() as env:
        return env["sale.order"].search_count([("onec_origin_id.code", "=", CODE)])


def count_new_people(ctx, people_ids):
    """Customers that came back and became customers of their own; those of earlier measures are not among them."""
    with ctx.odoo_env() as env:
        return env["res.partner"].search_count([("id", ">", max(people_ids)), ("name", "=like", "Bench %")])
