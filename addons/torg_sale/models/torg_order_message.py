from odoo import fields, models

KINDS = [("email", "Letter"), ("sms", "SMS")]
STATES = [
    ("waiting", "Waiting"),
    ("sending", "On its way"),
    ("sent", "Sent"),
    ("failed", "Failed"),
    ("skipped", "Not sent"),
]
OCCASIONS = [("stage", "Stage"), ("store", "Another store"), ("goods", "Goods replaced")]


class TorgOrderMessage(models.Model):
    """A letter or an SMS about an order: what, when, to whom, and what became of it.

    Written in the transaction of the move, sent by a job after it. One row for one occasion and kind, so that nothing
    is sent twice however often the job runs.
    """

    _name = "torg.order.message"
    _description = "Message to a Customer about an Order"
    _order = "id desc"
    _rec_name = "subject"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    occasion = fields.Selection(OCCASIONS, required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="The move or the change that the message is about.")
    stage_id = fields.Many2one("sale.order.stage", readonly=True, ondelete="cascade")
    mail_template_id = fields.Many2one("mail.template", "Letter template", readonly=True, ondelete="set null")
    sms_template_id = fields.Many2one("sms.template", "SMS template", readonly=True, ondelete="set null")
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    reason = fields.Char("Why", readonly=True)
    is_held = fields.Boolean(readonly=True, help="It waits for goods in the order.")
    subject = fields.Char(readonly=True)
    body = fields.Html(readonly=True, sanitize=False)  # as it went out: written by the template, not by people
    recipients = fields.Char("To", readonly=True)
    sent_at = fields.Datetime("When", readonly=True)
    mail_id = fields.Many2one("mail.mail", readonly=True, index="btree_not_null", ondelete="set null")
    sms_id = fields.Many2one("sms.sms", readonly=True, index="btree_not_null", ondelete="set null")

    _key_unique = models.UniqueIndex("(order_id, key, kind)", "This message is written already.")
    _waiting_index = models.Index("(order_id) WHERE state = 'waiting'")

    # === ACTIONS === #

    def action_send_again(self):
        """Try once more what failed or was left out: somebody has written the address or switched letters on."""
        self.order_id.check_access("write")
        # sudo: the log is written by the order; whoever may change the order may have its letters sent
        messages_sudo = self.sudo().filtered(lambda message: message.state in ("failed", "skipped"))
        messages_sudo.mail_id.unlink()
        messages_sudo._note("waiting")
        messages_sudo._enqueue()

    # === BUSINESS METHODS === #

    def _note(self, state, reason=False, **vals):
        """Keep what became of these messages."""
        now = fields.Datetime.now() if state in ("sending", "sent") else False
        self.write({"state": state, "reason": reason, "sent_at": now or self[:1].sent_at, "is_held": False, **vals})
