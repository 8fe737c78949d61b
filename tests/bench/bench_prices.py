"""Prices: the verb against core alone, publication of a revision, the printed list.

Goods, their pictures and their prices are inserted by SQL as copies of one made by the ORM. The printed list is made
first: the peak of memory is that of the whole process and never goes down.
"""

import base64
import io
import random
import resource
import statistics
import time

from PIL import Image, ImageDraw

GOODS, SMALL = 50_000, 2_000
QUOTED, PRINTED = 5_000, 10_000
PICTURES = 200  # different ones; the goods share them
CATEGORIES = 40
PAGE = 50


def run(ctx):
    """Yield the figures of the bench."""
    goods = SMALL if ctx.small else GOODS
    with ctx.odoo_env() as env:
        fixture = make_fixture(env, goods)
    yield from measure_pdf(ctx, fixture, min(PRINTED, goods))
    yield from measure_quote(ctx, fixture, min(QUOTED, goods))
    yield from measure_publication(ctx, fixture)


# === GOODS === #


def make_fixture(env, goods):
    """Make the goods, a retail list with a fixed price for each, a wholesale list counted from it and a client."""
    pricelists = env["product.pricelist"]
    retail = pricelists.create({"name": "Bench retail"})
    wholesale = pricelists.create({"name": "Bench wholesale"})
    rule = {"compute_price": "percentage", "base": "pricelist", "base_pricelist_id": retail.id, "percent_price": 7}
    env["product.pricelist.item"].create({"pricelist_id": wholesale.id, **rule})
    env["torg.price.type"].search([("is_retail", "=", True)]).active = False
    vals = {"name": "Bench", "code": "bench", "pricelist_id": retail.id, "is_retail": True, "change_limit": 0}
    price_type = env["torg.price.type"].create(vals)
    partners = env["res.partner"]
    fixture = {
        "price_type": price_type.id,
        "shopper": partners.create({"name": "Shopper", "property_product_pricelist": retail.id}).id,
        "wholesaler": partners.create({"name": "Wholesaler", "property_product_pricelist": wholesale.id}).id,
    }
    top = env["product.category"].create({"name": "Bench"})
    categories = env["product.category"].create(
        [{"name": f"Категория {number:02}", "parent_id": top.id} for number in range(CATEGORIES)]
    )
    seed = env["product.product"].create({"name": "Seed", "categ_id": top.id, "default_code": "BENCH"})
    env.flush_all()
    fixture["category"] = top.id
    copy_goods(env, seed, categories.ids, goods)
    copy_prices(env, retail, seed, goods)
    copy_pictures(env, top)
    return fixture


def copy_goods(env, seed, category_ids, count):
    """Insert goods as copies of the seed."""
    own = {"id", "name", "categ_id", "list_price", "default_code"}
    columns = stored(env, "product.template", own)
    env.cr.execute(
        f"""INSERT INTO product_template (name, categ_id, list_price, default_code, {columns})
            SELECT jsonb_build_object('en_US', 'Вино «Долина ветров» урожай ' || n || ', 0,75 л'),
                   (%s::int[])[1 + n %% {len(category_ids)}], 100 + n %% 900, 'BENCH-' || n, {columns}
              FROM product_template, generate_series(1, %s) n WHERE id = %s""",
        [category_ids, count, seed.product_tmpl_id.id],
    )
    columns = stored(env, "product.product", {"id", "product_tmpl_id", "default_code", "barcode"})
    env.cr.execute(
        f"""INSERT INTO product_product (product_tmpl_id, default_code, barcode, {columns})
            SELECT template.id, template.default_code, '46' || lpad(template.id::text, 11, '0'),
                   {", ".join(f"seed.{column}" for column in columns.split(", "))}
              FROM product_template template, product_product seed
             WHERE template.default_code LIKE 'BENCH-%%' AND seed.id = %s ORDER BY template.id""",
        [seed.id],
    )
    env.invalidate_all()


def copy_prices(env, pricelist, seed, count):
    """Insert a fixed price for each of the goods."""
    vals = {"pricelist_id": pricelist.id, "product_id": seed.id, "fixed_price": 1}
    item = env["product.pricelist.item"].create(vals)
    env.flush_all()
    columns = stored(env, "product.pricelist.item", {"id", "product_id", "product_tmpl_id", "fixed_price"})
    env.cr.execute(
        f"""INSERT INTO product_pricelist_item (product_id, product_tmpl_id, fixed_price, {columns})
            SELECT product.id, product.product_tmpl_id, 90 + product.id %% 900,
                   {", ".join(f"seed.{column}" for column in columns.split(", "))}
              FROM product_product product, product_pricelist_item seed
             WHERE product.default_code LIKE 'BENCH-%%' AND seed.id = %s""",
        [item.id],
    )
    for table in ("product_template", "product_product", "product_pricelist_item"):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()


def copy_pictures(env, owner):
    """Give each of the goods one of a few hundred pictures."""
    chance, stored_files = random.Random(1), []
    for number in range(PICTURES):
        vals = {"name": "image_128", "datas": base64.b64encode(draw_bottle(chance, number)), "res_model": owner._name}
        attachment = env["ir.attachment"].create(vals | {"res_id": owner.id})
        stored_files.append((attachment.store_fname, attachment.checksum, attachment.file_size))
    env.cr.execute(
        """INSERT INTO ir_attachment (name, res_model, res_field, res_id, type, mimetype, store_fname, checksum,
                  file_size, create_date, write_date)
           SELECT 'image_128', 'product.template', 'image_128', template.id, 'binary', 'image/png',
                  (%s::text[])[1 + template.id %% %s], (%s::text[])[1 + template.id %% %s],
                  (%s::int[])[1 + template.id %% %s], now(), now()
             FROM product_template template WHERE default_code LIKE 'BENCH-%%'""",
        [value for column in zip(*stored_files, strict=True) for value in (list(column), PICTURES)],
    )
    env.cr.execute("ANALYZE ir_attachment")


def draw_bottle(chance, number):
    """Return a PNG of a bottle."""
    image = Image.new("RGB", (128, 128), "white")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((48, 10, 80, 120), 12, fill=tuple(chance.randint(60, 220) for _part in range(3)))
    pen.rectangle((48, 55, 80, 90), fill=(245, 240, 225))
    pen.text((54, 66), str(number), fill=(0, 0, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def stored(env, model, own):
    """Return the columns of a model but its own ones, as SQL."""
    fields = env[model]._fields.values()
    return ", ".join(sorted(f'"{f.name}"' for f in fields if f.store and f.column_type and f.name not in own))


def find_goods(env, count):
    """Return the first of the goods."""
    return env["product.product"].search([("default_code", "=like", "BENCH-%")], order="id", limit=count)


# === FIGURES === #


def measure_pdf(ctx, fixture, count):
    """Make a printed list with photos, each job in a transaction of its own."""
    with ctx.odoo_env() as env:
        price_list = env["torg.price.list"].create(
            {
                "partner_id": fixture["wholesaler"],
                "scope": "products",
                "product_ids": find_goods(env, count).ids,
                "lang": "en_US",
            }
        )
        price_list_id = price_list.id
    started = time.monotonic()
    with ctx.odoo_env() as env:
        env["torg.price.list"].browse(price_list_id).action_make()
    longest = 0.0
    while True:
        job = time.monotonic()
        with ctx.odoo_env() as env:
            price_list = env["torg.price.list"].browse(price_list_id)
            if price_list.state == "ready":
                break
            price_list._make_next(price_list.done)
        longest = max(longest, time.monotonic() - job)
    yield ctx.figure(f"pricelist_pdf_{PRINTED}_s", time.monotonic() - started, "s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield ctx.figure(f"pricelist_pdf_{PRINTED}_mb", peak, "MB", "peak of the whole process")
    yield ctx.figure("pricelist_pdf_longest_job_s", longest, "s")


def measure_quote(ctx, fixture, count):
    """The verb against core alone, cold caches: a page, and a whole assortment for one client."""
    with ctx.odoo_env() as env:
        goods = find_goods(env, count)
        for name, who in (("", "shopper"), ("_chain", "wholesaler")):
            partner = env["res.partner"].browse(fixture[who])
            pricelist = partner.property_product_pricelist
            ours = spend(env, lambda: goods._get_customer_prices(partner))  # noqa: B023 called at once
            sample = goods if not name else goods[: count // 10]
            core = spend(env, lambda: core_prices(pricelist, sample)) * len(goods) / len(sample)  # noqa: B023
            yield ctx.figure(f"price_quote_{QUOTED}{name}_s", ours, "s", f"core alone {core:.2f} s")
            pages = [goods[start : start + PAGE] for start in range(0, 20 * PAGE, PAGE)]
            ours = statistics.median(spend(env, lambda: page._get_customer_prices(partner)) for page in pages)  # noqa: B023
            core = statistics.median(spend(env, lambda: core_prices(pricelist, page)) for page in pages)  # noqa: B023
            yield ctx.figure(f"price_page{name}_ms", ours * 1000, "ms", f"core alone {core * 1000:.1f} ms")


def core_prices(pricelist, goods):
    """Core's own computation in the chunks that suit it best."""
    prices = {}
    for start in range(0, len(goods), 80):
        prices |= pricelist._compute_price_rule(goods[start : start + 80], 1.0)
    return prices


def spend(env, work):
    """Return the seconds of a piece of work that begins with nothing in the cache."""
    env.invalidate_all()
    started = time.monotonic()
    work()
    return time.monotonic() - started


def measure_publication(ctx, fixture):
    """Publish a revision of all goods and take it back, each job in a transaction of its own."""
    revision_id = fill_revision(ctx, fixture)
    seconds, rows, longest = publish(ctx, revision_id)
    yield ctx.figure("price_publish_rows_per_s", rows / seconds, "rows/s")
    yield ctx.figure("price_publish_s", seconds, "s", f"{rows} prices")
    yield ctx.figure("price_publish_longest_job_s", longest, "s")
    time.sleep(2)  # a roll back in the second of the publication would shift its rows
    started = time.monotonic()
    with ctx.odoo_env() as env:
        rollback_id = env["torg.price.revision"].browse(revision_id).action_roll_back()["res_id"]
    reverse = time.monotonic() - started
    yield ctx.figure("price_rollback_s", reverse + publish(ctx, rollback_id)[0], "s", f"{rows} prices")
    with ctx.odoo_env() as env:
        env.cr.execute("ANALYZE product_pricelist_item")
        partner = env["res.partner"].browse(fixture["shopper"])
        pages = [find_goods(env, 20 * PAGE)[start : start + PAGE] for start in range(0, 20 * PAGE, PAGE)]
        ours = statistics.median(spend(env, lambda: page._get_customer_prices(partner)) for page in pages)  # noqa: B023
        yield ctx.figure("price_page_history_ms", ours * 1000, "ms", f"{3 * rows} rows in the list")


def fill_revision(ctx, fixture):
    with ctx.odoo_env() as env:
        vals = {"price_type_id": fixture["price_type"], "reason": "Bench"}
        revision = env["torg.price.revision"].create(vals)
        revision_id, last = revision.id, 0
    rule = {"base": "current", "percent": 5.0, "surcharge": 0.0, "rounding": "nine", "mode": "up"}
    while True:
        with ctx.odoo_env() as env:
            domain = [("default_code", "=like", "BENCH-%"), ("id", ">", last)]
            goods = env["product.product"].search(domain, order="id", limit=2000)
            if not goods:
                break
            env["torg.price.revision"].browse(revision_id)._fill_chunk(rule, goods)
            last = goods[-1].id
    with ctx.odoo_env() as env:
        revision = env["torg.price.revision"].browse(revision_id)
        revision.accept_warnings = True
        revision.action_approve()
        revision.action_publish()
    return revision_id


def publish(ctx, revision_id):
    """Return seconds, rows and the longest job."""
    started, longest = time.monotonic(), 0.0
    while True:
        job = time.monotonic()
        with ctx.odoo_env() as env:
            revision = env["torg.price.revision"].browse(revision_id)
            if revision.state == "published":
                rows = len(revision.line_ids.filtered("item_id"))
                break
            revision._publish_next()
        longest = max(longest, time.monotonic() - job)
    return time.monotonic() - started, rows, longest
