"""Prices and stock of a 1C base: the first load, the same again, a delta, and what a person's way would take.

Goods are inserted by SQL and linked; files are those of the Bitrix module, where prices and stock come apart. Each
piece of a run is a transaction of its own, as its jobs are.
"""

import tempfile
from pathlib import Path
from time import perf_counter

from fakes.onec_data import Export

from .onec_memory import watch_memory
from .stock_data import create_products, create_stores

SECONDS = 15  # a piece of a run
BODY = 1 << 22  # bytes a body brings
PRICES, STOCK = -2, -1  # files of an export, counted from its end
TABLES = (
    "product_pricelist_item", "torg_price_revision", "torg_price_revision_line", "torg_price_history",
    "torg_stock_figure", "stock_quant", "torg_stock_lock", "product_template", "product_product", "mail_message",
)  # fmt: skip


def measure_goods(ctx):
    """Return the figures. What a person's way would take is measured before and after what it is compared with."""
    size = {"items": 500, "price_types": 2, "stores": 2} if ctx.small else {"items": 20_000}
    data = Export(**{"offers": 2, "price_types": 5, "stores": 20, "version": "3.1", **size})
    endpoint_id, memory = prepare(ctx, data), {}
    rows = data.items * data.offers
    by_hand, counted = [price_by_hand(ctx)], [count_by_hand(ctx)]
    with tempfile.TemporaryDirectory() as folder:
        prices_file, stock_file = (Path(folder) / data.write(folder)[place] for place in (PRICES, STOCK))
        with watch_memory(memory):
            prices = load(ctx, endpoint_id, prices_file, "prices")
        by_hand.append(price_by_hand(ctx))
        with watch_memory(memory):
            stock = load(ctx, endpoint_id, stock_file, "stock")
        counted.append(count_by_hand(ctx))
        before = versions(ctx)
        again = load(ctx, endpoint_id, prices_file, "prices") + load(ctx, endpoint_id, stock_file, "stock")
        written = len(before ^ versions(ctx))
    check(ctx, data)
    by_hand, counted = sum(by_hand) / 2, sum(counted) / 2
    prices_per_s, stock_per_s = rows * data.price_types / prices, rows * data.stores / stock
    return {
        "prices_ratio": (prices_per_s / by_hand, "x", f"{by_hand:.0f} prices/s one by one"),
        "prices_per_s": (prices_per_s, "rows/s"),
        "stock_ratio": (stock_per_s / counted, "x", f"{counted:.0f} rows/s by action_apply_inventory"),
        "stock_rows_per_s": (stock_per_s, "rows/s"),
        "goods_first_s": (prices + stock, "s"),
        "goods_again_s": (again, "s"),
        "goods_resend_writes": (written, "rows"),
        "goods_memory_mb": (memory["peak"], "MB"),
        "goods_delta_500_s": (load_delta(ctx, endpoint_id, data), "s"),
    }


def prepare(ctx, data):
    """Make the base, its goods, price lists and stores; return the id of the endpoint."""
    with ctx.odoo_env() as env:
        endpoint = env["torg.exchange.endpoint"].create(
            {"name": "Bench", "code": "bench-goods", "kind": "onec", "mode": "pull"}
        )
        product_ids = create_products(env, data.items * data.offers)
        keys = [tuple((key + "#").split("#")[:2]) for number in range(data.items) for key in data.offer_ids(number)]
        env.cr.execute(
            """INSERT INTO torg_exchange_link (endpoint_id, kind, external_id, sub_id, res_model, res_id)
               SELECT %s, 'offer', external_id, sub_id, 'product.product', product_id
                 FROM unnest(%s::varchar[], %s::varchar[], %s::int[]) AS row (external_id, sub_id, product_id)""",
            [endpoint.id, [key[0] for key in keys], [key[1] for key in keys], product_ids],
        )
        env.cr.execute("ANALYZE torg_exchange_link")
        map_all(env, endpoint, data)
        return endpoint.id


def map_all(env, endpoint, data):
    """Map all price types and warehouses to new price lists and stores."""
    for number in range(data.price_types):
        vals = {"endpoint_id": endpoint.id, "external_id": data.guid("price_type", number), "name": f"Цена {number}"}
        env["torg.onec.price.type"].create(vals).action_create_price_list()
    stores = create_stores(env, data.stores)
    stores.stock_keeper = "external"
    for number, store in enumerate(stores):
        vals = {"endpoint_id": endpoint.id, "external_id": data.guid("store", number), "name": store.name}
        env["torg.onec.warehouse"].create({**vals, "target": "store", "warehouse_id": store.id})


def load(ctx, endpoint_id, path, topic):
    """Load a file as an export of its own, piece by piece; return the seconds."""
    began = perf_counter()
    with ctx.odoo_env() as env:
        export = env["torg.onec.export"].create({"endpoint_id": endpoint_id})
        file = env["torg.onec.file"].create(
            {"name": path.name, "endpoint_id": endpoint_id, "format": "commerceml", "export_id": export.id}
        )
        with path.open("rb") as stream:
            while body := stream.read(BODY):
                file._append(body)
        run_id = file._start_run(topic).id
    is_done = False
    while not is_done:
        with ctx.odoo_env() as env:
            is_done = env["torg.onec.run"].browse(run_id)._work(SECONDS)
    with ctx.odoo_env() as env:
        run = env["torg.onec.run"].browse(run_id)
        if run.state != "done":
            raise AssertionError(f"The file was not applied: {run.error}")
        run.export_id._close()
    return perf_counter() - began


def load_delta(ctx, endpoint_id, data):
    """Change prices and stock of five hundred items; return the seconds until they are visible."""
    day = data.formed.replace(day=3)
    changed = Export(**{**vars_of(data), "revision": 1, "formed": day})
    with tempfile.TemporaryDirectory() as folder:
        names = changed.write(folder, changed=500)
        return sum(
            load(ctx, endpoint_id, Path(folder) / names[place], topic)
            for place, topic in ((PRICES, "prices"), (STOCK, "stock"))
        )


def vars_of(data):
    """Return the numbers of an export."""
    return {name: getattr(data, name) for name in data.__dataclass_fields__}


def check(ctx, data):
    """The base has as many prices and figures as the files tell."""
    rows = data.items * data.offers
    with ctx.odoo_env() as env:
        env.cr.execute("SELECT count(*) FROM product_pricelist_item WHERE revision_line_id IS NOT NULL")
        found = [env.cr.fetchone()[0]]
        env.cr.execute("SELECT count(*), sum(free) FROM torg_stock_figure")
        found += map(int, env.cr.fetchone())
    left = [data.quantity(n, o, s) for n in range(data.items) for o in range(data.offers) for s in range(data.stores)]
    wanted = [rows * data.price_types, sum(map(bool, left)), sum(left)]
    if found != wanted:
        raise AssertionError(f"Prices, figures, goods: {found}, and {wanted} in the files")


def versions(ctx):
    """Return what changes when a row is written: its place in the table."""
    with ctx.odoo_env() as env:
        places = "count(*), sum(hashtext(id || ctid::text)::bigint)"
        parts = [f"SELECT '{table}', {places} FROM {table}" for table in TABLES]
        env.cr.execute(" UNION ALL ".join(parts))
        return set(env.cr.fetchall())


# === BY HAND === #


def price_by_hand(ctx, count=200):
    """Return how many prices a second are made one by one through the ORM."""
    with ctx.odoo_env() as env:
        products = env["product.product"].search([("default_code", "=like", "B%")], limit=count)
        price_list = env["product.pricelist"].create({"name": "By hand"})
        began = perf_counter()
        for product in products:
            env["product.pricelist.item"].create(
                {
                    "pricelist_id": price_list.id,
                    "applied_on": "0_product_variant",
                    "product_id": product.id,
                    "compute_price": "fixed",
                    "fixed_price": 10,
                }
            )
            env.flush_all()
        seconds = perf_counter() - began
        env.cr.rollback()
    return len(products) / seconds


def count_by_hand(ctx, count=100):
    """Return how many balances a second core's inventory count brings into a store that Odoo keeps."""
    with ctx.odoo_env() as env:
        place = create_stores(env, 1).lot_stock_id
        products = env["product.product"].search([("default_code", "=like", "B%")], limit=count)
        quants = env["stock.quant"].with_context(inventory_mode=True)
        began = perf_counter()
        quants = quants.create(
            [{"product_id": product.id, "location_id": place.id, "inventory_quantity": 10} for product in products]
        )
        quants.action_apply_inventory()
        env.flush_all()
        seconds = perf_counter() - began
        env.cr.rollback()
    return len(products) / seconds
