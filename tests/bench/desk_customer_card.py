"""How fast the card of a customer with five thousand past orders is there, for a manager who served none of them."""

from statistics import median
from time import perf_counter

from .desk_data import create_managers
from .stock_data import _copy_rows, create_products, create_stores, put_in_stock

GOODS = 60


def customer_card(context, orders=5_000, runs=7):
    """Yield `customer_card_ms`; the base keeps nothing."""
    with context.odoo_env() as env:
        customer, manager = _fill(env, orders // 10 if context.small else orders)
        seconds = [_measure(env, customer, manager) for _run in range(runs)]
        env.cr.rollback()
    yield context.figure("customer_card_ms", median(seconds) * 1000, "ms")


def _fill(env, number):
    """Return a customer with so many completed orders of three lines each, and a manager."""
    managers, _director = create_managers(env, 2)
    store, products = create_stores(env, 1), create_products(env, GOODS)
    put_in_stock(env, products, store, quantity="1000000")
    customer = env["res.partner"].create({"name": "Bench regular", "phone": "+7 916 765-43-21"})
    lines = [{"product_id": product, "product_uom_qty": 2, "price_unit": 100} for product in products[:3]]
    order = (
        env["sale.order"]
        .with_context(skip_sms=True)
        .create(
            {
                "partner_id": customer.id,
                "user_id": managers[0].id,
                "warehouse_id": store.id,
                "order_line": [(0, 0, line) for line in lines],
            }
        )
    )
    order._move_to_stage(env["sale.order.stage"].search([("code", "=", "agreed")]), "system")
    order._hand_over()
    order._register_payment(order.amount_total, "till")
    env.flush_all()
    ids = _copy_rows(
        env.cr,
        "sale_order",
        order.id,
        number,
        name="'B-card-' || n",
        pickup_code="NULL",
        date_order="now() AT TIME ZONE 'UTC' - n * interval '3 hours'",
    )
    for line in order.order_line:
        product = f"{products[0]} + mod(n * {line.id}, {GOODS})"
        _copy_rows(env.cr, "sale_order_line", line.id, number, order_id=f"{ids[0]} + n - 1", product_id=product)
    env.invalidate_all()
    return customer, managers[1]


def _measure(env, customer, manager):
    env.invalidate_all()
    start = perf_counter()
    env["res.partner"].with_user(manager).get_customer_card(customer.id)
    return perf_counter() - start
