from odoo import models


class SaleOrder(models.Model):
    """Many orders at once."""

    _inherit = "sale.order"

    def action_change_many(self):
        """Ask what to do with these orders."""
        return self.env["torg.order.mass"]._open_for(self)

    def _give_to(self, user, reason=False):
        """Give these orders to a manager, by the verb of the hand-out.

        What core and the journal would do for each order – a snapshot, a follower – is done once for all.
        """
        self._touch_journal()
        orders = self.with_context(tracking_disable=True)
        orders._assign(user, reason or self.env._("With many others"))
        # sudo: the order may have left the sight of whoever gave it
        self.sudo().message_subscribe(user.partner_id.ids)
