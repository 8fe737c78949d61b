from functools import reduce

from odoo import models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.availability import Availability
from odoo.addons.torg_stock.tools.sql import as_array

# The parts of the answer, added up. A quant that core makes to reserve what is not there has no quantity at all.
IN_STOCK = """
SELECT quant.product_id, place.warehouse_id, COALESCE(round(sum(quant.quantity), %(digits)s), 0)::float8,
       round(sum(quant.reserved_quantity), %(digits)s)::float8, 0::float8, 0::float8, 0::float8
  FROM stock_quant quant JOIN stock_location place ON place.id = quant.location_id
 WHERE quant.product_id = ANY(%(products)s::int[]) AND place.warehouse_id = ANY(%(stores)s)
 GROUP BY quant.product_id, place.warehouse_id"""
INCOMING = """
SELECT move.product_id, target.warehouse_id, 0, 0, round(sum(move.product_qty), %(digits)s), 0, 0
  FROM stock_move move
  JOIN stock_location target ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
  JOIN stock_location source ON source.id = move.location_id
 WHERE move.product_id = ANY(%(products)s::int[]) AND target.warehouse_id = ANY(%(stores)s)
   AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
   AND source.warehouse_id IS DISTINCT FROM target.warehouse_id
 GROUP BY move.product_id, target.warehouse_id"""
HELD = """
SELECT move.product_id, source.warehouse_id, 0, 0, 0,
       round(sum(move.quantity * move.product_qty / NULLIF(move.product_uom_qty, 0)), %(digits)s), 0
  FROM stock_move move
  JOIN stock_location source ON source.id = move.location_id
  JOIN stock_picking_type operation ON operation.id = move.picking_type_id AND operation.code = 'hold'
 WHERE move.product_id = ANY(%(products)s::int[]) AND source.warehouse_id = ANY(%(stores)s)
   AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
 GROUP BY move.product_id, source.warehouse_id"""


class ProductProduct(models.Model):
    """The availability verb: everybody who needs to know what is where asks it."""

    _inherit = "product.product"

    def _get_point_availability(self, stores=None):
        """Return `{product id: {store id: Availability}}` for these products in the stores.

        A constant number of queries whatever the size. Works for everybody who may read the stores, whether or not
        they may read quants and other people's documents: only sums come out.

        :param stores: recordset of stock.warehouse; all those that the user may read unless told
        """
        if stores is None:
            stores = self.env["stock.warehouse"].search([])
        stores = stores.with_env(self.env)
        stores.check_access("read")
        components = self._get_kit_components()
        product_ids = {*self.ids, *(product_id for parts in components.values() for product_id in parts)}
        result = self._read_point_availability(product_ids, stores)
        for kit_id, parts in components.items():
            result[kit_id] = self._get_kit_availability(parts, result)
        return {product_id: result[product_id] for product_id in self.ids}

    def _read_point_availability(self, product_ids, stores):
        """Return the answer for goods that are kept as such.

        Plain SQL: fifty stores by a thousand products are fifty thousand rows, and all parts come in one query. No
        rules apply to the sums: whose stores these are was checked by the caller.
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        ages = {store.id: store._get_figures_age() for store in stores}
        nothing = {store_id: Availability(age=age) for store_id, age in ages.items()}
        result = {product_id: dict(nothing) for product_id in product_ids}
        if not product_ids or not stores:
            return result
        parts = self._get_availability_parts(sorted(product_ids), stores.ids)
        for product_id, store_id, on_hand, reserved, *others in self.env.execute_query(SQL(" UNION ALL ").join(parts)):
            free = round(on_hand - reserved, digits)
            found = Availability(on_hand, reserved, free, *others, ages[store_id])
            known = result[product_id][store_id]
            result[product_id][store_id] = found if known is nothing[store_id] else known + found
        return result

    def _get_availability_parts(self, product_ids, store_ids):
        """Return the SELECTs that the verb adds up; hook, addons append theirs through super().

        Each has the columns product, store, on hand, reserved, incoming, frozen, foreign reserved, one row a pair. The
        first is what is in stock.
        """
        self.env["stock.quant"].flush_model(["product_id", "location_id", "quantity", "reserved_quantity"])
        self.env["stock.location"].flush_model(["warehouse_id"])
        self.env["stock.move"].flush_model(
            ["product_id", "product_qty", "state", "location_id", "location_dest_id", "location_final_id"]
        )
        self.env["stock.move"].flush_model(["quantity", "product_uom_qty", "picking_type_id"])
        values = {
            "products": as_array(product_ids),
            "stores": store_ids,
            "digits": self.env["decimal.precision"].precision_get("Product Unit"),
        }
        return [SQL(part, **values) for part in (IN_STOCK, INCOMING, HELD)]

    # === KITS === #

    def _get_kit_components(self):
        """Return `{kit id: {component id: quantity in one kit}}`; hook of addons that know goods made of others."""
        return {}

    def _get_kit_availability(self, parts, availability):
        """Return `{store id: Availability}` of a kit: as many as the scarcest of its components allows."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        stores = availability[next(iter(parts))]
        return {
            store_id: reduce(
                Availability.limited_by,
                (
                    availability[product_id][store_id].as_kits(quantity, digits)
                    for product_id, quantity in parts.items()
                ),
            )
            for store_id in stores
        }
