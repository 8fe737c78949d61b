from odoo import api, models
from odoo.http import request

# Addresses of our own screens; whatever else asks is another program.
DESK_PATHS = ("/web/", "/odoo/", "/bus/", "/websocket/", "/mail/")
JOB_PATHS = ("/queue_job/",)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _get_channel(self):
        """Return the channel of the present request: `desk` (a person's screen), `api` or `system` (no person).

        Channels with addresses of their own (1C, the shop's API, the phone) override it.
        """
        if not request:
            return "system"
        path = request.httprequest.path
        if path.startswith(JOB_PATHS):
            return "system"
        return "desk" if f"{path}/".startswith(DESK_PATHS) else "api"
