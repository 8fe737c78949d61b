from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Datetime

ROLES = ("torg_base.group_store_staff", "torg_base.group_manager")
MOST = 100  # orders of a list; the most urgent ones come first


class TorgStoreDesk(models.AbstractModel):
    """The counter of a store: the only door by which its staff reach orders.

    Store staff have no rights to orders at all. Every public method here first asks whether the person works with the
    store of the order, then works as the system and answers with plain values: no purchase prices, no other store.
    """

    _name = "torg.store.desk"
    _description = "Counter of a Store"

    @api.model
    def get_desk(self, store_id=None):
        """Return what the screen shows of a store: the first of the person's stores unless told.

        :return: `stores`, `store_id`, the lists `collect`, `ready`, `waiting`, `released`, and what the screen needs
            to know of the company
        """
        stores = self._get_stores()
        store = stores.filtered(lambda one: one.id == store_id) or stores[:1]
        answer = {
            "stores": [{"id": one.id, "name": one.name} for one in stores],
            "store_id": store.id,
            "user_id": self.env.uid,
            "currency_id": store.company_id.currency_id.id or self.env.company.currency_id.id,
            "reasons": self._get_return_reasons(),
        }
        lists = ("collect", "ready", "waiting", "released")
        return answer | {name: getattr(self, f"_get_{name}_list")(store) for name in lists}

    # === WHO MAY === #

    @api.model
    def _get_stores(self):
        """Return the stores of the person, as the system; raise AccessError when the screen is not theirs."""
        if not any(self.env.user.has_group(group) for group in ROLES):
            raise AccessError(self.env._("The counter is for the staff of stores and for managers."))
        if self.env.user.has_group("torg_base.group_manager"):
            stores = self.env["stock.warehouse"].search([])
        else:
            # sudo: one's own stores
            stores = self.env.user.sudo().store_ids.filtered(lambda store: store.active)
            stores = stores.filtered(lambda store: store.company_id in self.env.companies)
        return stores.sudo()  # sudo: what the screen shows of the stores is checked here

    @api.model
    def _open_order(self, order_id):
        """Return this order as the system, with the person's name on what happens; refuse orders of other stores."""
        domain = [("id", "=", order_id), ("warehouse_id", "in", self._get_stores().ids)]
        # sudo: store staff have no rights to orders, the store was checked above
        order_sudo = self.env["sale.order"].sudo().search(domain)
        if not order_sudo:
            raise AccessError(self.env._("This order is not in your store."))
        return order_sudo.with_company(order_sudo.company_id)

    @api.model
    def _search_orders(self, store, domain, order):
        # sudo: the store was checked by whoever asks
        orders_sudo = self.env["sale.order"].sudo()
        return orders_sudo.search([("warehouse_id", "=", store.id), *domain], order=order, limit=MOST)

    @api.model
    def _get_line(self, order, line_id):
        line = order.order_line.filtered(lambda line: line.id == line_id)
        if not line:
            raise AccessError(self.env._("This line is of another order."))
        return line

    @api.model
    def _get_quantities(self, order, quantities):
        """Return `{line: quantity}` of what the screen has sent, `{line id as text: quantity}`."""
        return {
            self._get_line(order, int(line_id)): float(quantity)
            for line_id, quantity in quantities.items()
            if float(quantity) > 0
        }

    # === WHAT IS SHOWN === #

    @api.model
    def _get_return_reasons(self):
        reasons = self.env["torg.return.reason"].search([("code", "!=", "not_at_home")])
        return [{"id": reason.id, "name": reason.name} for reason in reasons]

    @api.model
    def _prepare_card(self, order):
        """Return what every list shows of an order."""
        lines = order._get_shown_lines().filtered(lambda line: line.product_id.type == "consu")
        return {
            "id": order.id,
            "name": order.name,
            "customer": order.partner_id.display_name or "",
            "phone": order.partner_id.phone or order.partner_id.commercial_partner_id.phone or "",
            "positions": len(lines),
            "goods": ", ".join(self._get_name(line.product_id) for line in lines[:3]),
            "ordered": Datetime.to_string(order.date_order),
            "deadline": Datetime.to_string(order.stage_deadline) or False,
            "since": Datetime.to_string(order.stage_date) or False,
            "stage": order.stage_id.name,
            "note": order.customer_note or "",
            "for_counter": order._is_for_counter(),
            "total": order._get_amount_to_pay(),
            "due": order._get_amount_due(),
            "collector_id": order.collector_id.id,
            "collector": order.collector_id.name or "",
        }

    @api.model
    def _get_name(self, product):
        return product.with_context(display_default_code=False).display_name

    @api.model
    def _prepare_line(self, line):
        """Return what every sheet shows of a line."""
        product = line.product_id
        return {
            "id": line.id,
            "product_id": product.id,
            "name": self._get_name(product),
            "article": product.default_code or "",
            "unit": line.product_uom_id.name,
            "image_url": f"/web/image/product.product/{product.id}/image_128?unique={product.write_date:%Y%m%d%H%M%S}",
        }
