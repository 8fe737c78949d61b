from odoo import models


class TorgExchangeEndpoint(models.Model):
    _inherit = "torg.exchange.endpoint"

    def _takes_price_requests(self):
        """Return whether the outside system can be asked to change prices it keeps."""
        # sudo: a director need not read the settings of the exchange
        return self.env.ref("torg_pricelist.event_price_request") in self.sudo().event_ids
