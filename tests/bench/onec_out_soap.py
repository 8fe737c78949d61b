"""Prices and customers to 1C by EnterpriseData over a bad line.

Two revisions for each product, the newer one must be in force in 1C; customers come with each of their orders. Of
twenty calls of the web service one is cut, before 1C has heard it or after; of twenty pieces of the conversation one
ends like a killed worker: whatever 1C was told in it, nothing of it is remembered here.
"""

import random
from collections import Counter

from fakes.onec_data import Export
from fakes.onec_server.seed import inn
from fakes.onec_soap import Base, Server

from .onec_lag import make_base
from .onec_orders import make_orders

PRODUCTS, SMALL_PRODUCTS = 150, 10
CLIENTS, SMALL_CLIENTS = 300, 20
ORDERS = 3  # of each customer
CUTS = 0.05
FIRST_INN = 5_000  # other measures have the numbers below
CODE, PASSWORD, PEER = "bench-soap", "bench-soap-1c", "ТГ"
PIECES = 10_000


def measure_out_soap(ctx, products=None, clients=None):
    """Return the figures of prices and customers that went out by SOAP."""
    products = products or (SMALL_PRODUCTS if ctx.small else PRODUCTS)
    clients = clients or (SMALL_CLIENTS if ctx.small else CLIENTS)
    data, base = Export(items=products + 1, offers=1, price_types=1, stores=1), Base(peer=PEER)
    with Server(base, password=PASSWORD, slow=1) as onec:
        with ctx.odoo_env() as env:
            endpoint = connect(env, onec, data)
            wanted = publish(env, endpoint, data, products)
            numbers = order(env, endpoint, data, clients, products)
        luck, met = random.Random(11), Counter()
        onec.troubles.lose = lambda operation, _number: lose(luck, met)
        left = converse(ctx, luck, met)
    cards = Counter(partner.inn for partner in base.partners.values())
    taken = Counter(row.number for row in base.orders.values())
    lost = sum(base.prices.get(key) != price for key, price in wanted.items())
    return {
        "prices_out_lost": lost,
        "clients_doubled": sum(count - 1 for count in cards.values()),
        "clients_lost": len({inn(FIRST_INN + number) for number in range(clients)} - set(cards)),
        "soap_orders_lost": len(numbers - set(taken)),
        "soap_orders_doubled": sum(count - 1 for count in taken.values()),
        "soap_undelivered": left,
        "soap_cuts": met["before"] + met["after"],
        "soap_killed": met["killed"],
    }


def lose(luck, met):
    """What happens to a call."""
    if luck.random() >= CUTS:
        return ""
    kind = luck.choice(("before", "after"))
    met[kind] += 1
    return kind


def connect(env, onec, data):
    """Make a base that is talked to; return its endpoint."""
    endpoint = make_base(env, CODE, data)
    endpoint.write(
        {
            "mode": "push",
            "allow_private_addresses": True,
            "onec_soap_url": onec.url,
            "onec_soap_user": onec.user,
            "onec_soap_new_password": PASSWORD,
            "onec_soap_peer_code": PEER,
            "onec_soap": True,
            "onec_sends_prices": True,
        }
    )
    return endpoint


def publish(env, endpoint, data, count):
    """Publish two revisions for each product; return ``{(offer, price type): price of the newer}``."""
    mapping = env["torg.onec.price.type"].search([("endpoint_id", "=", endpoint.id)], limit=1)
    mapping.price_type_id.write({"owner": "here", "endpoint_id": False})
    products = env["product.product"].create([{"name": f"Bench goods {n}", "is_storable": True} for n in range(count)])
    offers = {(data.guid("item", number), ""): product for number, product in enumerate(products)}
    env["torg.exchange.link"]._link(endpoint, "offer", offers)
    wanted = {}
    for step in (0, 1):
        for number, product in enumerate(products):
            price = 100 + number + step * 1_000
            make_revision(env, mapping.price_type_id, product, price)
            wanted[data.guid("item", number), mapping.external_id] = price
    return wanted


def make_revision(env, price_type, product, price):
    """Publish one price."""
    line = {"product_id": product.id, "new_price": price}
    revision = env["torg.price.revision"].create(
        {"price_type_id": price_type.id, "reason": "Bench", "accept_warnings": True, "line_ids": [(0, 0, line)]}
    )
    revision.action_approve_and_publish()
    while revision.state in ("publishing", "approved"):
        revision._publish_next()


def order(env, endpoint, data, clients, place):
    """Make new customers with some orders each; return the numbers of the orders."""
    product = env["product.product"].create({"name": "Bench service", "type": "service", "list_price": 100})
    env["torg.exchange.link"]._link(endpoint, "offer", {(data.guid("item", place), ""): product})
    people = env["res.partner"].create(
        [
            {
                "name": f"ООО Опыт {number}",
                "is_company": True,
                "vat": inn(FIRST_INN + number),
                "kpp": "770101001",
            }
            for number in range(clients)
        ]
    )
    return make_orders(env, product.id, people.ids * ORDERS)


def converse(ctx, luck, met):
    """Talk piece by piece until nothing waits; return how many messages still do."""
    waiting = 0
    for _piece in range(PIECES):
        with ctx.odoo_env() as env:
            env["torg.onec.soap"].search([("endpoint_id.code", "=", CODE)])._talk()
            if luck.random() < CUTS:
                met["killed"] += 1
                env.cr.rollback()
        with ctx.odoo_env() as env:
            mine = [("endpoint_id.code", "=", CODE), ("direction", "=", "out")]
            waiting = env["torg.exchange.message"].search_count(
                [*mine, ("state", "in", ("ready", "offered", "failed", "dead"))]
            )
        if not waiting:
            break
    return waiting
