"""Speed of stock: how fast is "what is where" answered, how fast do the figures of 1C come in."""

from statistics import median
from time import perf_counter

from .stock_data import create_products, create_stores, put_in_stock
from .stock_search import search_speed

CHUNK = 5_000  # rows a transaction, as many as a load takes


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


def mirror(context):
    """Full loads of figures: into empty stores, with every balance changed, the same again; and core's own count.

    The ratio compares like with like: both bring goods into empty stores.
    """
    products, stores, counted = (1_000, 2, 20) if context.small else (20_000, 5, 200)
    with context.odoo_env() as env:
        stores = create_stores(env, stores)
        stores.stock_keeper = "external"
        store_ids = stores.ids
        product_ids = create_products(env, products)
    rows = products * len(store_ids)
    first = _load(context, store_ids, product_ids, quantity=10)
    changed = _load(context, store_ids, product_ids, quantity=11)
    before = _read_versions(context)
    again = _load(context, store_ids, product_ids, quantity=11)
    written = len(before ^ _read_versions(context))
    core = _count_through_core(context, product_ids[:counted])
    yield context.figure("mirror_rows_per_s", rows / changed, "rows/s")
    yield context.figure("mirror_first_rows_per_s", rows / first, "rows/s")
    yield context.figure("mirror_resend_rows_per_s", rows / again, "rows/s")
    yield context.figure("mirror_ratio", rows / first / core, "x", f"action_apply_inventory, {core:.0f} rows/s")
    yield context.figure("mirror_resend_writes", written, "rows")


def _load(context, store_ids, product_ids, quantity):
    """Apply a full message in chunks, each in a transaction of its own as jobs do; return the seconds."""
    start = perf_counter()
    with context.odoo_env() as env:
        # Addons can be imported once the registry is there.
        from odoo.addons.torg_stock.tools.figures import Figure

        load_id = env["torg.stock.load"]._open(env["stock.warehouse"].browse(store_ids), "full").id
    for store_id in store_ids:
        for position in range(0, len(product_ids), CHUNK):
            chunk = product_ids[position : position + CHUNK]
            with context.odoo_env() as env:
                load = env["torg.stock.load"].browse(load_id)
                load._apply([Figure(store_id, product_id, on_hand=quantity, reserved=1) for product_id in chunk])
    with context.odoo_env() as env:
        env["torg.stock.load"].browse(load_id)._close()
    return perf_counter() - start


def _read_versions(context):
    """Return what changes when a row is written: its place in the table."""
    with context.odoo_env() as env:
        tables = ("torg_stock_figure", "stock_quant", "torg_stock_lock")
        env.cr.execute(" UNION ALL ".join(f"SELECT '{table}', id, ctid::text FROM {table}" for table in tables))
        return set(env.cr.fetchall())


def _count_through_core(context, product_ids):
    """Return how many goods a second core's inventory count brings into a store that Odoo keeps."""
    with context.odoo_env() as env:
        place = create_stores(env, 1).lot_stock_id
        quants = env["stock.quant"].with_context(inventory_mode=True)
        start = perf_counter()
        quants = quants.create(
            [
                {"product_id": product_id, "location_id": place.id, "inventory_quantity": 10}
                for product_id in product_ids
            ]
        )
        quants.action_apply_inventory()
        env.flush_all()
        seconds = perf_counter() - start
        env.cr.rollback()
    return len(product_ids) / seconds


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
    mirror,
]
