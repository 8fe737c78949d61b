from odoo import api, models
from odoo.fields import Datetime

from .torg_store_desk_counter import LAST_DIGITS

FOUND = 20


class TorgStoreDesk(models.AbstractModel):
    """Goods that come back to the counter."""

    _inherit = "torg.store.desk"

    @api.model
    def find_sold(self, text, store_id):
        """Find orders of a store that the customer has, by number, phone or name; the latest ones without a text."""
        store = self._get_stores().filtered(lambda one: one.id == store_id)
        domain = [("state", "=", "sale"), ("order_line.qty_delivered", ">", 0)]
        text = (text or "").strip()
        if text:
            domain += self._get_sold_domain(text)
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

    # === FINDING === #

    @api.model
    def _get_sold_domain(self, text):
        """Narrow years of orders down before they are matched one by one."""
        digits = "".join(char for char in text if char.isdigit())[-10:]
        domain = [("name", "ilike", text), ("partner_id.name", "ilike", text)]
        if len(digits) >= LAST_DIGITS:
            # sudo: the store's own customers are found by the number they say
            rows = self.env["torg.phone.number"].sudo().search([("key", "=like", f"%{digits}")], limit=200)
            domain.append(("partner_id.commercial_partner_id", "in", rows.partner_id.commercial_partner_id.ids))
        return ["|"] * (len(domain) - 1) + domain
