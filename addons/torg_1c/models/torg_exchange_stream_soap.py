from datetime import timedelta

from odoo import fields, models

from odoo.addons.torg_exchange.tools import traffic_light

QUIET = timedelta(minutes=10)  # 1C is restarted or busy: an accident, longer is a fault


class TorgExchangeStream(models.Model):
    """A conversation by SOAP that breaks off stops every stream it carries: yellow at first, then red."""

    _inherit = "torg.exchange.stream"

    def _compute_light(self):
        """Override of torg_exchange to look at the conversations, too."""
        super()._compute_light()
        domain = [
            ("endpoint_id", "in", self.endpoint_id.ids),
            ("endpoint_id.onec_soap", "=", True),
            ("endpoint_id.active", "=", True),
            ("failed_since", "!=", False),
        ]
        # sudo: who sees the lights need not see the conversations
        broken = {talk.endpoint_id.id: talk for talk in self.env["torg.onec.soap"].sudo().search(domain)}
        for stream in self:
            if talk := broken.get(stream.endpoint_id.id):
                is_long = fields.Datetime.now() - talk.failed_since > QUIET
                colour = traffic_light.RED if is_long else traffic_light.YELLOW
                stream.light = traffic_light.worst([stream.light, colour])
                reason = self.env._("SOAP does not work: %(error)s", error=talk.error)
                stream.reasons = ", ".join(filter(None, [stream.reasons, reason]))
