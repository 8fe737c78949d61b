from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_landings(self):
        """Override of torg_sale: store staff begin the day at the counter."""
        return [*super()._get_landings(), ("torg_base.group_store_staff", "torg_store_desk.store_desk_action")]
