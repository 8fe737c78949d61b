from odoo import api, models

from odoo.addons.torg_delivery.models.delivery_carrier import TABLES


class ChooseDeliveryCarrier(models.TransientModel):
    _inherit = "choose.delivery.carrier"

    @api.onchange("carrier_id", "total_weight")
    def _onchange_carrier_id(self):
        """Override of delivery: our tables are at hand, so the price comes without a button."""
        res = super()._onchange_carrier_id()
        if self.delivery_type not in TABLES:
            return res
        answer = self._get_delivery_rate()
        if message := answer.get("error_message"):
            self.delivery_message = message
        return res
