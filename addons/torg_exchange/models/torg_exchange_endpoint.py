from odoo import api, fields, models, tools


class TorgExchangeEndpoint(models.Model):
    """An outside system we exchange messages with: who it is, what it subscribes to, when somebody is told.

    A channel adds its ``kind`` and fills the holes: ``_render_messages``, ``_send_messages``, and for what comes in
    ``torg.exchange.message._get_handlers``.
    """

    _name = "torg.exchange.endpoint"
    _description = "Exchange endpoint"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, tracking=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Stable short name, used in settings and logs.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    kind = fields.Selection([("webhook", "Webhook")], required=True)
    mode = fields.Selection(
        [("push", "We send"), ("pull", "They fetch")],
        required=True,
        default="push",
        help="Push: messages are sent as they appear. Pull: the other system comes for them.",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, help="Empty: messages of all companies."
    )
    event_ids = fields.Many2many("torg.exchange.event", string="Events", help="What this system wants to hear about.")
    stream_ids = fields.One2many("torg.exchange.stream", "endpoint_id")
    allow_private_addresses = fields.Boolean(
        tracking=True,
        help="Let the server call addresses of the inner network. Leave it off for systems on the internet.",
    )
    keep_delivered_days = fields.Integer(
        default=30, help="Delivered and cancelled messages are deleted after so many days. 0: never."
    )
    keep_dead_days = fields.Integer(
        default=180, help="Messages that were not delivered are deleted after so many days. 0: never."
    )

    _code_unique = models.Constraint("UNIQUE(code)", "There is already an endpoint with this code.")

    @api.model_create_multi
    def create(self, vals_list):
        endpoints = super().create(vals_list)
        endpoints._subscriptions_changed()
        return endpoints

    def write(self, vals):
        res = super().write(vals)
        if {"active", "mode", "company_id", "event_ids"} & vals.keys():
            self._subscriptions_changed()
        if vals.get("active"):
            self._wake()
        return res

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    # === ACTIONS === #

    def action_open_messages(self):
        """Open the messages of these endpoints, the ones that need a person first."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_exchange.torg_exchange_message_action")
        context = {"torg_one_endpoint": len(self) == 1}
        return action | {"domain": [("endpoint_id", "in", self.ids)], "context": context}

    # === BUSINESS METHODS === #

    @tools.ormcache("event_code")
    def _get_subscriptions(self, event_code):
        """Return ``[(endpoint id, stream id, event id, mode, company id)]`` of everybody who wants the event."""
        # sudo: who emits an event has no rights on the exchange
        event = self.env["torg.exchange.event"].sudo().search([("code", "=", event_code)])
        if not event:
            raise ValueError(f"Unknown exchange event {event_code!r}")
        return tuple(
            (endpoint.id, endpoint._get_stream(event.topic_id.code).id, event.id, endpoint.mode, endpoint.company_id.id)
            for endpoint in event.env["torg.exchange.endpoint"].search([("event_ids", "in", event.ids)])
        )

    @api.model
    def _is_heard(self, event_code):
        """Return whether anybody wants the event: asked before work that only serves it."""
        return bool(self._get_subscriptions(event_code))

    def _subscriptions_changed(self):
        for endpoint in self:
            for topic in endpoint.event_ids.topic_id:
                endpoint._get_stream(topic.code)
        self.env.registry.clear_cache()

    def _get_stream(self, topic_code):
        """Return the stream of a topic at this endpoint; it is made when the first message needs it."""
        stream = self.stream_ids.filtered(lambda stream: stream.topic_id.code == topic_code)
        if stream:
            return stream
        topic = self.env["torg.exchange.topic"].search([("code", "=", topic_code)])
        if not topic:
            raise ValueError(f"Unknown exchange topic {topic_code!r}")
        return self.env["torg.exchange.stream"].create({"endpoint_id": self.id, "topic_id": topic.id})

    def _in_company_language(self):
        """Return the endpoint in the language its people read: sentences of the log are written in it."""
        company = self.company_id or self.env.company
        # sudo: the language of the company is no secret
        return self.with_context(lang=company.sudo().partner_id.lang or self.env.lang).with_company(company)

    def _send_test_event(self):
        """Write a test event for this endpoint alone and return its message."""
        self.ensure_one()
        event = self.env.ref("torg_exchange.event_test")
        # sudo: the log is read-only for people, its verbs write it
        messages = self.env["torg.exchange.message"].sudo()
        revision = messages._draw_revisions(1)[0]
        stream = self.sudo()._get_stream(event.topic_id.code)  # sudo: as above
        messages._insert(self.id, stream.id, event.id, self.mode, self._name, {self.id: (revision, None)})
        self._wake()
        return self.env["torg.exchange.message"].search([("revision", "=", revision), ("endpoint_id", "=", self.id)])
