from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_landing_action(self):
        """Hook: return the screen this person's role begins the day with, an empty one where there is none."""
        self.ensure_one()
        landing = self.env["ir.actions.actions"]
        if self.has_group("torg_base.group_director"):
            return landing
        for group, xmlid in self._get_landings():
            if self.has_group(group):
                # sudo: a person may open a screen without reading its definition
                return self.env.ref(xmlid).sudo()
        return landing

    def _get_landings(self):
        """Hook: return pairs (group, action) of external ids, the first that fits decides."""
        return [
            ("torg_base.group_supervisor", "torg_sale.sale_order_desk_team_action"),
            ("torg_base.group_manager", "torg_sale.sale_order_desk_action"),
            ("torg_base.group_integration_admin", "torg_exchange.torg_exchange_message_action"),
        ]
