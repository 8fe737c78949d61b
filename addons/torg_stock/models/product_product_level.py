from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array

FREE = """
SELECT quant.product_id
  FROM stock_quant quant JOIN stock_location place ON place.id = quant.location_id
 WHERE place.warehouse_id = ANY(%s)
 GROUP BY quant.product_id
HAVING round(sum(quant.quantity), %s) > round(sum(quant.reserved_quantity), %s)"""

# Rows as they are: adding them up costs more than all the rest.
IN_STOCK = """
SELECT quant.product_id, place.warehouse_id, quant.quantity, quant.reserved_quantity
  FROM stock_quant quant JOIN stock_location place ON place.id = quant.location_id
 WHERE quant.product_id = ANY(%s::int[]) AND place.warehouse_id = ANY(%s)"""


class ProductProduct(models.Model):
    """Availability in a word, the same one on the desk and in the shop, and what is asked before all of it is read."""

    _inherit = "product.product"

    @api.model
    def _get_availability_words(self):
        """Return `{level: word}` of the levels `tools.availability.level_of` tells, as the stock screen says them."""
        return {
            "many": self.env._("in stock"),
            "few": self.env._("few left"),
            "coming": self.env._("on the way"),
            "none": self.env._("none"),
            "unknown": self.env._("no data"),
        }

    @api.model
    def _get_free_domain(self, stores):
        """Return the domain of the goods of which the stores together have something free.

        What is made of other goods (kits) has no stock of its own, so it is not found.
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        stores.check_access("read")
        self.env["stock.quant"].flush_model(["product_id", "location_id", "quantity", "reserved_quantity"])
        self.env["stock.location"].flush_model(["warehouse_id"])
        # sql: sums of groups are no domain of the ORM
        return Domain("id", "in", SQL("(%s)", SQL(FREE, stores.ids, digits, digits)))

    def _get_availability_fingerprint(self, stores):
        """Return a text that is another one as soon as `_get_point_availability(stores)` would say anything else.

        It is made of the figures themselves, inside PostgreSQL: moments of writing would lie, because a transaction
        that began earlier may be committed later. A fraction of the work of the whole answer.
        """
        stores.check_access("read")
        components = self._get_kit_components()
        product_ids = sorted({*self.ids, *(product_id for parts in components.values() for product_id in parts)})
        if not product_ids or not stores:
            return "0"
        _in_stock, *parts = self._get_availability_parts(product_ids, stores.ids)
        query = SQL(
            """SELECT count(*), COALESCE(sum(hash), 0)
                 FROM (SELECT hash_record_extended(found, 0) AS hash FROM (%s) found
                        UNION ALL SELECT hash_record_extended(found, 0) FROM (%s) found) hashes""",
            SQL(IN_STOCK, as_array(product_ids), stores.ids),
            SQL(" UNION ALL ").join(parts),
        )
        # sql: a hash of thousands of rows without fetching them
        return "-".join(map(str, self.env.execute_query(query)[0]))
