from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _takes_out(self):
        """Return whether the move takes goods out of a store."""
        self.ensure_one()
        return bool(self.location_id.warehouse_id) and self.location_dest_id.usage == "customer"
