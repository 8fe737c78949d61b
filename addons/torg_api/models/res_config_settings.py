from odoo import fields, models
from odoo.exceptions import AccessError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    shop_login = fields.Boolean(related="company_id.shop_login", readonly=False)
    shop_login_by_email = fields.Boolean(related="company_id.shop_login_by_email", readonly=False)
    shop_code_minutes = fields.Integer(related="company_id.shop_code_minutes", readonly=False)
    shop_access_minutes = fields.Integer(related="company_id.shop_access_minutes", readonly=False)
    shop_login_days = fields.Integer(related="company_id.shop_login_days", readonly=False)
    shop_codes_per_day = fields.Integer(related="company_id.shop_codes_per_day", readonly=False)

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
