from odoo import models
from odoo.exceptions import AccessError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    def action_revoke_file_addresses(self):
        """Make all addresses of pictures and documents void."""
        if not self.env.user.has_group("torg_base.group_integration_admin"):
            raise AccessError(self.env._("Only an integration administrator revokes addresses."))
        self.env.company._revoke_file_addresses()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("All addresses of pictures and documents are void.")},
        }
