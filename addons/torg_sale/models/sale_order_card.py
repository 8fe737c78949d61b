from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_open_customer_card(self):
        """Open the card of the order's customer over the order or the desk."""
        self.ensure_one()
        return self.partner_id.action_open_customer_card()
