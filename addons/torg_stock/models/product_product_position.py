from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.shortage import Position
from odoo.addons.torg_stock.tools.sql import as_array

# Not by the share of what was asked for: goods put into the parcel unasked were asked for none.
SOLD = """
SELECT move.product_id, place.warehouse_id, sum({sign} move.quantity * unit.factor / own.factor)
  FROM stock_move move
  JOIN uom_uom unit ON unit.id = move.product_uom
  JOIN product_product product ON product.id = move.product_id
  JOIN product_template template ON template.id = product.product_tmpl_id
  JOIN uom_uom own ON own.id = template.uom_id
  JOIN stock_location place ON place.id = move.{inside}
  JOIN stock_location other ON other.id = move.{outside} AND other.usage = 'customer'
 WHERE move.state = 'done' AND move.date >= %(since)s
   AND move.product_id = ANY(%(products)s::int[]) AND place.warehouse_id = ANY(%(stores)s)
 GROUP BY move.product_id, place.warehouse_id"""
SHIPPED = SOLD.format(sign="", inside="location_id", outside="location_dest_id")
RETURNED = SOLD.format(sign="-", inside="location_dest_id", outside="location_id")


class ProductProduct(models.Model):
    """How products stand in stores: what is free and coming, how much there should be, how fast it sells."""

    _inherit = "product.product"

    def _get_positions(self, stores):
        """Return `{product id: {store id: Position}}` in a constant number of queries.

        For those who may read minimums and the stores. Goods that 1C was asked to move count as under way.
        """
        found = self.with_context(count_transfer_requests=True)._get_point_availability(stores)
        minimums = self._get_minimums(stores)
        rates = self._get_sales_rates(stores)
        return {
            product_id: {
                store_id: Position(
                    there.free,
                    there.incoming,
                    *minimums.get((product_id, store_id), (0.0, 0.0)),
                    rates.get((product_id, store_id), 0.0),
                )
                for store_id, there in by_store.items()
            }
            for product_id, by_store in found.items()
        }

    def _get_minimums(self, stores):
        """Return `{(product id, store id): (minimum, maximum)}` of core's orderpoints."""
        orderpoints = self.env["stock.warehouse.orderpoint"]
        groups = orderpoints._read_group(
            [("product_id", "in", self.ids), ("warehouse_id", "in", stores.ids)],
            ["product_id", "warehouse_id"],
            ["product_min_qty:sum", "product_max_qty:sum"],
        )
        return {(product.id, store.id): (least, most) for product, store, least, most in groups}

    def _get_sales_rates(self, stores, days=None):
        """Return `{(product id, store id): units sold in a day}` from done shipments to customers, less returns.

        :param int days: how many days back; the company's setting unless told
        """
        days = days or self.env.company.sales_rate_days
        self.env["stock.move"].flush_model()
        parts = self._get_sales_parts(self.ids, stores.ids, fields.Datetime.now() - timedelta(days=days))
        sold = {}
        # sql: parts are added up, see `_get_sales_parts`
        for product_id, store_id, quantity in self.env.execute_query(SQL(" UNION ALL ").join(parts)):
            sold[product_id, store_id] = sold.get((product_id, store_id), 0.0) + float(quantity or 0)
        return {pair: quantity / days for pair, quantity in sold.items() if quantity > 0}

    def _get_sales_parts(self, product_ids, store_ids, since):
        """Return the SELECTs of product, store and quantity that are sales; hook of those who know of others.

        SQL: shipments grow for years, the index of dates finds those of the last weeks.
        """
        values = {"products": as_array(product_ids), "stores": store_ids, "since": since}
        return [SQL(SHIPPED, **values), SQL(RETURNED, **values)]

    def _get_packs(self, whole=True):
        """Return `{product id: quantity that is moved whole}`.

        The smallest packaging of the product; a piece where there is none, or the precision of what is weighed.

        :param bool whole: packs are not opened; else they are, pieces are not
        """
        piece = self.env.ref("uom.product_uom_unit")
        return {product.id: product._get_pack(piece, whole) for product in self}

    def _get_pack(self, piece, whole):
        unit = self.uom_id
        packs = [pack._compute_quantity(1, unit, round=False) for pack in self.uom_ids - unit] if whole else []
        bigger = [quantity for quantity in packs if quantity > 1]
        return min(bigger, default=1.0 if unit._has_common_reference(piece) else unit.rounding)
