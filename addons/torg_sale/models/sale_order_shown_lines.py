from odoo import models


class SaleOrder(models.Model):
    """What a customer sees of an order."""

    _inherit = "sale.order"

    def _get_shown_lines(self):
        """Return the lines with goods in them: those that were replaced or brought to zero are not shown."""
        return self.order_line.filtered(lambda line: line.product_id and line.product_uom_qty > 0)
