from odoo import api, models

from .stock_move_line import COLLECTED


class StockPicking(models.Model):
    """What happens to the goods moves the order on."""

    _inherit = "stock.picking"

    def _action_done(self):
        """Override of sale_stock: an order moves on by what really left the store."""
        res = super()._action_done()
        orders = self.filtered(lambda picking: picking.state == "done").move_ids.sale_line_id.order_id
        # sudo: the order moves on, whoever ships
        orders.sudo()._on_delivery()
        return res

    @api.model
    def _notice_collected(self):
        """Move on the orders of which all goods are put aside and still in the store."""
        pickings = self.browse(self.env.cr.precommit.data.pop(COLLECTED, ())).exists()
        # sudo: the order moves on, whoever collects
        orders_sudo = pickings.sudo().move_ids.sale_line_id.order_id
        orders_sudo.filtered(lambda order: order._is_collected())._advance("collected")
