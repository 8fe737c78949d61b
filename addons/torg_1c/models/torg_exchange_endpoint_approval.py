from odoo import api, models


class TorgExchangeEndpoint(models.Model):
    """A question that waits for a person makes the light red: the administrator gets a letter."""

    _inherit = "torg.exchange.endpoint"

    @api.depends("active")
    def _compute_light(self):
        """Override of torg_exchange to be red while something waits for a decision."""
        super()._compute_light()
        approvals = self.env["torg.onec.approval"].sudo()  # sudo: a number, for whoever looks at the lights
        waiting = [("endpoint_id", "in", self.ids), ("state", "=", "waiting")]
        for endpoint, count in approvals._read_group(waiting, ["endpoint_id"], ["__count"]):
            text = self.env._("wait for a decision: %(count)s", count=count)
            endpoint.light = "red" if endpoint.active else endpoint.light
            endpoint.reasons = "; ".join(filter(None, [text, endpoint.reasons]))
