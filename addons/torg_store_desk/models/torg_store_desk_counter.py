import re

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Datetime

TILL_METHODS = ("cash", "card", "sbp")
LAST_DIGITS = 4


class TorgStoreDesk(models.AbstractModel):
    """The tab «To hand over»: find by number, phone or code, take the money, hand over."""

    _inherit = "torg.store.desk"

    @api.model
    def find_handout(self, text, store_id):
        """Find ready orders of a store by pickup code, number, phone (the last four digits will do) or name.

        :return: `orders`, and `code` when what was typed is the code of the one that was found
        """
        store = self._get_stores().filtered(lambda one: one.id == store_id)
        ready, text = self._get_ready_domain(), (text or "").strip()
        by_code = text and self._search_orders(store, [*ready, ("pickup_code", "=", text)], "stage_date, id")
        if by_code:
            return {"orders": [self._prepare_ready_card(order) for order in by_code], "code": text}
        orders = self._search_orders(store, ready + self._get_text_domain(text), "stage_date, id")
        return {"orders": [self._prepare_ready_card(order) for order in self._match(orders, text)], "code": ""}

    @api.model
    def get_handout(self, order_id):
        """Return the sheet of an order at the counter."""
        return self._prepare_handout(self._open_order(order_id))

    @api.model
    def take_payment(self, order_id, amount, method, key):
        """Take the money that is due – or give it back, with a minus – at the till. Return the sheet.

        :param str key: made by the screen: the same press told twice counts once
        """
        order = self._open_order(order_id)
        self._check_press(method, key)
        order._take_at_till(amount, method, key)
        return self._prepare_handout(order)

    @api.model
    def hand_over(self, order_id, code="", note=""):
        """The customer has said the code, or is known by what `note` says, and takes the goods. Return the sheet."""
        order = self._open_order(order_id)
        order._give_to_customer((code or "").strip(), (note or "").strip())
        return self._prepare_handout(order)

    @api.model
    def refuse_goods(self, order_id, quantities):
        """The customer does not take these goods, `{line id: quantity}`. Return the sheet."""
        order = self._open_order(order_id)
        order._refuse_goods(self._get_quantities(order, quantities))
        return self._prepare_handout(order)

    # === FINDING === #

    @api.model
    def _get_ready_domain(self):
        return [("stage_id", "in", self.env["sale.order"]._get_ready_stages().ids), ("state", "=", "sale")]

    @api.model
    def _get_text_domain(self, text):
        """Narrow all orders of a store down before they are matched one by one: a list shows the first of them."""
        if not text:
            return []
        digits = "".join(char for char in text if char.isdigit())[-10:]
        domain = [("name", "ilike", text), ("partner_id.complete_name", "ilike", text)]
        if len(digits) >= LAST_DIGITS:
            # sudo: the store's own customers are found by the number they say
            rows = self.env["torg.phone.number"].sudo().search([("key", "=like", f"%{digits}")], limit=200)
            domain.append(("partner_id.commercial_partner_id", "in", rows.partner_id.commercial_partner_id.ids))
        return ["|"] * (len(domain) - 1) + domain

    @api.model
    def _match(self, orders, text):
        """Return those of these orders that the text names by number, phone or customer; all of them without it."""
        if not text:
            return orders
        digits = re.sub(r"\D", "", text)[-10:]
        is_number = re.fullmatch(r"[\d\s()+-]+", text)
        by_phone = orders.browse()
        if is_number and len(digits) >= LAST_DIGITS:
            people = orders.partner_id | orders.partner_id.commercial_partner_id
            # sudo: the customers of the store's own orders
            rows = (
                self.env["torg.phone.number"]
                .sudo()
                .search([("partner_id", "in", people.ids), ("key", "=like", f"%{digits}")])
            )
            found = rows.partner_id
            by_phone = orders.filtered(
                lambda order: order.partner_id in found or order.partner_id.commercial_partner_id in found
            )
        words = text.lower()
        return by_phone | orders.filtered(
            lambda order: words in order.name.lower() or words in (order.partner_id.display_name or "").lower()
        )

    @api.model
    def _check_press(self, method, key):
        if method not in TILL_METHODS or not re.fullmatch(r"[\w-]{8,64}", key or ""):
            raise UserError(self.env._("The screen is out of date: load it again."))

    # === WHAT IS SHOWN === #

    @api.model
    def _get_ready_list(self, store):
        orders = self._search_orders(store, self._get_ready_domain(), "stage_date, id")
        return [self._prepare_ready_card(order) for order in orders]

    @api.model
    def _prepare_ready_card(self, order):
        until = Datetime.to_string(order.pickup_until) or False
        return self._prepare_card(order) | {"until": until}

    @api.model
    def _prepare_handout(self, order):
        goods = order._get_shown_lines().product_id.product_tmpl_id
        return self._prepare_ready_card(order) | {
            "is_ready": order.stage_id in order._get_ready_stages(),
            "is_cancelled": order.state == "cancel",
            "is_given": order._get_delivery_status() in ("full", "returned"),
            "is_paid_later": order._is_paid_later(),
            "asks_code": bool(order.pickup_code),
            "asks_age": any(goods.mapped("is_pickup_only")),
            "restrictions": order._get_restrictions(),
            "paid": order.paid_amount,
            "lines": [self._prepare_handout_line(line) for line in order._get_shown_lines()],
        }

    @api.model
    def _prepare_handout_line(self, line):
        is_goods = line.product_id.type == "consu"
        return self._prepare_line(line) | {
            "quantity": line.product_uom_qty,
            "open": line._get_open_quantity() if is_goods else 0,
            "given": line.qty_delivered if is_goods else 0,
            "returned": line.returned_qty,
            "total": line.price_total,
            "is_goods": is_goods,
        }
