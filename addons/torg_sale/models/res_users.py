from odoo import models

from odoo.addons.torg_sale.const import ROLES


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_order_roles(self):
        """Return the roles of the transition matrix that this person holds, a frozenset."""
        self.ensure_one()
        return frozenset(role for role, _name in ROLES if self.has_group(f"torg_base.group_{role}"))
