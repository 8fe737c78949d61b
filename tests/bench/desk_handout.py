"""How fast a new order finds its manager, with a hundred thousand orders behind and five thousand in hand."""

from time import perf_counter

from .stock_data import _copy_rows

MANAGERS = 20


def handout(context, orders=100_000, opened=5_000, decisions=200):
    """Yield `handout_p95_ms` and `handout_ineligible`; the base gets as many orders as it lacks, and keeps none."""
    if context.small:
        orders, opened, decisions = orders // 20, opened // 20, decisions // 4
    with context.odoo_env() as env:
        seconds, ineligible = measure(env, orders, opened, decisions)
        env.cr.rollback()
    yield context.figure("handout_p95_ms", percentile(seconds, 95) * 1000, "ms")
    yield context.figure("handout_ineligible", ineligible, "pieces")


def measure(env, orders, opened, decisions):
    """Return (seconds of each decision, how many orders went to somebody who may not have them)."""
    managers = _create_managers(env)
    _fill(env, managers, orders, opened)
    customer = env["res.partner"].create({"name": "Bench customer"})
    seconds, ineligible = [], 0
    for number in range(decisions):
        _flap(managers, number)
        own = managers[number % MANAGERS] if number % 5 == 0 else managers.browse()
        customer.user_id = own
        order = env["sale.order"].create({"partner_id": customer.id, "user_id": False})
        env.flush_all()
        env.invalidate_all()
        start = perf_counter()
        order._hand_out()
        env.flush_all()
        seconds.append(perf_counter() - start)
        ineligible += not _may_have(env, order)
    return seconds, ineligible


def percentile(values, share):
    """Return the value that `share` percent of the values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def _create_managers(env):
    """Return twenty managers on line, alone there; every fourth takes orders of one store only and few of them."""
    env["res.users"]._get_users_on_line()._set_shift_state("off")
    env["sale.order"].search([("queued_date", "!=", False)]).write({"queued_date": False})
    managers = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Bench manager {number}",
                    "login": f"bench_manager_{number}",
                    "group_ids": [(6, 0, [env.ref("torg_base.group_manager").id])],
                }
                for number in range(MANAGERS)
            ]
        )
    )
    managers._set_shift_state("on_line")
    store = env["stock.warehouse"].search([], limit=1)
    members = env["torg.handout.member"]._ensure(managers)
    members[::4].write({"store_ids": [(6, 0, store.ids)], "cap": 300})
    members[1::4].write({"weight": 2})
    return managers


def _fill(env, managers, orders, opened):
    """Give the managers `opened` orders in hand, and to the base as many finished ones as `orders` asks for."""
    sample = env["sale.order"].create({"partner_id": env.user.partner_id.id, "user_id": managers[0].id})
    env.flush_all()
    number = orders - env["sale.order"].search_count([])
    first, done = sample.stage_id.id, env.ref("torg_sale.sale_order_stage_done").id
    if number > 0:
        _copy_rows(
            env.cr,
            "sale_order",
            sample.id,
            number,
            name="'BENCH' || n",
            user_id=f"{managers.ids[0]} + mod(n, {MANAGERS})",
            stage_id=f"CASE WHEN n <= {opened} THEN {first} ELSE {done} END",
            queued_date="NULL::timestamp",
            assignment_id="NULL::int",
            access_token="NULL::text",
        )
    env.cr.execute("ANALYZE sale_order")
    env.invalidate_all()


def _flap(managers, number):
    """Let somebody leave the line and somebody come back."""
    managers[number % MANAGERS]._set_shift_state("on_line")
    managers[(number + 7) % MANAGERS]._set_shift_state("off")


def _may_have(env, order):
    """The rules in other words than the addon's."""
    user = order.user_id
    if not user or user.shift_state != "on_line":
        return False
    member = env["torg.handout.member"].search([("user_id", "=", user.id)])
    in_hand = (
        env["sale.order"].search([("user_id", "=", user.id), ("stage_id.is_final", "=", False)]) if member.cap else []
    )
    load = sum(order.stage_id.load_weight for order in in_hand)
    in_store = not member.store_ids or order.warehouse_id in member.store_ids
    return in_store and (not member.cap or load <= member.cap)
