"""Prices and customers to 1C by OData over a bad line.

Every revision of prices is a document in 1C, every customer a card, and customers come with each of their orders. Of
twenty calls one is cut before the work is done or after it, broken off half way, or answered with an error; of twenty
deliveries one ends like a killed worker: whatever it has written into 1C, nothing of it is remembered here. The pauses
between attempts are let pass.
"""

import random
from collections import Counter
from datetime import timedelta

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_server.seed import inn

from .onec_lag import connect, make_base
from .onec_orders import make_orders

REVISIONS, SMALL_REVISIONS = 300, 20
CLIENTS, SMALL_CLIENTS = 300, 20
ORDERS = 3  # of each customer
CUTS = 0.05
KINDS = ("before", "after", "cut", "500")
ROUNDS = 1_000
PRICES, COMPANIES, DOCUMENTS = "Document_УстановкаЦенНоменклатуры", "Catalog_Контрагенты", "Document_ЗаказКлиента"


def measure_out(ctx, revisions=None, clients=None):
    """Return the figures of prices and customers that went out."""
    revisions = revisions or (SMALL_REVISIONS if ctx.small else REVISIONS)
    clients = clients or (SMALL_CLIENTS if ctx.small else CLIENTS)
    data = Export(items=20, offers=1, price_types=1, stores=1)
    base = seed(data, partners=0)
    with serve(base) as onec:
        with ctx.odoo_env() as env:
            endpoint = make_base(env, "bench-out", data)
            connect(env, endpoint, onec.url)
            endpoint.write({"mode": "push", "onec_sends_prices": True})
            env["torg.onec.schedule"].search([]).paused = True
            names = publish(env, endpoint, data, revisions)
            numbers = order(env, endpoint, data, clients)
        onec.trouble.share, onec.trouble.kinds = CUTS, KINDS
        left = deliver(ctx)
    written = Counter(row["Комментарий"].partition("]")[0].strip("[") for row in base.rows[PRICES].values())
    cards = Counter(row["ИНН"] for row in base.rows[COMPANIES].values())
    taken = Counter(row["НомерПоДаннымКлиента"] for row in base.rows[DOCUMENTS].values())
    return {
        "prices_out_lost": len(names - set(written)),
        "prices_out_doubled": sum(count - 1 for count in written.values()),
        "clients_doubled": sum(count - 1 for count in cards.values()),
        "clients_lost": len({inn(1_000 + number) for number in range(clients)} - set(cards)),
        "odata_orders_lost": len(numbers - set(taken)),
        "odata_orders_doubled": sum(count - 1 for count in taken.values()),
        "odata_undelivered": left,
        "odata_cuts": len(onec.trouble.met),
    }


def publish(env, endpoint, data, count):
    """Publish so many revisions of one price list; return their names."""
    mapping = env["torg.onec.price.type"].search([("endpoint_id", "=", endpoint.id)], limit=1)
    mapping.price_type_id.write({"owner": "here", "endpoint_id": False})
    product = env["product.product"].create({"name": "Bench goods", "is_storable": True})
    env["torg.exchange.link"]._link(endpoint, "offer", {(data.guid("item", 0), ""): product})
    names = set()
    for number in range(count):
        revision = env["torg.price.revision"].create(
            {
                "price_type_id": mapping.price_type_id.id,
                "reason": "Bench",
                "accept_warnings": True,
                "line_ids": [(0, 0, {"product_id": product.id, "new_price": 100 + number})],
            }
        )
        revision.action_approve_and_publish()
        while revision.state in ("publishing", "approved"):
            revision._publish_next()
        names.add(revision.name)
    return names


def order(env, endpoint, data, count):
    """Make new customers with some orders each; return the numbers of the orders."""
    product = env["product.product"].create({"name": "Bench service", "type": "service", "list_price": 100})
    env["torg.exchange.link"]._link(endpoint, "offer", {(data.guid("item", 1), ""): product})
    people = env["res.partner"].create(
        [
            {"name": f"ООО Проба {number}", "is_company": True, "vat": inn(1_000 + number), "kpp": "770101001"}
            for number in range(count)
        ]
    )
    return make_orders(env, product.id, people.ids * ORDERS)


def deliver(ctx):
    """Deliver until nothing waits; return how many messages still do."""
    luck, waiting = random.Random(7), 0
    for _round in range(ROUNDS):
        with ctx.odoo_env() as env:
            endpoint = env["torg.exchange.endpoint"].search([("code", "=", "bench-out")])
            endpoint._deliver_waiting()
            if luck.random() < CUTS:
                env.cr.rollback()
        with ctx.odoo_env() as env:
            mine = [("endpoint_id.code", "=", "bench-out"), ("direction", "=", "out")]
            messages = env["torg.exchange.message"].search([*mine, ("state", "in", ("ready", "offered", "failed"))])
            for message in messages.filtered("tried_at"):
                message.write({"next_try": False, "tried_at": message.tried_at - timedelta(minutes=5)})
            waiting = len(messages)
        if not waiting:
            break
    return waiting
