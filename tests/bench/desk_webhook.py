"""From the drop of a card to the site: what an order's move costs until its webhook has arrived."""

import random
import statistics
import time

from fakes.webhook_sink import WebhookSink

EVENT = "order.stage_changed"
MOVES = 100
STAGES = ("in_work", "new")  # to and fro: nothing is confirmed, nothing final


def subscribe(env, url):
    """Subscribe the sink to the moves of orders; return the secret."""
    event = env["torg.exchange.event"].search([("code", "=", EVENT)])
    webhook = env["torg.webhook"].create(
        {"name": "Site", "url": url, "allow_private_addresses": True, "event_ids": event.ids}
    )
    env.cr.commit()  # the server is another process
    return webhook.sudo().secret


def stage_to_site_p95_ms(ctx, moves=MOVES):
    """Return the 95th percentile of milliseconds from the beginning of a move to the receiver's hands.

    A server with the job runner must be running on the base, and there must be an order.

    :param ctx: bench.context.Context
    :param moves: how many cards are dropped, one after another
    """
    with WebhookSink() as sink:
        with ctx.odoo_env() as env:
            sink.secret = subscribe(env, sink.url)
        seconds = list(_measure(ctx, sink, moves))
    if len(seconds) < moves:
        raise RuntimeError(f"only {len(seconds)} of {moves} webhooks arrived")
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def _measure(ctx, sink, moves):
    with ctx.odoo_env() as env:
        order = env["sale.order"].search([("state", "=", "draft"), ("stage_id.is_final", "=", False)], limit=1)
        stages = {stage.code: stage for stage in env["sale.order.stage"].search([("code", "in", STAGES)])}
        for number in range(moves + 1):
            stage = next(stages[code] for code in STAGES if stages[code] != order.stage_id)
            dropped = time.time()
            order._move_to_stage(stage, channel="desk")
            env.cr.commit()  # the server is another process
            if sink.wait_for(number + 1, timeout=60) and number:  # the first one wakes the runner
                yield max(delivery.at for delivery in list(sink.applied.values())) - dropped
            time.sleep(random.uniform(0.05, 0.15))
