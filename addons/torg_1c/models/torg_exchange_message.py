from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import TOPICS


class TorgExchangeMessage(models.Model):
    """What comes from 1C is applied by its run."""

    _inherit = "torg.exchange.message"

    @api.model
    def _get_handlers(self):
        """Override of torg_exchange to apply what 1C sends, stream by stream."""
        return super()._get_handlers() | {("onec", topic): ("torg.onec.run", "_process_message") for topic in TOPICS}
