"""Speed of stock: how fast is "what is where" answered, how fast do the figures of 1C come in."""

from statistics import median
from time import perf_counter

from .stock_data import create_products, create_stores, put_in_stock
from .stock_search import search_speed


def run(context):
    """Yield the figures of every measurement."""
    for measure in MEASUREMENTS:
        yield from measure(context)


def availability(context):
    """The verb against core's `free_qty` read store by store, the same figures checked."""
    products, stores = (50, 10) if context.small else (200, 50)
    with context.odoo_env() as env:
        stores = create_stores(env, stores)
        product_ids = create_products(env, products)
        put_in_stock(env, product_ids, stores)
        products = env["product.product"].browse(product_ids)
        verb, by_verb = _time(env, lambda: _ask_verb(products, stores), runs=5)
        loop, by_loop = _time(env, lambda: _ask_core(products, stores), runs=3)
        if by_verb != by_loop:
            raise AssertionError("The verb and core disagree")
        env.cr.rollback()
    yield context.figure("availability_ms", verb * 1000, "ms")
    yield context.figure("availability_ratio", loop / verb, "x", f"free_qty store by store, {loop * 1000:.0f} ms")


def _ask_verb(products, stores):
    found = products._get_point_availability(stores)
    return {
        (product_id, store_id): row.free for product_id, by_store in found.items() for store_id, row in by_store.items()
    }


def _ask_core(products, stores):
    return {
        (product.id, store.id): product.free_qty
        for store in stores
        for product in products.with_context(warehouse_id=store.id)
    }


def _time(env, verb, runs):
    """Return the median seconds of `verb()` with cold caches, and what it answered last."""
    seconds = []
    for _run in range(runs):
        env.invalidate_all()
        start = perf_counter()
        answer = verb()
        seconds.append(perf_counter() - start)
    return median(seconds), answer


MEASUREMENTS = [
    availability,
    search_speed,
]
