"""Orders in bulk: one of each stage is made by the ORM, its copies by SQL."""

from odoo.fields import Command

from .stock_data import _copy_rows, create_products, create_stores, put_in_stock

MANAGERS = 20
OPEN = ("new", "in_work", "agreed", "collecting", "ready")


def create_managers(env, number=MANAGERS):
    """Return new managers and, apart, a director."""
    people = env["res.users"].with_context(no_reset_password=True)

    def create(login, role):
        groups = env.ref("base.group_user") | env.ref(f"torg_base.group_{role}")
        return people.create({"name": login, "login": login, "group_ids": [Command.set(groups.ids)]})

    managers = env["res.users"].concat(*[create(f"bench_manager_{n}", "manager") for n in range(number)])
    return managers, create("bench_director", "director")


def create_orders(env, managers, total, open_orders):
    """Fill the base: `open_orders` spread over the open stages and the managers, the others completed.

    :return: {code of a stage: ids of its orders}
    """
    store = create_stores(env, 1)
    product = env["product.product"].browse(create_products(env, 1))
    put_in_stock(env, product.ids, store, quantity="1000000")
    each = open_orders // len(OPEN)
    numbers = dict.fromkeys(OPEN, each) | {"done": total - each * len(OPEN)}
    return {
        code: _copy_order(env, _create_order(env, product, store, code), managers, number)
        for code, number in numbers.items()
    }


def _create_order(env, product, store, code):
    order = env["sale.order"].create(
        {
            "partner_id": env["res.partner"].create({"name": f"Bench {code}"}).id,
            "warehouse_id": store.id,
            "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 2, "price_unit": 100})],
        }
    )
    stage = env["sale.order.stage"].search([("code", "=", code)])
    order._move_to_stage(stage, "system")
    env.flush_all()
    return order


def _copy_order(env, order, managers, number):
    """Return the ids of copies, spread over the managers, ten to a customer."""
    people = f"(ARRAY{managers.ids})[1 + mod(n, {len(managers)})]"
    aged = "interval '40 days'" if order.stage_id.is_final else "interval '1 minute'"
    customers = _copy_customer(env, order.partner_id, number // 10 + 1)
    customer = f"{customers[0]} + mod(n, {len(customers)})"
    ids = _copy_rows(
        env.cr,
        "sale_order",
        order.id,
        number,
        partner_id=customer,
        partner_invoice_id=customer,
        partner_shipping_id=customer,
        name=f"'B-{order.stage_id.code}-' || n",
        user_id=people,
        pickup_code=f"CASE WHEN pickup_code IS NOT NULL THEN '{order.id}-' || n END",
        stage_date=f"now() AT TIME ZONE 'UTC' - {aged} * (1 + mod(n, 100) / 100.0)",
        date_order=f"now() AT TIME ZONE 'UTC' - {aged} * (2 + mod(n, 100))",
    )
    _copy_rows(env.cr, "sale_order_line", order.order_line.id, number, order_id=f"{ids[0]} + n - 1")
    env.cr.execute("ANALYZE sale_order")
    env.invalidate_all()
    return ids


def _copy_customer(env, customer, number):
    ids = _copy_rows(env.cr, "res_partner", customer.id, number, complete_name="'Bench customer ' || n")
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", [ids])
    env.cr.execute("ANALYZE res_partner")
    return ids
