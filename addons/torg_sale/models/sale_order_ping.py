from odoo import models

PING = "torg_sale/orders_changed"
MOST_NAMED = 200  # orders in a ping; a ping about more names none and means any


class SaleOrder(models.Model):
    """Open boards and forms learn that orders have changed: after the commit, and only people who may see them."""

    _inherit = "sale.order"

    def _touch_journal(self, created=False):
        """Override of torg_sale: what the journal watches, the screens show."""
        res = super()._touch_journal(created=created)
        self._tell_desk()
        return res

    def _on_payment(self):
        """Override of torg_sale to show the money on the cards."""
        self._tell_desk()
        return super()._on_payment()

    def _tell_desk(self):
        """Have the screens of those who see these orders ask again once the transaction is committed.

        No figures travel: each screen asks with the rights of its user. Call it before `user_id` changes, so that
        whoever loses an order hears of it too.
        """
        precommit = self.env.cr.precommit
        told = precommit.data.get(PING)
        if told is None:
            told = precommit.data[PING] = {}
            precommit.add(self.browse()._send_desk_ping)
        # sudo: whoever changes an order need not see it
        for order in self.sudo().filtered("id"):
            told.setdefault(order.id, set()).add(order.user_id.id)

    def _send_desk_ping(self):
        told = self.env.cr.precommit.data.pop(PING, {})
        # sudo: the order's people are told, whoever changed it
        orders_sudo = self.sudo().browse(told).exists()
        shared, personal = orders_sudo.browse(), {}
        for order in orders_sudo:
            people = told[order.id] | {order.user_id.id}
            shared += order if False in people else order.browse()
            for user_id in (people - {False}) | set(order.handler_ids.ids):
                personal.setdefault(user_id, []).append(order.id)
        if orders_sudo:
            self._ping_group("torg_base.group_supervisor", orders_sudo)
        if shared:
            self._ping_group("torg_base.group_manager", shared)
        for user in self.env["res.users"].sudo().browse(personal).exists():  # sudo: see above
            user._bus_send(PING, self._prepare_desk_ping(personal[user.id]))

    def _ping_group(self, xmlid, orders):
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid, raise_if_not_found=True)
        # sudo: a channel of people, which the one who changed the order may not be among
        self.env["res.groups"].sudo().browse(group_id)._bus_send(PING, self._prepare_desk_ping(orders.ids))

    def _prepare_desk_ping(self, order_ids):
        return {"order_ids": sorted(order_ids) if len(order_ids) <= MOST_NAMED else False}
