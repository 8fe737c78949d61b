from odoo import api, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array, as_arrays

# One after the other: what the figures tell, what is added to them, what the quants say, what they should say.
TARGET = """
figure AS MATERIALIZED (
    SELECT product_id, warehouse_id, free FROM torg_stock_figure
     WHERE warehouse_id = ANY(%(store_ids)s) AND product_id = ANY(%(product_ids)s::int[])
), effect AS MATERIALIZED (
    SELECT product_id, warehouse_id, sum(quantity) AS quantity
      FROM unnest(%(added_products)s::int[], %(added_stores)s::int[], %(added_quantities)s::numeric[])
           AS effect (product_id, warehouse_id, quantity)
     GROUP BY product_id, warehouse_id
), present AS MATERIALIZED (
    SELECT quant.product_id, quant.location_id, min(quant.id) AS quant_id, count(*) AS quants,
           sum(quant.quantity) AS quantity, GREATEST(sum(quant.reserved_quantity), 0) AS reserved
      FROM stock_quant quant WHERE %(here)s
     GROUP BY quant.product_id, quant.location_id
), target AS MATERIALIZED (
    SELECT pair.product_id, pair.warehouse_id, store.lot_stock_id AS location_id, store.company_id,
           COALESCE(figure.free, 0) + COALESCE(effect.quantity, 0) AS quantity,
           present.quant_id, present.quants, present.quantity AS present, present.reserved
      FROM unnest(%(products)s::int[], %(stores)s::int[]) AS pair (product_id, warehouse_id)
      JOIN stock_warehouse store ON store.id = pair.warehouse_id AND store.id = ANY(%(store_ids)s)
      LEFT JOIN figure ON figure.product_id = pair.product_id AND figure.warehouse_id = pair.warehouse_id
      LEFT JOIN effect ON effect.product_id = pair.product_id AND effect.warehouse_id = pair.warehouse_id
      LEFT JOIN present ON present.product_id = pair.product_id AND present.location_id = store.lot_stock_id
)"""
# Core makes twins when two transactions meet: the first one stays and takes over what was reserved on the others.
MERGE = """
merged AS (
    DELETE FROM stock_quant quant USING target
     WHERE %(here)s AND target.quants > 1 AND quant.id <> target.quant_id
       AND quant.product_id = target.product_id AND quant.location_id = target.location_id
)"""
UPDATE = """
updated AS (
    UPDATE stock_quant quant
       SET quantity = target.quantity, reserved_quantity = target.reserved, write_date = now() AT TIME ZONE 'utc'
      FROM target
     WHERE %(here)s AND quant.id = target.quant_id
       AND (target.quants > 1 OR target.present IS DISTINCT FROM target.quantity)
 RETURNING target.product_id, target.warehouse_id
)"""
INSERT = """
inserted AS (
    INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date, inventory_date,
                             inventory_quantity_set, inventory_quantity, inventory_diff_quantity,
                             create_date, write_date)
    SELECT product_id, location_id, company_id, quantity, 0, now() AT TIME ZONE 'utc', count.date, false, 0, 0,
           now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM target
      JOIN unnest(%(places)s::int[], %(dates)s::date[]) AS count (location_id, date) USING (location_id)
     WHERE quant_id IS NULL AND quantity <> 0
)"""
WRITTEN = """
SELECT product_id, warehouse_id FROM updated
 UNION ALL
SELECT product_id, warehouse_id FROM target WHERE quant_id IS NULL AND quantity <> 0"""


class StockQuant(models.Model):
    """Quants as the projection of figures: written by SQL, thousands at once."""

    _inherit = "stock.quant"

    def init(self):
        """Leave room for changed quants beside the old ones: they change in place, without touching six indexes."""
        super().init()
        # sql: a property of the table that the ORM does not know
        self.env.cr.execute("ALTER TABLE stock_quant SET (fillfactor = 75)")

    @api.model
    def _write_projection(self, pairs, effects):
        """Merge twin quants, update those that differ, insert those that are not zero; return the pairs written.

        `stock_quant` has no unique index, for core makes twins on purpose: no ON CONFLICT, but the pairs are locked.

        Nested loops are off and every scan is narrowed by the products and places at hand: in a base whose statistics
        do not know the new stores yet, the planner would go through all quants of a store once for each row.

        :param effects: rows (product id, store id, quantity) that are added to the figures
        """
        stores = self.env["stock.warehouse"].browse(sorted({store_id for _product_id, store_id in pairs}))
        stores = stores.filtered(lambda store: store.stock_keeper == "external")
        if not stores:
            return set()
        values = self._get_projection_values(stores, sorted(pairs), effects)
        # sql: the ORM writes quants one by one, a load brings 100 000 of them
        self.env.cr.execute("SET LOCAL enable_nestloop TO off")
        written = set(
            # sql: constants of this file, joined
            self.env.execute_query(SQL(f"WITH {TARGET}, {MERGE}, {UPDATE}, {INSERT} {WRITTEN}", **values))
        )
        # sql: the rest of the transaction is planned as ever
        self.env.cr.execute("SET LOCAL enable_nestloop TO DEFAULT")
        return written

    def _get_projection_values(self, stores, pairs, effects):
        """Return the values of the query: `pairs` and `effects` in columns, the places and what is looked at there."""
        products, store_ids = as_arrays(pairs)
        added = list(zip(*effects, strict=True)) or ([], [], [])
        places = stores.lot_stock_id
        goods = as_array(sorted({product_id for product_id, _store_id in pairs}))
        return {
            "products": products,
            "stores": store_ids,
            "product_ids": goods,
            "store_ids": stores.ids,
            "added_products": list(added[0]),
            "added_stores": list(added[1]),
            "added_quantities": list(added[2]),
            "places": places.ids,
            "dates": [place._get_next_inventory_date() or None for place in places],
            "here": SQL(
                """quant.location_id = ANY(%s) AND quant.product_id = ANY(%s::int[])
                   AND quant.lot_id IS NULL AND quant.package_id IS NULL AND quant.owner_id IS NULL""",
                places.ids,
                goods,
            ),
        }

    @api.model
    def _stock_changed(self, pairs):
        """Hook: stock of `{(product id, store id)}` was changed by figures of its keeper, not by a move of core's."""
        self._tell_stock_changed({product_id for product_id, _store_id in pairs})
        self.env["stock.move"]._settle_later(pairs)
