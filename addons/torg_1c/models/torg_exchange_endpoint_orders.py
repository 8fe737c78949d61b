import json

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.commerceml.writer import write_orders
from odoo.addons.torg_1c.tools.records.codec import dump

ADMIN = "torg_base.group_integration_admin"
EVENTS = ("order.created", "order.changed", "order.stage_changed", "order.paid", "order.shipped")
DOCUMENTS = 100  # orders of an answer


class TorgExchangeEndpoint(models.Model):
    """Orders that go to a 1C base: which, how they are split, and the answer to its query."""

    _inherit = "torg.exchange.endpoint"

    onec_sends_orders = fields.Boolean(
        "Orders go to 1C", compute="_compute_onec_sends_orders", inverse="_inverse_onec_sends_orders"
    )
    onec_from_stage_id = fields.Many2one(
        "sale.order.stage",
        "From the stage on",
        domain="[('sale_state', '=', 'sale')]",
        ondelete="set null",
        help="Orders go to 1C when they come to this stage. Empty: as soon as they are confirmed.",
    )
    onec_split_by_vat = fields.Boolean(
        "A document for each VAT rate", help="For bases that keep one rate in a document. Store always splits."
    )
    onec_organisation_name = fields.Char(
        "Organisation", help="Its name exactly as it stands in 1C: 1C finds it by that."
    )
    onec_organisation_code = fields.Char("Identifier of the organisation")
    onec_echo_hours = fields.Integer(
        "Answer expected within, hours", default=24, help="1C has fetched an order and says nothing of it. 0: fine."
    )
    onec_takes_orders = fields.Boolean(
        "Take orders made in 1C", default=True, help="They come once, without letters, and are never sent back as new."
    )
    onec_history_before = fields.Date(
        "History before",
        default=lambda self: fields.Date.context_today(self),
        help="Orders made in 1C before this day are history: no goods, no time limits, nobody is told.",
    )
    onec_reserves_orders = fields.Boolean(
        "1C reserves the goods of orders", default=True, help="Then its free stock has the accepted orders in it."
    )
    onec_status_ids = fields.One2many("torg.onec.status", "endpoint_id", "Statuses", groups=ADMIN)
    onec_late_count = fields.Integer(compute="_compute_onec_late_count")

    @api.depends("event_ids")
    def _compute_onec_sends_orders(self):
        for endpoint in self:
            endpoint.onec_sends_orders = set(EVENTS) <= set(endpoint.event_ids.mapped("code"))

    def _inverse_onec_sends_orders(self):
        events = self.env["torg.exchange.event"].search([("code", "in", EVENTS)])
        for endpoint in self:
            endpoint.event_ids = (
                endpoint.event_ids | events if endpoint.onec_sends_orders else endpoint.event_ids - events
            )

    def _compute_onec_late_count(self):
        found = dict(
            self.env["torg.onec.order.part"]._read_group(
                self._get_late_domain() + [("endpoint_id", "in", self.ids)], ["endpoint_id"], ["__count"]
            )
        )
        for endpoint in self:
            endpoint.onec_late_count = found.get(endpoint, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of torg_exchange: a new 1C base gets orders unless it is told otherwise."""
        for vals in vals_list:
            if vals.get("kind") == "onec" and not {"event_ids", "onec_sends_orders"} & vals.keys():
                vals["onec_sends_orders"] = True
        return super().create(vals_list)

    # === ACTIONS === #

    def action_open_late_orders(self):
        """Open the orders that 1C has fetched and says nothing of."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_order_part_action")
        return action | {"domain": self._get_late_domain() + [("endpoint_id", "in", self.ids)], "context": {}}

    # === BUSINESS METHODS === #

    @api.model
    def _get_late_domain(self):
        return [("state", "=", "delivered"), ("echo_until", "<", fields.Datetime.now())]

    @api.model
    def _get_order_bases(self):
        """Return the 1C bases that want orders."""
        ids = [row[0] for row in self._get_subscriptions("order.stage_changed")]
        return self.browse(ids).filtered(lambda endpoint: endpoint.kind == "onec")

    def _get_own_orders(self, orders):
        """Return those of these orders that have something for this base."""
        self.ensure_one()
        return orders & self._get_own_lines(orders.order_line).order_id

    def _render_messages(self, messages):
        """Override of torg_exchange: a message about an order is its documents in 1C, as neutral records."""
        if self.kind != "onec":
            return super()._render_messages(messages)
        orders = messages.filtered(lambda message: message.res_model == "sale.order")
        bodies = orders._render_order_records(self) if orders else {}
        rest = messages - orders
        return bodies | (super()._render_messages(rest) if rest else {})

    def _get_orders_document(self, session_key, version="2.08", charset="windows-1251"):
        """Return the bytes 1C fetches: in one session the same until it confirms them.

        :param str session_key: the session of 1C
        """
        endpoint = self._in_company_language()
        messages = endpoint.env["torg.exchange.message"]._offer(endpoint, limit=DOCUMENTS, session=session_key)
        records = [record for message in messages for record in message._get_order_records()]
        formed_at = min(messages.mapped("offered_at"), default=fields.Datetime.now())
        return write_orders(records, endpoint._to_onec_time(formed_at), version, charset)

    def _confirm_orders(self, session_key):
        """1C has stored what it fetched in this session: exactly that is delivered."""
        return self.env["torg.exchange.message"]._confirm(self, session_key)


def as_body(records):
    """The body of a message: its records as JSON."""
    return json.dumps([dump(record) for record in records], ensure_ascii=False).encode()
