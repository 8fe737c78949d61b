from odoo import models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array


class ProductProduct(models.Model):
    """What the system that keeps the stock of a store adds to the availability: its reserves and what it froze."""

    _inherit = "product.product"

    def unlink(self):
        """Override of product: figures have no foreign key, they go with the product."""
        self._drop_figures()
        return super().unlink()

    def _drop_figures(self):
        # sudo: nobody writes figures, those of a product that goes are dropped with it
        self.env["torg.stock.figure"].sudo().search([("product_id", "in", self.ids)]).unlink()

    def _get_availability_parts(self, product_ids, store_ids):
        """Override to tell what the keeper of the stock has promised to others, and what it has frozen.

        Its reserves are by all its documents; those of ours that it has accepted are in our own `reserved` already.
        """
        self.env["stock.move.line"].flush_model(["quantity_product_uom", "location_id", "move_id"])
        self.env["stock.move"].flush_model(["keeper_accepted_at"])
        told = SQL(
            """SELECT figure.product_id, figure.warehouse_id, 0, 0, 0, COALESCE(figure.frozen, 0)::float8,
                      round(GREATEST(COALESCE(figure.reserved, 0) - COALESCE(ours.quantity, 0), 0), %(digits)s)::float8
                 FROM torg_stock_figure figure
                 LEFT JOIN (
                      SELECT move.product_id, place.warehouse_id, sum(line.quantity_product_uom) AS quantity
                        FROM stock_move move
                        JOIN stock_move_line line ON line.move_id = move.id
                        JOIN stock_location place ON place.id = line.location_id
                        JOIN stock_warehouse store ON store.id = place.warehouse_id
                       WHERE move.product_id = ANY(%(products)s::int[]) AND place.warehouse_id = ANY(%(stores)s)
                         AND move.keeper_accepted_at <= store.figures_at
                         AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
                       GROUP BY move.product_id, place.warehouse_id
                 ) ours ON ours.product_id = figure.product_id AND ours.warehouse_id = figure.warehouse_id
                WHERE figure.product_id = ANY(%(products)s::int[]) AND figure.warehouse_id = ANY(%(stores)s)
                  AND (figure.reserved <> 0 OR figure.frozen <> 0)""",
            products=as_array(product_ids),
            stores=store_ids,
            digits=self.env["decimal.precision"].precision_get("Product Unit"),
        )
        return [*super()._get_availability_parts(product_ids, store_ids), told]
