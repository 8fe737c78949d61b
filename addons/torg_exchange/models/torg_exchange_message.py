import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import groupby

ADMIN = "torg_base.group_integration_admin"
UNFINISHED = ("ready", "offered", "failed")  # what a later message of the same record waits for
STATES = [
    ("ready", "Waiting"),
    ("offered", "Handed out"),
    ("delivered", "Delivered"),
    ("accepted", "Accepted"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
    ("dead", "Given up"),
]


class TorgExchangeMessage(models.Model):
    """A message out or in: the one outbox and the one inbox of the suite.

    ready → offered (pull: handed out, not confirmed) → delivered → accepted (the other side, or we, applied it).
    failed: an attempt failed, a next one comes by itself (out) or by a person (in). dead: the attempts are used up.
    A message waits for its unfinished predecessor of the same (endpoint, record); other records go on.
    """

    _name = "torg.exchange.message"
    _inherit = ["torg.exchange.record"]
    _description = "Exchange message"
    _order = "id desc"
    _rec_name = "uuid"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="restrict")
    stream_id = fields.Many2one("torg.exchange.stream", required=True, readonly=True, ondelete="restrict")
    direction = fields.Selection([("out", "Out"), ("in", "In")], required=True, readonly=True)
    mode = fields.Selection([("push", "We send"), ("pull", "They fetch")], required=True, readonly=True)
    event_id = fields.Many2one("torg.exchange.event", readonly=True, ondelete="restrict")
    subject = fields.Char(compute="_compute_subject")
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(string="Record", model_field="res_model", readonly=True)
    record_name = fields.Char(compute="_compute_record_name")
    revision = fields.Integer(
        readonly=True, help="Grows with every event: of two messages of a record the greater one is newer."
    )
    facts = fields.Json(readonly=True, help="What was true only at the moment of the event, see _get_event_facts.")
    uuid = fields.Char(
        string="Message id",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="Stays the same however often the message is sent: by it the receiver knows a repeat.",
    )
    external_key = fields.Char(readonly=True, help="Identifier given by the sender: the same one is stored once.")
    session = fields.Char(readonly=True, help="Session of the other system in which the message was handed out.")
    state = fields.Selection(STATES, required=True, readonly=True, default="ready")
    attempts = fields.Integer(readonly=True)
    next_try = fields.Datetime(string="Next attempt", readonly=True)
    tried_at = fields.Datetime(string="Last attempt", readonly=True)
    offered_at = fields.Datetime(string="Handed out at", readonly=True)
    done_at = fields.Datetime(string="Finished", readonly=True)
    duration_ms = fields.Integer(string="Answer time, ms", readonly=True, aggregator="avg")
    unanswered = fields.Boolean(readonly=True, help="Nobody answered the last attempt: an outage, not a refusal.")
    error = fields.Text(string="Explanation", readonly=True)
    answer = fields.Text(string="Answer as it is", readonly=True, groups=ADMIN)
    answer_status = fields.Integer(string="Answer code", readonly=True)

    _uuid_unique = models.UniqueIndex("(uuid)")
    _external_key_unique = models.UniqueIndex("(endpoint_id, external_key) WHERE direction = 'in'")
    # No index but the second may fit the search for predecessors: after a burst the statistics of the partial ones
    # are stale, all look empty to the planner, and a wrong choice costs minutes instead of milliseconds.
    _waiting_index = models.Index("(endpoint_id, id) WHERE state IN ('ready', 'failed')")
    _predecessor_index = models.Index(
        "(endpoint_id, res_model, res_id, id) WHERE state IN ('ready', 'offered', 'failed')"
    )
    _state_index = models.Index("(stream_id, state)")
    _done_index = models.Index("(stream_id, done_at) WHERE state IN ('delivered', 'accepted')")
    _tried_index = models.Index("(endpoint_id, tried_at) WHERE tried_at IS NOT NULL")
    _record_index = models.Index("(res_model, res_id)")

    def init(self):
        """Revisions are common to all endpoints and never go back: a sequence, made in SQL, counts them."""
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS torg_exchange_revision")

    @api.depends("event_id", "stream_id")
    def _compute_subject(self):
        for message in self:
            message.subject = message.event_id.name or message.stream_id.topic_id.name

    @api.depends("subject", "record_name")
    def _compute_display_name(self):
        for message in self:
            message.display_name = " · ".join(filter(None, (message.subject, message.record_name)))

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for model, messages in groupby(self, key=lambda message: message.res_model):
            names = self._get_record_names(model, [message.res_id for message in messages])
            for message in messages:
                message.record_name = names.get(message.res_id)

    def _get_record_names(self, model, ids):
        """Return ``{id: name}``; who may not read a record, or when it is gone, sees its kind and number."""
        if model not in self.env:
            return {}
        kind = self.env["ir.model"]._get(model).name
        readable = self.env[model].browse(ids).exists()._filtered_access("read")
        return {res_id: f"{kind} {res_id}" for res_id in ids} | {record.id: record.display_name for record in readable}

    # === ACTIONS === #

    def action_repeat(self):
        """Send or apply again, now and with the full number of attempts; the message keeps its id."""
        if not self._lock_for_operator()._repeat():
            raise UserError(self.env._("These messages are already waiting for their turn."))
        return True

    def action_cancel(self):
        """Give a message up on purpose: the later ones of its record go on."""
        messages = self._lock_for_operator().filtered(lambda message: message.state in (*UNFINISHED, "dead"))
        if not messages:
            raise UserError(self.env._("There is nothing to cancel: these messages are already finished."))
        reason = self.env._("Cancelled by %(user)s", user=self.env.user.name)
        messages.write({"state": "cancelled", "done_at": fields.Datetime.now(), "error": reason})
        messages.endpoint_id._wake()
        return True

    # === BUSINESS METHODS === #

    def _lock_for_operator(self):
        """Return the messages sudoed and locked, for a person who may operate the exchange."""
        self.check_access("read")
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator repeats and cancels messages."))
        # sudo: the log is read-only by RPC, the two buttons are the only way to change it
        messages = self.sudo().try_lock_for_update()
        if len(messages) < len(self):
            raise UserError(self.env._("Some of these messages are being sent right now. Try again in a minute."))
        return messages

    def _repeat(self):
        """Let locked messages go again, as `action_repeat` does for a person; return those that did not wait yet."""
        messages = self.filtered(lambda message: message.state not in ("ready", "offered"))
        messages.write({"state": "ready", "attempts": 0, "next_try": False, "done_at": False, "error": False})
        messages._set_going()
        return messages

    def _set_going(self):
        """See to it that waiting messages are sent or applied."""
        self.filtered(lambda message: message.direction == "out").endpoint_id._wake()
        for message in self.filtered(lambda message: message.direction == "in"):
            message._enqueue_processing()
