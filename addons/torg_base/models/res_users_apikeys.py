from odoo import models


class ResUsersApikeys(models.Model):
    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        """Override of base: a key of a service user opens nothing, however it came into being."""
        uid = super()._check_credentials(scope=scope, key=key)
        # sudo: the person is not known yet
        return None if uid and self.env["res.users"].sudo().browse(uid).is_service else uid
