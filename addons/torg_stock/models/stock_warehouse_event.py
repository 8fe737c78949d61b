from odoo import api, models

SHOWN = {"active", "code", "latitude", "longitude", "name", "opening_hours", "partner_id", "phone", "pickup_allowed"}


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of stock to tell outside systems."""
        stores = super().create(vals_list)
        stores._emit_event_at_commit("store.updated")
        return stores

    def write(self, vals):
        """Override of stock to tell outside systems."""
        result = super().write(vals)
        if SHOWN & vals.keys():
            self._emit_event_at_commit("store.updated")
        return result
