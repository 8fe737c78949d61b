"""Parts of an export in any order, each sent twice: what the base says in the end must be the same.

The export of the Bitrix module is cut into forty files. A base gets them in their order, five others each in an order
of its own, every file twice. Then everything the business tables say by 1C's names is hashed and compared. Every piece
of a run is a transaction of its own, as its jobs are.
"""

import hashlib
import random
import tempfile
from pathlib import Path

from fakes.onec_data import Export

ITEMS, SMALL = 2_000, 100
SHUFFLES, SMALL_SHUFFLES = 5, 2
CUT = {"Товар": 10, "Предложение": 10}  # parts of a file by the rows it has
PIECES = 10_000


def measure_shuffle(ctx, items=None, shuffles=None):
    """Return how many facts differ between a base that was told in order and those that were not."""
    items = items or (SMALL if ctx.small else ITEMS)
    shuffles = shuffles or (SMALL_SHUFFLES if ctx.small else SHUFFLES)
    data = Export(items=items, offers=2, price_types=2, stores=2, version="3.1")
    with tempfile.TemporaryDirectory() as folder:
        parts = [part for name in data.write(folder) for part in cut(Path(folder) / name)]
        wanted = tell(ctx, "shuffle-none", parts)
        told = []
        for seed in range(shuffles):
            mixed = parts * 2
            random.Random(seed).shuffle(mixed)
            told.append(tell(ctx, f"shuffle-{seed}", mixed))
    whole = items * 2 * (1 + 2) + items  # an offer, its prices; and the items
    assert len(wanted) >= whole, f"{len(wanted)} facts of {whole}: something was not applied"
    return {
        "shuffle_differences": sum(len(wanted ^ facts) for facts in told),
        "shuffle_hashes": len({fingerprint(facts) for facts in (wanted, *told)}),
        "shuffle_files": len(parts) * 2 * shuffles,
        "shuffle_facts": len(wanted),
    }


def fingerprint(facts):
    """Hash of everything a base says."""
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()


def cut(file):
    """Write a file as several of the same kind, each with some of its rows; return them."""
    text = file.read_text()
    row = next((row for row in CUT if f"</{row}>\n" in text), None)
    if not row:
        return [file]
    end = f"</{row}>\n"
    rows = text.split(end)
    start = rows[0].index(f"<{row}>")
    head, rows, tail = rows[0][:start], [rows[0][start:], *rows[1:-1]], rows[-1]
    size, parts = -(-len(rows) // CUT[row]), []
    for number in range(0, len(rows), size):
        part = file.with_name(f"{file.stem}_{number}.xml")
        part.write_text(head + "".join(one + end for one in rows[number : number + size]) + tail)
        parts.append(part)
    return parts


# === A BASE === #


def tell(ctx, code, files):
    """Send files to a new base as one export; return what it says then."""
    with ctx.odoo_env() as env:
        env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False
        vals = {"onec_create_price_lists": True, "onec_create_stores": True}
        endpoint = env["torg.exchange.endpoint"].create(
            {"name": code, "code": code, "kind": "onec", "mode": "pull", **vals}
        )
        endpoint_id, export_id = endpoint.id, env["torg.onec.export"].create({"endpoint_id": endpoint.id}).id
    for file in files:
        with ctx.odoo_env() as env:
            vals = {"name": file.name, "endpoint_id": endpoint_id, "export_id": export_id}
            kept = env["torg.onec.file"].create(vals)
            kept._append(file.read_bytes())
            kept._start_run()
        work(ctx, endpoint_id)
    with ctx.odoo_env() as env:
        env["torg.onec.export"].browse(export_id)._close()
    work(ctx, endpoint_id)
    with ctx.odoo_env() as env:
        check(env, endpoint_id, export_id)
        facts = set(read_facts(env, env["torg.exchange.endpoint"].browse(endpoint_id)))
        forget_barcodes(env, endpoint_id)
        return facts


def work(ctx, endpoint_id):
    """Do what the jobs would do, until no run of the base waits."""
    for _piece in range(PIECES):
        with ctx.odoo_env() as env:
            run = env["torg.onec.run"].search(
                [("endpoint_id", "=", endpoint_id), ("state", "in", ("waiting", "working"))], order="id", limit=1
            )
            if not run:
                return
            run.message_id._process()
    raise AssertionError("A run does not come to its end")


def check(env, endpoint_id, export_id):
    """Everything was applied and nothing waits for anything."""
    runs = env["torg.onec.run"].search([("endpoint_id", "=", endpoint_id)])
    bad = runs.filtered(lambda run: run.state != "done")
    assert not bad, bad[0].error
    issues = runs.issue_ids.filtered(lambda issue: issue.level == "row")
    assert not issues, issues[0].text
    waiting = env["torg.onec.parked"].search_count([("endpoint_id", "=", endpoint_id)])
    assert not waiting, f"{waiting} rows still wait"
    assert env["torg.onec.export"].browse(export_id).state == "closed", "the export is not over"


def read_facts(env, endpoint):
    """Yield what the business tables say of a base, by the names of 1C."""
    links = env["torg.exchange.link"].search([("endpoint_id", "=", endpoint.id), ("kind", "=", "offer")])
    place = {link.res_id: f"{link.external_id}#{link.sub_id or ''}" for link in links}
    for product in env["product.product"].with_context(active_test=False).browse(place):
        values = sorted(product.product_template_attribute_value_ids.mapped("display_name"))
        told = (product.name, product.categ_id.complete_name, product.default_code, product.barcode, product.active)
        yield repr(("product", place[product.id], *told, product.uom_id.name, product.description or "", values))
    for mapping in endpoint.onec_price_type_ids:
        for row in mapping.price_type_id.pricelist_id.item_ids.filtered(lambda row: not row.date_end):
            yield repr(("price", mapping.external_id, place[row.product_id.id], row.min_quantity, row.fixed_price))
    stores = {mapping.warehouse_id.id: mapping.external_id for mapping in endpoint.onec_warehouse_ids}
    figures = env["torg.stock.figure"].search([("warehouse_id", "in", list(stores)), ("free", "!=", 0)])
    for row in figures:
        yield repr(("stock", stores[row.warehouse_id.id], place[row.product_id.id], row.free))


def forget_barcodes(env, endpoint_id):
    """Free the barcodes for the next base: each belongs to one product."""
    links = env["torg.exchange.link"].search([("endpoint_id", "=", endpoint_id), ("kind", "=", "offer")])
    env["product.product"].with_context(active_test=False).browse(links.mapped("res_id")).barcode = False
