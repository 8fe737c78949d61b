"""The catalogue of a 1C base: the first load, the same again, a delta, and what import by the ORM would take.

Each piece of a run is a transaction of its own, as its jobs are. What it is compared with is `load()`, what a person
does who imports a sheet: it makes the same templates with the same two variants each, without articles and barcodes.
"""

import tempfile
from pathlib import Path
from time import perf_counter

from fakes.onec_data import SIZES, Export

from .onec_memory import watch_memory

SECONDS = 15  # a piece of a run
BODY = 1 << 22
BY_HAND, SMALL_BY_HAND = 2_000, 300
TABLES = (
    "product_template", "product_product", "product_category", "product_template_attribute_line",
    "product_template_attribute_value", "product_variant_combination", "product_uom", "mail_message",
)  # fmt: skip
# With an id, a table tells which rows were written by their version; a table of pairs by its place alone.


def measure_catalogue(ctx):
    """Return the figures. Half of what it is compared with is measured before it, half after."""
    items = 500 if ctx.small else 20_000
    data = Export(items=items, offers=2, price_types=1, stores=1, version="3.1")
    endpoint_id, memory, number = make_base(ctx), {}, (SMALL_BY_HAND if ctx.small else BY_HAND) // 2
    by_hand = [import_by_hand(ctx, number)]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in data.write(folder)[:-2]]
        with watch_memory(memory):
            first = sum(load(ctx, endpoint_id, file) for file in files)
        check(ctx, endpoint_id, items)
        by_hand.append(import_by_hand(ctx, number))
        before = versions(ctx)
        again = sum(load(ctx, endpoint_id, file) for file in files)
        written = len(before ^ versions(ctx))
        delta = load_delta(ctx, endpoint_id, data, folder)
    by_hand = sum(by_hand) / 2
    return {
        "products_ratio": (items / first / by_hand, "x", f"{by_hand:.0f} products/s by load()"),
        "products_per_s": (items / first, "1/s"),
        "catalogue_first_s": (first, "s"),
        "catalogue_again_s": (again, "s"),
        "catalogue_resend_writes": (written, "rows"),
        "catalogue_memory_mb": (memory["peak"], "MB"),
        "catalogue_delta_500_s": (delta, "s"),
    }


def make_base(ctx):
    """Make the 1C base; return the id of its endpoint."""
    with ctx.odoo_env() as env:
        vals = {"name": "Bench", "code": "bench-catalogue", "kind": "onec", "mode": "pull"}
        return env["torg.exchange.endpoint"].create(vals).id


def load(ctx, endpoint_id, path):
    """Apply a file piece by piece; return the seconds that took."""
    with ctx.odoo_env() as env:
        file = env["torg.onec.file"].create({"name": path.name, "endpoint_id": endpoint_id})
        with path.open("rb") as stream:
            while body := stream.read(BODY):
                file._append(body)
        run_id = file._start_run(topic="catalogue").id
    began = perf_counter()
    while not _work(ctx, run_id):
        pass
    return perf_counter() - began


def _work(ctx, run_id):
    with ctx.odoo_env() as env:
        run = env["torg.onec.run"].browse(run_id)
        is_over = run._work(SECONDS)
        assert not is_over or run.state == "done", run.error
        return is_over


def check(ctx, endpoint_id, items):
    """All items are products with two variants."""
    with ctx.connect() as connection, connection.cursor() as cursor:
        cursor.execute(
            """SELECT kind, count(*) FROM torg_exchange_link
                WHERE endpoint_id = %s AND res_id IS NOT NULL GROUP BY kind""",
            [endpoint_id],
        )
        found = dict(cursor.fetchall())
    assert (found["item"], found["offer"]) == (items, items * 2), found


def load_delta(ctx, endpoint_id, data, folder):
    """Seconds until 500 changed items are what 1C says, with their offers."""
    names = data.write(folder, changed=500)[:-2]
    for name in names:
        path = Path(folder) / name
        path.write_text(path.read_text().replace("«Проба»", "«Новое»"))
    return sum(load(ctx, endpoint_id, Path(folder) / name) for name in names)


def versions(ctx):
    """``{(table, place, version)}`` of every row of the tables."""
    found = set()
    with ctx.connect() as connection, connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT ctid::text, xmin::text FROM {table}")
            found |= {(table, *row) for row in cursor}
    return found


def import_by_hand(ctx, number):
    """Products per second of `load()`, rolled back."""
    columns = [
        ".id", "name", "description", "default_code", "categ_id/.id", "uom_id/.id", "taxes_id/.id", "is_storable",
        "attribute_line_ids/attribute_id/.id", "attribute_line_ids/value_ids/.id",
    ]  # fmt: skip
    with ctx.odoo_env() as env:
        category = env["product.category"].create({"name": "By hand"})
        attribute = env["product.attribute"].create({"name": "By hand"})
        values = env["product.attribute.value"].create(
            [{"name": size, "attribute_id": attribute.id} for size in SIZES[:2]]
        )
        tail = [category.id, env.ref("uom.product_uom_unit").id, env.company._get_vat("20").id, "1", attribute.id]
        rows = [
            ["", f"Товар {n}", f"Товар {n}: описание", f"H-{n:06}", *tail, ",".join(map(str, values.ids))]
            for n in range(number)
        ]
        began = perf_counter()
        result = env["product.template"].load(columns, [[str(cell) for cell in row] for row in rows])
        env.flush_all()
        seconds = perf_counter() - began
        assert len(result["ids"] or ()) == number, result["messages"]
        env.cr.rollback()
    return number / seconds
