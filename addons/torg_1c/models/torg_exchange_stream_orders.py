from odoo import models

from odoo.addons.torg_exchange.tools import traffic_light


class TorgExchangeStream(models.Model):
    """Orders that 1C has fetched and says nothing of turn their stream red."""

    _inherit = "torg.exchange.stream"

    def _compute_light(self):
        """Override of torg_exchange to count the answers that are overdue."""
        super()._compute_light()
        for stream in self.filtered(lambda row: row.topic_id.code == "orders" and row.endpoint_id.kind == "onec"):
            if late := stream.endpoint_id.onec_late_count:
                reason = self.env._("no answer about orders: %(count)s", count=late)
                stream.light = traffic_light.RED
                stream.reasons = ", ".join(filter(None, (stream.reasons, reason)))
