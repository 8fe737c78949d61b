"""Years of orders made in 1C: five thousand of the past with three lines each, every second one paid and shipped.

The second figure is in time of this process: what PostgreSQL takes is not in it, nor what others do on the machine.
"""

import time
from datetime import datetime, timedelta
from decimal import Decimal

HISTORY, SMALL = 5_000, 200
CODE = "bench-history"
PAST = datetime(2024, 1, 1, 12, 0)


def measure_history(ctx, count=None):
    """Return how many orders of the past come in within a second."""
    count = count or (SMALL if ctx.small else HISTORY)
    prepare(ctx)
    records = list(tell(ctx, count))
    began, worked = time.monotonic(), time.process_time()
    apply(ctx, records)
    seconds, own = time.monotonic() - began, time.process_time() - worked
    check(ctx, count)
    return {"history_orders_per_s": count / seconds, "history_orders_per_cpu_s": count / own}


def prepare(ctx):
    """Make the base and its item."""
    with ctx.odoo_env() as env:
        endpoint = env["torg.exchange.endpoint"].create(
            {"name": "Bench", "code": CODE, "kind": "onec", "mode": "pull", "onec_history_before": "2025-01-01"}
        )
        product = env["product.product"].create({"name": "Bench goods", "is_storable": True, "list_price": 100})
        env["torg.exchange.link"]._link(endpoint, "offer", {("bench", ""): product})


def tell(ctx, count):
    """Yield the documents."""
    ctx._registry()
    from odoo.addons.torg_1c.tools.records import OrderLineRec, OrderRec, PartnerRec, PaymentRec, ShipmentRec

    lines = tuple(
        OrderLineRec("bench", "bench", quantity=Decimal(number), price=Decimal(100), total=Decimal(100 * number))
        for number in (1, 2, 3)
    )
    for number in range(count):
        date = PAST - timedelta(hours=number)
        done = {
            "payments": (PaymentRec(f"P-{number}", date, Decimal(600), "Выплата безналичных денег"),),
            "shipments": (ShipmentRec(f"S-{number}", date),),
        }
        yield OrderRec(
            f"history-{number}",
            f"H-{number}",
            date=date,
            operation_code="order",
            currency_code="RUB",
            total=Decimal(600),
            partners=(PartnerRec(f"buyer-{number % 200}", name=f"Buyer {number % 200}", role="Покупатель"),),
            lines=lines,
            posted=True,
            **(done if number % 2 else {}),
        )


def apply(ctx, records):
    """Apply the documents as the jobs of a run would."""
    from odoo.addons.torg_1c.tools.records import HeaderRec
    from odoo.addons.torg_1c.tools.records.codec import dumps

    with ctx.odoo_env() as env:
        endpoint = env["torg.exchange.endpoint"].search([("code", "=", CODE)])
        file = env["torg.onec.file"].create({"name": "history", "endpoint_id": endpoint.id, "format": "records"})
        file._append("\n".join(dumps(row) for row in (HeaderRec("2.10", PAST), *records)).encode())
        run_id = file._start_run(topic="orders").id
    done = False
    while not done:
        with ctx.odoo_env() as env:
            done = env["torg.onec.run"].browse(run_id)._work(15)


def check(ctx, count):
    """All of them are here, locked, paid and without a trace of work.

    :raise AssertionError: something is missing
    """
    with ctx.odoo_env() as env:
        orders = env["sale.order"].search([("onec_origin_id.code", "=", CODE)])
        found = (len(orders), sum(orders.mapped("amount_total")), sum(orders.mapped("paid_amount")))
        if found != (count, 600 * count, 600 * (count // 2)):
            raise AssertionError(f"Orders, total, paid: {found}")
        if orders.picking_ids or orders.filtered(lambda order: not order.locked or order.stage_deadline):
            raise AssertionError("Orders of the past were put to work")
