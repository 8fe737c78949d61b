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

    def _take_back(self, quantities, store=None):
        """Return goods of this delivery through core's return and receive them at once; return that transfer.

        :param dict quantities: {move: quantity in its unit}
        :param store: stock.warehouse that takes them; the one they left unless told
        """
        self.ensure_one()
        wizard = self.env["stock.return.picking"].with_context(torg_return_store_id=store.id if store else False)
        wizard = wizard.create({"picking_id": self.id})
        for row in wizard.product_return_moves:
            row.quantity = quantities.get(row.move_id, 0.0)
            row.to_refund = True
        back = wizard._create_return()
        for move in back.move_ids:
            move.quantity = move.product_uom_qty
        back.move_ids.picked = True
        back._action_done()
        return back
