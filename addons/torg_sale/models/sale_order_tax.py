from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _action_confirm(self):
        """Override of sale_stock: an order made in December and confirmed in January has the VAT of January."""
        self.order_line._apply_tax_date()
        return super()._action_confirm()
