from odoo import models

from odoo.addons.torg_exchange.tools import traffic_light


class TorgExchangeStream(models.Model):
    """Price documents that 1C has refused, or has taken and says nothing of, turn their stream red."""

    _inherit = "torg.exchange.stream"

    def _compute_light(self):
        """Override of torg_exchange to tell the documents that a person has to look at."""
        super()._compute_light()
        # sudo: whoever sees the light need not read messages
        bases = self.endpoint_id.filtered(lambda endpoint: endpoint.kind == "onec").sudo()
        stuck = bases._get_price_messages("dead").grouped("stream_id") if bases else {}
        for stream in self & self.browse().concat(*stuck):
            reason = self.env._("price documents that need a person: %(count)s", count=len(stuck[stream]))
            stream.light = traffic_light.RED
            stream.reasons = ", ".join(filter(None, (stream.reasons, reason)))
