from odoo import models


class SaleOrder(models.Model):
    """What a customer sees of an order."""

    _inherit = "sale.order"

    def _get_shown_lines(self):
        """Return the lines with goods in them: those that were replaced or brought to zero are not shown."""
        return self.order_line.filtered(lambda line: line.product_id and line.product_uom_qty > 0)

    def _get_order_lines_to_report(self):
        """Override of sale to leave out of prints and of the portal the lines of which nothing is left."""
        return super()._get_order_lines_to_report().filtered(lambda line: line._is_shown())
