from odoo import api, models
from odoo.fields import Datetime

FOUND = 20


class TorgStoreDesk(models.AbstractModel):
    """Goods that come back to the counter."""

    _inherit = "torg.store.desk"

    @api.model
    def find_sold(self, text, store_id):
        """Find orders of a store that the customer has, by number, phone or name; the latest ones without a text."""
        store = self._get_stores().filtered(lambda one: one.id == store_id)
        text = (text or "").strip()
        domain = [("state", "=", "sale"), ("order_line.qty_delivered", ">", 0), *self._get_text_domain(text)]
        orders = self._search_orders(store, domain, "date_order desc, id desc")
        found = self._match(orders, text)[:FOUND]
        return [self._prepare_card(order) | {"date": Datetime.to_string(order.date_order)} for order in found]

    @api.model
    def take_back(self, order_id, quantities, reason_id, method, key):
        """Take goods back, `{line id: quantity}`, and give the money for them. Return the sheet and `returned`.

        :param str key: made by the screen: the same press told twice counts once
        """
        order = self._open_order(order_id)
        self._check_press(method, key)
        reason = self.env["torg.return.reason"].browse(reason_id).exists()
        back = order._take_back_at_till(self._get_quantities(order, quantities), reason, method, key)
        return self._prepare_handout(order) | {"returned": back.amount}
