"""Speed of the desk: how fast is the board there, how fast is a card moved, and does any move slip past the matrix."""

import random
from statistics import median, quantiles
from time import perf_counter

from lxml import etree

from odoo.exceptions import UserError

from .desk_customer_card import customer_card
from .desk_data import create_managers, create_orders
from .desk_handout import handout
from .desk_webhook import stage_to_site_p95_ms

CHANNELS = "root:3,root.outbox:2"
WAY = ("new", "in_work", "agreed", "collecting")  # a drag through quotations and a confirmation


def run(context):
    """Yield the figures of every measurement, over one base full of orders."""
    total, open_orders = (4_000, 500) if context.small else (100_000, 5_000)
    with context.odoo_env() as env:
        managers, director = create_managers(env)
        orders = create_orders(env, managers, total, open_orders)
        yield from board(context, env, director)
        yield from drag(context, env, orders["new"])
        yield from illegal_transitions(context, env, orders)
        env.cr.rollback()
    yield from handout(context)
    yield from customer_card(context)
    yield from site(context)


def site(context):
    """From the drop of a card to the webhook at the site."""
    with context.odoo_env() as env:
        env["sale.order"].create({"partner_id": env["res.partner"].create({"name": "Bench customer"}).id})
        env.cr.commit()  # the server is another process
    server = context.start_server(workers=4, extra_config={"channels": CHANNELS})
    try:
        yield context.figure("stage_to_site_p95_ms", stage_to_site_p95_ms(context), "ms")
    finally:
        server.stop()


def board(context, env, director):
    """All calls of the first paint for who sees every order, against core's kanban of all orders by state."""
    ours, core = (
        _Board(env(user=director), "torg_sale.sale_order_view_desk"),
        _Board(env, "sale.view_sale_order_kanban"),
    )
    on_desk = [("is_on_desk", "=", True)]
    mine = _time(env, lambda: ours.load(on_desk, "stage_id", limit=20))
    theirs = _time(env, lambda: core.load([], "state", limit=80))
    yield context.figure("board_load_s", mine, "s")
    yield context.figure("board_ratio", theirs / mine, "x", f"core's kanban by state, {theirs:.2f} s")


class _Board:
    """A kanban as the web client asks for it: groups with their cards, and the bars over them."""

    def __init__(self, env, view):
        self.orders = env["sale.order"]
        arch = etree.fromstring(self.orders.get_view(env.ref(view).id, "kanban")["arch"])
        fields = self.orders._fields
        names = {node.get("name") for node in arch.iter("field") if node.get("name") in fields}
        self.spec = {
            name: {"fields": {"display_name": {}}} if fields[name].relational else {} for name in sorted(names)
        }
        self.bar = next(arch.iter("progressbar"))

    def load(self, domain, group_by, limit):
        bar = {"field": self.bar.get("field"), "colors": dict.fromkeys(("none", "partial", "paid"), "success")}
        total = self.bar.get("sum_field")
        return (
            self.orders.web_read_group(
                domain,
                [group_by],
                [f"{total}:sum"] if total else [],
                auto_unfold=True,
                unfold_read_specification=self.spec,
                unfold_read_default_limit=limit,
            ),
            self.orders.read_progress_bar(domain, group_by, bar),
        )


def drag(context, env, order_ids):
    """What a drop costs on the server: the questions and the write, as the order's own manager."""
    stages = {stage.code: stage.id for stage in env["sale.order.stage"].search([])}
    seconds = []
    for order in env["sale.order"].browse(order_ids[: 20 if context.small else 200]):
        order = order.with_user(order.user_id)
        for code in WAY[1:]:
            env.flush_all()
            env.invalidate_all()
            start = perf_counter()
            order.get_stage_questions(stages[code])
            order.web_save({"stage_id": stages[code]}, {"stage_id": {}, "desk_card": {}})
            env.cr.flush()
            seconds.append(perf_counter() - start)
    yield context.figure("drag_p95_ms", quantiles(seconds, n=20)[-1] * 1000, "ms")


def illegal_transitions(context, env, orders):
    """Raw writes of stage, state and store by managers: how many did what the matrix forbids."""
    _narrow(env)
    dice, illegal = random.Random(19), 0
    stages, stores = env["sale.order.stage"].search([]), env["stock.warehouse"].search([], limit=3)
    pool = env["sale.order"].browse([order_id for ids in orders.values() for order_id in ids[:40]])
    for _attempt in range(200 if context.small else 3_000):
        order = dice.choice(pool)
        vals = dice.choice(
            [
                {"stage_id": dice.choice(stages).id},
                {"state": dice.choice(["draft", "sent", "sale", "cancel"])},
                {"warehouse_id": dice.choice(stores).id},
            ]
        )
        illegal += _is_illegal(order, vals)
    yield context.figure("illegal_transitions", illegal, "moves")


def _narrow(env):
    """Forbid managers two ways more than the shipped matrix does."""
    stages = {stage.code: stage for stage in env["sale.order.stage"].search([])}
    env["torg.order.transition"].create(
        {
            "name": "Bench",
            "sequence": 1,
            "effect": "deny",
            "source_scope": "chosen",
            "source_stage_ids": stages["new"].ids,
            "target_stage_ids": (stages["ready"] | stages["collecting"]).ids,
        }
    )


def _is_illegal(order, vals):
    """Write as the order's manager, and return whether something happened that the matrix forbids."""
    env = order.env
    stage, state, store = order.stage_id, order.state, order.warehouse_id
    writer = order.with_user(order.user_id)
    channel = env["ir.http"]._get_channel()
    may = {
        target: env["torg.order.transition"].with_user(order.user_id)._find_rule(writer, target, channel).effect
        for target in env["sale.order.stage"].search([])
    }
    try:
        with env.cr.savepoint():
            writer.write(vals)
    except UserError:
        pass
    order.invalidate_recordset()
    moved = order.stage_id != stage and may[order.stage_id] != "allow"
    split = not order.stage_id._stands_for(order.state)
    torn = state == "sale" and order.warehouse_id != store and order.stage_id == stage
    return bool(moved or split or torn)


def _time(env, verb, runs=5):
    """Return the median seconds of `verb()` with cold caches."""
    seconds = []
    for _run in range(runs):
        env.invalidate_all()
        start = perf_counter()
        verb()
        seconds.append(perf_counter() - start)
    return median(seconds)
