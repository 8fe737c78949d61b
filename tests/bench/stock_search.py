"""Speed of the stock search, against core's `name_search` of the same words in the same run."""

from time import perf_counter

from .stock_data import _copy_rows, create_stores

KINDS = ["Водка", "Вино красное", "Вино белое", "Коньяк", "Виски", "Пиво тёмное", "Сок", "Конфеты", "Печенье", "Чай"]
BRANDS = ["Ладога", "Журавли", "Арарат", "Байкал", "Родник", "Столичная", "Кизляр", "Массандра", "Абрау", "Дербент"]
PLACES = ["Крым", "Кубань", "Алтай", "Карелия", "Урал", "Тверь", "Дагестан", "Абхазия", "Грузия", "Армения"]
ASKED = [
    "водка", "вино красное", "коньяк арарат", "ладога 0,5", "столичная водка", "виски", "крым вино бел", "ара",  # words
    "S000123", "s0777", "460000", "4600000045678",  # article, barcode
    "djlrf", "djlrf cnjkbx", "dbyj rhfcyjt",  # the other layout
    "вотка", "каньяк", "массандрра", "столчная водка",  # slips
    "вод", "к", "0.5",  # the first letters of a word
]  # fmt: skip
SHARE = 0.2  # of the assortment is in each store


def search_speed(context):
    """Every query with cold caches, the answer with the stock of all stores; core finds names only."""
    size, stores, rounds = (5_000, 10, 1) if context.small else (100_000, 50, 5)
    with context.odoo_env() as env:
        stores = create_stores(env, stores)
        products = create_assortment(env, size)
        put_share_in_stock(env, products, stores)
        ours, core = [], []
        goods = env["product.product"].with_user(env.ref("base.user_admin"))
        for text in ASKED * rounds:
            ours.append(_time(env, lambda text=text: goods.search_stock(text, limit=20)))
            core.append(_time(env, lambda text=text: goods.name_search(text, limit=20)))
        env.cr.rollback()
    yield context.figure("search_p50_ms", _percentile(ours, 50) * 1000, "ms")
    yield context.figure("search_p95_ms", _percentile(ours, 95) * 1000, "ms")
    baseline = f"name_search without stock, p95 {_percentile(core, 95) * 1000:.0f} ms"
    yield context.figure("search_ratio", _percentile(core, 95) / _percentile(ours, 95), "x", baseline)


def create_assortment(env, number):
    """Return the ids of new products with Russian names, articles and barcodes, their search text made by the ORM."""
    env.registry.clear_all_caches()
    sample = env["product.product"].create({"name": "Bench sample", "is_storable": True, "list_price": 100})
    env.flush_all()
    names = " || ' ' || ".join(f"(ARRAY{words})[1 + mod(n / {step}, 10)]" for words, step in _STEPS)
    names += " || ' ' || translate(left(md5(mod(n, 20000)::text), 7), '0123456789abcdef', 'аеиоуыэбвгдклмнп')"
    name = f"jsonb_build_object('en_US', {names} || ' ' || (ARRAY['0.5','0.7','1'])[1 + mod(n, 3)] || ' л №' || n)"
    templates = _copy_rows(env.cr, "product_template", sample.product_tmpl_id.id, number, name=name)
    ids = _copy_rows(
        env.cr,
        "product_product",
        sample.id,
        number,
        product_tmpl_id=f"{templates[0]} + n - 1",
        default_code="'S' || lpad(n::text, 6, '0')",
        barcode="'46' || lpad(n::text, 11, '0')",
    )
    env.invalidate_all()
    products = env["product.product"].browse(ids)
    env.add_to_compute(products._fields["search_text"], products)
    products.flush_recordset(["search_text"])
    env.cr.execute("ANALYZE product_product")
    return ids


_STEPS = [(KINDS, 1), (BRANDS, 10), (PLACES, 100)]


def put_share_in_stock(env, product_ids, stores):
    """Give every store a quant of a part of the products, other ones in each store."""
    env.cr.execute(
        """
        INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
        SELECT product_id, location.id, location.company_id, 1 + mod(product_id, 20), mod(product_id, 2), now()
          FROM unnest(%s) product_id CROSS JOIN stock_location location
         WHERE location.id = ANY(%s) AND random() < %s
        """,
        [product_ids, stores.lot_stock_id.ids, SHARE],
    )
    env.cr.execute("ANALYZE stock_quant")
    env.invalidate_all()


def _time(env, verb):
    env.invalidate_all()
    start = perf_counter()
    verb()
    return perf_counter() - start


def _percentile(seconds, percent):
    ordered = sorted(seconds)
    return ordered[round(percent / 100 * (len(ordered) - 1))]
