from odoo import models


class SaleOrder(models.Model):
    """What of an order the customer reads: a replaced line is no line any more."""

    _inherit = "sale.order"

    def _get_shown_lines(self):
        """Return the lines for people and programs: letters, prints, API and 1C; a replacement is one line of them."""
        return self.order_line.filtered(lambda line: line._is_shown())

    def _get_order_lines_to_report(self):
        """Override of sale to leave out the lines of which nothing is left."""
        return super()._get_order_lines_to_report().filtered(lambda line: line._is_shown())
