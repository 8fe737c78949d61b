"""Goods, stores and stock in bulk, by SQL: the ORM would make a hundred thousand products for an hour."""

COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
      FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = %s AND column_name <> ALL(%s)
"""


def create_stores(env, number):
    """Return new stores around Moscow, kept by Odoo."""
    known = env["stock.warehouse"].search_count([])
    return env["stock.warehouse"]._create_stores(
        [
            {"name": f"Bench store {known + n}", "latitude": 55.5 + n % 10 * 0.05, "longitude": 37.3 + n // 10 * 0.05}
            for n in range(number)
        ]
    )


def create_products(env, number):
    """Return the ids of new storable products, copies of one made by the ORM."""
    env.registry.clear_all_caches()
    sample = env["product.product"].create({"name": "Bench sample", "is_storable": True, "list_price": 100})
    env.flush_all()
    templates = _copy_rows(
        env.cr, "product_template", sample.product_tmpl_id.id, number, name="jsonb_build_object('en_US', 'Goods ' || n)"
    )
    return _copy_rows(
        env.cr,
        "product_product",
        sample.id,
        number,
        product_tmpl_id=f"{templates[0]} + n - 1",
        default_code="'B' || lpad(n::text, 6, '0')",
    )


def put_in_stock(env, product_ids, stores, quantity="(1 + random() * 20)::int"):
    """Give every store a quant of every product."""
    env.cr.execute(
        f"""
        INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
        SELECT product_id, location.id, location.company_id, {quantity}, 0, now()
          FROM unnest(%s) product_id CROSS JOIN stock_location location WHERE location.id = ANY(%s)
        """,
        [product_ids, stores.lot_stock_id.ids],
    )
    env.cr.execute("ANALYZE stock_quant")
    env.invalidate_all()


def _copy_rows(cr, table, sample_id, number, **values):
    """Insert copies of a row, `values` are SQL in terms of n = 1 … number; return their ids, which are in a row."""
    cr.execute(COLUMNS, [table, ["id", *values]])
    columns = cr.fetchone()[0]
    cr.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")
    last_id = cr.fetchone()[0]
    cr.execute(
        f"""
        INSERT INTO {table} (id, {", ".join(values)}, {columns})
        SELECT {last_id} + n, {", ".join(values.values())}, {columns}
          FROM {table}, generate_series(1, %s) n WHERE id = %s
        """,
        [number, sample_id],
    )
    cr.execute(f"SELECT setval('{table}_id_seq', {last_id + number})")
    cr.execute(f"ANALYZE {table}")
    return list(range(last_id + 1, last_id + number + 1))
