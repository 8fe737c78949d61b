from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_landings(self):
        """Override of torg_sale: a courier begins with the stops of the day."""
        return [*super()._get_landings(), ("torg_base.group_courier", "torg_delivery.courier_day_action")]
