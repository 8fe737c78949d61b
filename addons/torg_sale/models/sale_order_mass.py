from odoo import models


class SaleOrder(models.Model):
    """Many orders at once."""

    _inherit = "sale.order"

    def action_change_many(self):
        """Ask what to do with these orders."""
        return self.env["torg.order.mass"]._open_for(self)

    def _give_to(self, user, reason=False):
        """Give these orders to a manager: by the verb of the hand-out."""
        if hasattr(self, "_assign"):
            self._assign(user, reason or self.env._("With many others"))
        else:
            self.write({"user_id": user.id})
