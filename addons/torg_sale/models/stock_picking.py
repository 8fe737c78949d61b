from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        """Override of sale_stock: an order moves on by what really left the store."""
        res = super()._action_done()
        orders = self.filtered(lambda picking: picking.state == "done").move_ids.sale_line_id.order_id
        # sudo: the order moves on, whoever ships
        orders.sudo()._on_delivery()
        return res
