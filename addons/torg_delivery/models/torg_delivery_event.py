from odoo import api, models

EVENT = "order.changed"


class TorgDelivery(models.Model):
    """Every step of an attempt is a change of its order for those who listen."""

    _inherit = "torg.delivery"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of core to tell outside systems."""
        deliveries = super().create(vals_list)
        deliveries.order_id._emit_event_at_commit(EVENT)
        return deliveries

    def write(self, vals):
        """Override of torg_delivery to tell outside systems."""
        result = super().write(vals)
        if {"state", "date", "interval_id"} & vals.keys():
            self.sudo().order_id._emit_event_at_commit(EVENT)  # sudo: a courier moves what he does not own
        return result
