from odoo import api, models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def lazy_session_info(self):
        """Override to bring the switch its state with the web client's own first request."""
        return {**super().lazy_session_info(), "torg_shift": self.env["res.users"].get_my_shift()}
