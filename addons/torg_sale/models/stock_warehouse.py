from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _prepare_opening_vals(self):
        """Return what the order form shows of the hours of the store."""
        self.ensure_one()
        return {"opening": self.opening_text or "", "is_open": self.is_open_now}
