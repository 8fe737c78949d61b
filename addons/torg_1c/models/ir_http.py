from odoo import api, models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _get_channel(self):
        """Override of torg_base: what 1C asks is done by the system, not by a person."""
        if request and request.httprequest.path.startswith("/1c/"):
            return "system"
        return super()._get_channel()
