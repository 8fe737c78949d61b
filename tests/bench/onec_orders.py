"""Orders to 1C over a bad line, and years of history from it.

Ten thousand orders are fetched by 1C in sessions of a hundred documents. One session of twenty is cut: before the
answer, after it, the query is asked twice, the success is lost, the worker is killed before its commit. Every step is a
transaction of its own, and 1C answers half of what it took. The history is five thousand orders of the past.
"""

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

ORDERS, SMALL = 10_000, 300
HISTORY, SMALL_HISTORY = 5_000, 200
CUTS = 0.05
CODE = "bench-orders"
PAST = datetime(2024, 1, 1, 12, 0)


def run(ctx):
    """Yield the figures of orders."""
    count = SMALL if ctx.small else ORDERS
    names = prepare(ctx, count)
    sessions = fetch_all(ctx)
    found = {row.number for row in sessions.base.orders.values()}
    cuts = sum(sessions.cuts.values())
    yield ctx.figure("orders_lost", len(names - found), "pieces", f"{count} orders, {cuts} cuts")
    yield ctx.figure("orders_doubled", sessions.base.count_doubled() + len(found - names), "pieces")
    yield ctx.figure("clients_doubled", sessions.base.count_customers_doubled(), "pieces")
    yield ctx.figure("query_repeats_differ", sessions.differed, "pieces")
    yield ctx.figure("history_orders_per_s", load_history(ctx, SMALL_HISTORY if ctx.small else HISTORY), "1/s")


def prepare(ctx, count):
    """Make the base and its orders; return their numbers."""
    with ctx.odoo_env() as env:
        env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False
        endpoint = env["torg.exchange.endpoint"].create(
            {"name": "Bench", "code": CODE, "kind": "onec", "mode": "pull", "onec_history_before": "2025-01-01"}
        )
        product = env["product.product"].create({"name": "Bench service", "type": "service", "list_price": 100})
        people = env["res.partner"].create([{"name": f"Bench {number}"} for number in range(100)])
        env["torg.exchange.link"]._link(endpoint, "offer", {("bench", ""): product})
        product_id, people_ids = product.id, people.ids
    names = set()
    for start in range(0, count, 500):
        with ctx.odoo_env() as env:
            size = min(500, count - start)
            names |= make_orders(env, product_id, [people_ids[number % 100] for number in range(size)])
    return names


def make_orders(env, product_id, people_ids):
    """Make confirmed orders of these people; return their numbers."""
    line = {"product_id": product_id, "product_uom_qty": 1, "price_unit": 100}
    orders = env["sale.order"].with_context(torg_silent=True, tracking_disable=True)
    made = orders.create([{"partner_id": person, "order_line": [(0, 0, line)]} for person in people_ids])
    made.action_confirm()
    return set(made.mapped("name"))


def fetch_all(ctx):
    """Let 1C fetch everything over a bad line; return the sessions."""
    ctx._registry()
    from odoo.addons.torg_1c.tests.sessions import Sessions

    @contextmanager
    def step(kill=False):
        with ctx.odoo_env() as env:
            yield env["torg.exchange.endpoint"].search([("code", "=", CODE)])
            if kill:
                env.cr.rollback()

    sessions = Sessions(CUTS, 20260302, step, lambda: let_quarter_pass(ctx))
    for taken in sessions.run():
        answer(ctx, taken[: len(taken) // 2])
    return sessions


def let_quarter_pass(ctx):
    """What was handed out and not confirmed waits again."""
    with ctx.odoo_env() as env:
        messages = env["torg.exchange.message"].search([("state", "=", "offered")])
        messages.offered_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=16)
        messages._release_unconfirmed()


def answer(ctx, records):
    """1C sends documents back; they are applied as its jobs would."""
    from odoo.addons.torg_1c.tools.records import HeaderRec
    from odoo.addons.torg_1c.tools.records.codec import dumps

    if not records:
        return
    with ctx.odoo_env() as env:
        endpoint = env["torg.exchange.endpoint"].search([("code", "=", CODE)])
        file = env["torg.onec.file"].create({"name": "back", "endpoint_id": endpoint.id, "format": "records"})
        file._append("\n".join(dumps(row) for row in (HeaderRec("2.10", PAST), *records)).encode())
        run_id = file._start_run(topic="orders").id
    done = False
    while not done:
        with ctx.odoo_env() as env:
            done = env["torg.onec.run"].browse(run_id)._work(15)


def load_history(ctx, count):
    """Return how many orders of the past are loaded in a second."""
    from odoo.addons.torg_1c.tools.records import OrderLineRec, OrderRec, PartnerRec

    lines = tuple(
        OrderLineRec("bench", "bench", quantity=Decimal(number), price=Decimal(100), total=Decimal(100 * number))
        for number in (1, 2, 3)
    )
    records = [
        OrderRec(
            f"history-{number}",
            f"H-{number}",
            date=PAST - timedelta(hours=number),
            operation_code="order",
            currency_code="RUB",
            total=Decimal(600),
            partners=(PartnerRec(f"buyer-{number % 200}", name=f"Buyer {number % 200}", role="Покупатель"),),
            lines=lines,
            posted=True,
        )
        for number in range(count)
    ]
    began = time.monotonic()
    answer(ctx, records)
    return count / (time.monotonic() - began)
