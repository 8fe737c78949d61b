from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _takes_out(self):
        """Return whether the move takes goods out of a store."""
        self.ensure_one()
        return bool(self.location_id.warehouse_id) and self.location_dest_id.usage == "customer"

    def _get_kept_quantity(self):
        """Return what of this delivery has not come back, in the unit of the move."""
        self.ensure_one()
        back = self.returned_move_ids.filtered(lambda move: move.state == "done")
        return self.quantity - sum(
            move.product_uom._compute_quantity(move.quantity, self.product_uom, rounding_method="HALF-UP")
            for move in back
        )
