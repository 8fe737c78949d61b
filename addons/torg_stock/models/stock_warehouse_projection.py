from odoo import api, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array

OPEN_ACCEPTED = SQL(
    """move.keeper_accepted_at IS NOT NULL
       AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')"""
)
# The keeper's free figure is less by the reserve of the move, and so it is still until it knows of the shipment.
COUNTED = SQL(
    "(figure.basis IS DISTINCT FROM 'on_hand' AND COALESCE(move.keeper_accepted_at <= store.figures_at, FALSE))"
)


class StockWarehouse(models.Model):
    """Stock that another system keeps, shown as quants.

    The quant of a product in such a store is its keeper's free figure + our open reserves that the keeper already
    counts − what Odoo shipped + what Odoo took back, as far as the figure does not contain it yet. Where the keeper
    tells no reserves, its on-hand figure stands for the first two. So core's `free_qty`, the quant less our
    reserves, ends equal to the keeper's free, and meanwhile is never above it.
    """

    _inherit = "stock.warehouse"

    @api.model
    def _project(self, pairs, extra=()):
        """Write the quants of `{(product id, store id)}` from the figures and return how many were written.

        Called in the transaction of whatever changed a figure, a reserve or a movement, the pairs locked by it.
        Stores that Odoo keeps are left alone.

        :param extra: rows (product id, store id, quantity) added to the quants for a moment, see `_claim_accepted`
        """
        if not pairs:
            return 0
        for model in ("stock.move", "stock.move.line", "stock.quant", "stock.warehouse", "stock.location"):
            self.env[model].flush_model()
        written = self.env["stock.quant"]._write_projection(pairs, [*self._get_effects(pairs), *extra])
        if written:
            self.env["stock.quant"].invalidate_model()
            self.env["product.product"].invalidate_model(["qty_available", "free_qty", "virtual_available"])
            self.env["stock.quant"]._stock_changed(written)
        return len(written)

    def _get_effects(self, pairs):
        """Return what is added to the figures of the pairs: rows (product id, store id, quantity)."""
        moved = self._find_moved_products().intersection(product_id for product_id, _store_id in pairs)
        if not moved:
            return []
        goods, stores = as_array(moved), list({store_id for _product_id, store_id in pairs})
        queries = (
            self._get_effect_query(goods, stores, -1, "location_id", SQL("move.keeper_pending AND NOT %s", COUNTED)),
            self._get_effect_query(goods, stores, 1, "location_dest_id", SQL("move.keeper_pending")),
            self._get_effect_query(goods, stores, 1, "location_id", SQL("%s AND %s", OPEN_ACCEPTED, COUNTED)),
        )
        # sql: each row has a sign of its own, and five thousand pairs are asked for at once
        rows = self.env.execute_query(SQL(" UNION ALL ").join(queries))
        return [row for row in rows if row[:2] in pairs]

    def _find_moved_products(self):
        """Return the ids of products whose moves the keeper does not know, or counts: few of an assortment."""
        # sql: each half has an index of its own
        rows = self.env.execute_query(
            SQL(
                """SELECT move.product_id FROM stock_move move WHERE move.keeper_pending
                    UNION
                   SELECT move.product_id FROM stock_move move WHERE %s""",
                OPEN_ACCEPTED,
            )
        )
        return {product_id for (product_id,) in rows}

    def _get_effect_query(self, goods, stores, sign, place, condition):
        """Return the query of the lines whose `place` is in the stores and whose move meets the condition."""
        return SQL(
            """SELECT line.product_id, store.id, %(sign)s * line.quantity_product_uom
                 FROM stock_move move
                 JOIN stock_move_line line ON line.move_id = move.id
                 JOIN stock_location place ON place.id = line.%(place)s
                 JOIN stock_warehouse store ON store.id = place.warehouse_id AND store.stock_keeper = 'external'
                 LEFT JOIN torg_stock_figure figure
                   ON figure.warehouse_id = store.id AND figure.product_id = line.product_id
                WHERE %(condition)s AND move.product_id = ANY(%(products)s::int[]) AND store.id = ANY(%(stores)s)""",
            sign=sign,
            place=SQL.identifier(place),
            condition=condition,
            products=goods,
            stores=stores,
        )
