from odoo import api, models

COLLECTED = "torg_sale.collected"  # ids of the transfers whose goods somebody has just put aside


class StockMoveLine(models.Model):
    """When the last piece of an order is put aside, the order is collected."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered("picked")._plan_collected()
        return lines

    def write(self, vals):
        res = super().write(vals)
        if vals.get("picked"):
            self._plan_collected()
        return res

    def _plan_collected(self):
        """Look at the end of the transaction: goods that were shipped at once were not put aside for anybody."""
        pickings = self.picking_id.filtered(lambda picking: picking.picking_type_id.code == "outgoing")
        waiting = self.env.cr.precommit.data.setdefault(COLLECTED, set())
        if not waiting and pickings:
            self.env.cr.precommit.add(self.env["stock.picking"]._notice_collected)
        waiting.update(pickings.ids)
