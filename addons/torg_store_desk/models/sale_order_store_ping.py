from odoo import models

from odoo.addons.torg_sale.models.sale_order_ping import PING

STORES = "torg_store_desk.stores"  # {order id: ids of its stores} of the transaction


class SaleOrder(models.Model):
    """The counters of the stores hear of their orders, and of those that have gone to another store."""

    _inherit = "sale.order"

    def _tell_desk(self):
        """Override of torg_sale to remember the stores: an order may go to another one."""
        super()._tell_desk()
        told = self.env.cr.precommit.data.setdefault(STORES, {})
        for order in self.sudo().filtered("id"):  # sudo: whoever changes an order need not see it
            told.setdefault(order.id, set()).add(order.warehouse_id.id)

    def _send_desk_ping(self):
        """Override of torg_sale to tell the staff of the stores."""
        super()._send_desk_ping()
        told = self.env.cr.precommit.data.pop(STORES, {})
        # sudo: the order's people are told, whoever changed it
        orders_sudo = self.sudo().browse(told).exists()
        by_store = {}
        for order in orders_sudo:
            for store_id in (told[order.id] | {order.warehouse_id.id}) - {False}:
                by_store.setdefault(store_id, []).append(order.id)
        # sudo: see above
        for store in self.env["stock.warehouse"].sudo().browse(by_store).exists():
            for user in store.staff_ids:
                user._bus_send(PING, self._prepare_desk_ping(by_store[store.id]))
