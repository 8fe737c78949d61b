import json
import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.torg_1c.tools.order_lines import tell_lines

ADMIN = "torg_base.group_integration_admin"
LONGEST = 30  # signs of a number that every base takes
WAITING = ("not_sent", "offered", "delivered")
STATES = [
    ("not_sent", "Waits"),
    ("offered", "Handed out"),
    ("delivered", "Fetched"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
]


class TorgOnecOrderPart(models.Model):
    """A document of an order in a 1C base: 1C makes one of each, people here see the order as a whole.

    Identifier and number never change, and a line stays in its part for ever. Written by the exchange only.
    """

    _name = "torg.onec.order.part"
    _description = "Order in 1C"
    _order = "order_id desc, id"
    _rec_name = "number"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, ondelete="cascade", index=True)
    endpoint_id = fields.Many2one("torg.exchange.endpoint", "1C base", required=True, readonly=True, ondelete="cascade")
    base_name = fields.Char("Base", related="endpoint_id.name")
    key = fields.Char(required=True, readonly=True, help="What the order was split by.")
    uuid = fields.Char("Identifier", required=True, readonly=True)
    number = fields.Char(required=True, readonly=True)
    line_ids = fields.Many2many(
        "sale.order.line",
        "torg_onec_order_part_line_rel",
        "part_id",
        "line_id",
        string="Lines",
        readonly=True,
        groups="torg_base.group_manager",
        help="For people of trade: an administrator of the exchange sees no goods of orders.",
    )
    origin = fields.Selection([("here", "Here"), ("1c", "In 1C")], "Made", required=True, readonly=True, default="here")
    number_1c = fields.Char("Number in 1C", readonly=True, index="btree_not_null")
    date_1c = fields.Datetime("Date in 1C", readonly=True)
    status = fields.Char("Status in 1C", readonly=True)
    stage_id = fields.Many2one("sale.order.stage", "Leads to", readonly=True, ondelete="set null")
    is_cancelled = fields.Boolean("Cancelled in 1C", readonly=True)
    is_reserved = fields.Boolean("Reserved in 1C", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="not_sent")
    delivered_at = fields.Datetime("Fetched at", readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    echo_until = fields.Datetime("Answer expected until", readonly=True)
    is_late = fields.Boolean("No answer", compute="_compute_is_late")
    error = fields.Char("Last error", compute="_compute_error", compute_sudo=True)
    known_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS, help="Of what 1C knows of the order.")
    answer_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS, help="Of what 1C said last.")
    told = fields.Json(readonly=True, groups=fields.NO_ACCESS, help="The lines as both sides knew them last.")

    _key_unique = models.UniqueIndex("(order_id, endpoint_id, key)")
    _uuid_unique = models.UniqueIndex("(endpoint_id, uuid)")
    _number_unique = models.UniqueIndex("(endpoint_id, number) WHERE origin = 'here'")
    _number_index = models.Index("(endpoint_id, number)")
    _waiting_index = models.Index("(endpoint_id, echo_until) WHERE state = 'delivered'")

    @api.depends("state", "echo_until")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for part in self:
            part.is_late = part.state == "delivered" and bool(part.echo_until) and part.echo_until < now

    def _compute_error(self):
        errors = {}
        for message in self._get_messages(("failed", "dead")):
            errors.setdefault((message.endpoint_id, message.res_id), message.error)
        for part in self:
            part.error = errors.get((part.endpoint_id, part.order_id.id))

    # === ACTIONS === #

    def action_send_again(self):
        """Hand the orders of these parts out once more, whatever 1C has of them."""
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator sends orders again."))
        # sudo: parts are written by the exchange only, the button is open to its administrators
        self.sudo()._send_again()
        return True

    # === MAKING === #

    @api.model
    def _make(self, order, endpoint, key, lines, **vals):
        """Create the part of an order for these lines; its identifier is the same however often that is tried."""
        # sudo: a setting of the base, no secret
        base = self.env["ir.config_parameter"].sudo().get_param("database.uuid") or "torg"
        earlier = self.search([("order_id", "=", order.id), ("endpoint_id", "=", endpoint.id)])
        name = uuid.uuid5(uuid.NAMESPACE_OID, f"{base}/{endpoint.code}/{order.id}/{key}")
        return self.create(
            {
                "order_id": order.id,
                "endpoint_id": endpoint.id,
                "key": key,
                "uuid": str(name),
                "number": self._get_number(order, earlier),
                "line_ids": lines.ids,
                **vals,
            }
        )

    def _get_number(self, order, earlier):
        tail = f"/{len(earlier) + 1}" if earlier else ""
        return order.name[-(LONGEST - len(tail)) :] + tail

    # === ON THEIR WAY === #

    @api.model
    def _find_by_records(self, endpoint, records):
        """Return `{part: OrderRec}` of records that were handed out."""
        parts = self.search([("endpoint_id", "=", endpoint.id), ("uuid", "in", [record.id for record in records])])
        by_uuid = {record.id: record for record in records}
        return {part: by_uuid[part.uuid] for part in parts}

    def _note_offered(self):
        self.filtered(lambda part: part.state in ("not_sent", "refused")).state = "offered"

    def _note_released(self):
        self.filtered(lambda part: part.state == "offered").state = "not_sent"

    def _note_delivered(self, record):
        """1C has fetched this part as the record tells it; its answer is expected within the hours of the setting."""
        now = fields.Datetime.now()
        vals = self._prepare_known_vals(record)
        if self.state != "accepted":
            hours = self.endpoint_id.onec_echo_hours
            vals |= {
                "state": "delivered",
                "delivered_at": now,
                "echo_until": now + timedelta(hours=hours) if hours else False,
            }
        self.write(vals)

    def _note_accepted(self):
        """1C has shown that it has these parts; return those of which that was not known."""
        fresh = self.filtered(lambda part: part.state != "accepted")
        fresh.write({"state": "accepted", "accepted_at": fields.Datetime.now(), "echo_until": False})
        return fresh

    def _accept_messages(self, number):
        """Finish the messages that 1C has answered by showing these parts."""
        for order in self.order_id:
            parts = order.onec_part_ids.filtered(lambda part: part.endpoint_id in self.endpoint_id)
            if all(part.state == "accepted" for part in parts):
                parts._get_messages(("delivered", "offered"))._accept(number)

    def _prepare_known_vals(self, record):
        """Return the values that keep what 1C knows."""
        return self._hash_records({self: record})[self] | {"told": tell_lines(record.lines)}

    def _send_again(self):
        self.known_hash = False
        self._insert_messages()

    def _insert_messages(self):
        """Write a message about the orders of these parts for their bases."""
        events = self.env["torg.exchange.event"].search([("code", "=", "order.changed")])
        messages = self.env["torg.exchange.message"]
        for endpoint, parts in self.grouped("endpoint_id").items():
            orders = parts.order_id
            rows = dict(zip(orders.ids, ((n, None) for n in messages._draw_revisions(len(orders))), strict=True))
            stream = endpoint._get_stream("orders")
            messages._insert(endpoint.id, stream.id, events.id, endpoint.mode, "sale.order", rows)
            endpoint._wake()

    def _get_messages(self, states):
        """Return the outgoing messages of these parts' orders, the latest first."""
        domain = [
            ("endpoint_id", "in", self.endpoint_id.ids),
            ("res_model", "=", "sale.order"),
            ("res_id", "in", self.order_id.ids),
            ("direction", "=", "out"),
            ("state", "in", states),
        ]
        return self.env["torg.exchange.message"].search(domain, order="id desc")


def key_text(key):
    """The key of a split as it is kept."""
    return json.dumps(key, sort_keys=True, ensure_ascii=False)
