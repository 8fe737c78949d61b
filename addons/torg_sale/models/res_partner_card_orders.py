from odoo import api, models

from odoo.addons.torg_sale.const import CHANNELS
from odoo.addons.torg_sale.exceptions import StageRefusal

FEW = 8  # orders on the card


class ResPartner(models.Model):
    """The customer's purchases of all channels on the card, whoever of the managers served him.

    A manager with the customer on the line sees that there are orders – number, date, sum, stage – and opens those that
    the rules let him open.
    """

    _inherit = "res.partner"

    @api.model
    def repeat_order(self, partner_id, order_id):
        """Make an order like an earlier one of this customer, for the card; return an action that opens it."""
        partner = self.browse(partner_id)
        partner.check_access("read")
        self.env["sale.order"].check_access("create")
        # sudo: the earlier order may be a colleague's; that it is this customer's is checked here
        order_sudo = self.env["sale.order"].sudo().search([*partner._get_card_orders_domain(), ("id", "=", order_id)])
        if not order_sudo:
            raise StageRefusal(self.env._("This is no order of %(customer)s.", customer=partner.name), "foreign_order")
        new = order_sudo.sudo(False)._repeat()
        return self._prepare_order_action(new)

    def _get_card_orders_domain(self):
        """Return a domain of all orders of the customer: by ids of the contacts, so that an index serves.

        A request without goods is no purchase.
        """
        # sudo: orders of contacts that have been archived or are hidden count, too
        Partner_sudo = self.env["res.partner"].sudo().with_context(active_test=False)
        contacts = Partner_sudo.search([("commercial_partner_id", "=", self.commercial_partner_id.id)])
        request_type = self.env["torg.order.type"]._get_request_type()
        return [
            ("partner_id", "in", contacts.ids),
            ("company_id", "in", self.env.companies.ids),
            ("order_type_id", "not in", request_type.ids),
        ]

    def _get_customer_card_sections(self):
        """Override of torg_base to show the latest orders."""
        sections = super()._get_customer_card_sections()
        if not self.env["sale.order"].has_access("read"):
            return sections
        return [*sections, self._prepare_orders_section()]

    def _prepare_orders_section(self):
        # sudo: see the class
        Order_sudo = self.env["sale.order"].sudo()
        orders_sudo = Order_sudo.search(self._get_card_orders_domain(), order="date_order desc, id desc", limit=FEW)
        own = orders_sudo.sudo(False)._filtered_access("read")
        return {
            "code": "orders",
            "title": self.env._("Purchases"),
            "sequence": 10,
            "empty": self.env._("This customer has not ordered yet."),
            "rows": [self._prepare_order_row(order, order.sudo(False) in own) for order in orders_sudo],
        }

    def _prepare_order_row(self, order_sudo, may_open):
        date = self._format_card_date(order_sudo.date_order)
        return {
            "id": order_sudo.id,
            "title": order_sudo.name,
            "hint": " · ".join(filter(None, [date, self._describe_order_origin(order_sudo)])),
            "value": order_sudo.amount_total,
            "kind": "monetary",
            "currency_id": order_sudo.currency_id.id,
            "badge": {"text": order_sudo.stage_id.name or "", "level": self._get_order_level(order_sudo)},
            "action": may_open and self._prepare_order_action(order_sudo),
            "call": {
                "label": self.env._("Repeat"),
                "icon": "fa-repeat",
                "model": self._name,
                "method": "repeat_order",
                "args": [self.id, order_sudo.id],
            },
        }

    def _describe_order_origin(self, order_sudo):
        """Say where the order came from: the site or 1C, and its store."""
        ways = dict(CHANNELS)
        channel = order_sudo.baseline_ids[:1].channel
        way = {"api": self.env._("Site"), "1c": ways.get("1c")}.get(channel)
        return " · ".join(filter(None, [way, order_sudo.warehouse_id.name]))

    def _get_order_level(self, order_sudo):
        if order_sudo.state == "cancel":
            return "danger"
        return "success" if order_sudo.stage_is_final else "info"

    def _prepare_order_action(self, order):
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "views": [[False, "form"]],
        }
