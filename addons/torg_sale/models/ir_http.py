from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Override of web: after the login each role lands on its screen, unless the person has chosen another."""
        info = super().session_info()
        if not info.get("home_action_id") and (action := self.env.user._get_landing_action()):
            info["home_action_id"] = action.id
        return info
