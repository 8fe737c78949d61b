from odoo import api, models


class SaleOrderLine(models.Model):
    """The first goods of a request make an order of it."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale to let the request become an order."""
        lines = super().create(vals_list)
        lines._bring_goods()
        return lines

    def _bring_goods(self):
        goods = self.filtered(lambda line: line.product_id and not line.is_delivery and not line.is_downpayment)
        goods.order_id._become_orders()
