from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

EXPIRY = timedelta(seconds=75)  # a screen tells every 30 seconds that it is there


class SaleOrder(models.Model):
    """Who else has the order open now."""

    _inherit = "sale.order"

    def touch_presence(self, leaving=False):
        """Tell that the person has this order open, or leaves it; return who else has it open.

        :return: list of `{"id", "name"}`
        """
        self.ensure_one()
        self.check_access("read")
        before = self._get_present_users()
        if leaving:
            # sudo: everybody sees who is there, the screens alone write it
            self.env["torg.order.presence"].sudo().search(
                [("order_id", "=", self.id), ("user_id", "=", self.env.uid)]
            ).unlink()
        else:
            self._keep_presence()
        after = self._get_present_users()
        if before != after:
            for user in (before | after) - self.env.user:
                user._bus_send("torg_sale/presence", {"order_id": self.id, "users": self._name_present(after - user)})
        return self._name_present(after - self.env.user)

    def _get_present_users(self):
        domain = [("order_id", "=", self.id), ("seen_at", ">=", fields.Datetime.now() - EXPIRY)]
        # sudo: everybody who sees the order sees who is there
        return self.env["torg.order.presence"].sudo().search(domain, order="id").user_id

    def _keep_presence(self):
        """Write that the person is here, in SQL: two tabs of one person may say so at once."""
        self.env["torg.order.presence"].flush_model()
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_order_presence (order_id, user_id, seen_at) VALUES (%s, %s, %s)
                   ON CONFLICT (order_id, user_id) DO UPDATE SET seen_at = EXCLUDED.seen_at""",
                self.id,
                self.env.uid,
                fields.Datetime.now(),
            )
        )
        self.env["torg.order.presence"].invalidate_model()

    @api.model
    def _name_present(self, users):
        # sudo: names of colleagues
        return [{"id": user.id, "name": user.name} for user in users.sudo()]
