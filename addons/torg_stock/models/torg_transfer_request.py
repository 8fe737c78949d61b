from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array

EVENT = "stock.transfer_request"
COUNTED_DAYS = 7  # after 1C has taken the request its goods are believed to have moved
STATES = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("accepted", "Accepted"),
    ("done", "Moved"),
    ("refused", "Refused"),
]
OPEN_GOODS = """
SELECT line.product_id, request.{store}, 0, {reserved}, {incoming}, 0, 0
  FROM torg_transfer_request_line line JOIN torg_transfer_request request ON request.id = line.request_id
 WHERE line.product_id = ANY(%(products)s::int[]) AND request.{store} = ANY(%(stores)s)
   AND (request.state IN ('draft', 'sent') OR request.state = 'accepted' AND request.accepted_at > %(since)s)"""
COMING = OPEN_GOODS.format(store="target_id", reserved="0", incoming="line.quantity")
LEAVING = OPEN_GOODS.format(store="source_id", reserved="line.quantity", incoming="0")


class TorgTransferRequest(models.Model):
    """Goods that 1C is asked to move between two stores, because it keeps the stock of one of them.

    A channel subscribes to the event, makes a document in 1C and calls `_set_accepted`, `_set_refused`, `_set_done`.
    """

    _name = "torg.transfer.request"
    _description = "Transfer request"
    _inherit = ["mail.thread"]
    _order = "id desc"

    name = fields.Char("Number", readonly=True, copy=False, default=lambda self: self.env._("New"))
    source_id = fields.Many2one("stock.warehouse", "From", required=True, ondelete="restrict", index=True)
    target_id = fields.Many2one("stock.warehouse", "To", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="source_id.company_id", store=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, tracking=True)
    line_ids = fields.One2many("torg.transfer.request.line", "request_id", "Goods", copy=True)
    line_count = fields.Integer("Lines", compute="_compute_line_count")
    sent_at = fields.Datetime(readonly=True, copy=False)
    accepted_at = fields.Datetime(readonly=True, copy=False)
    external_number = fields.Char("Document in 1C", readonly=True, copy=False)
    refusal = fields.Char("Why Refused", copy=False)

    _check_stores = models.Constraint("CHECK (source_id != target_id)", "Goods move between two different stores.")
    _open_index = models.Index("(source_id) WHERE state IN ('draft', 'sent', 'accepted')")

    @api.depends("line_ids")
    def _compute_line_count(self):
        for request in self:
            request.line_count = len(request.line_ids)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # sudo: whoever may ask may number it
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(request.state not in ("draft", "refused") for request in self):
            raise UserError(self.env._("1C knows of this request: refuse it there instead of deleting it."))

    # === ACTIONS === #

    def action_send(self):
        """Tell 1C."""
        self.check_access("write")
        for request in self:
            if request.state != "draft" or not request.line_ids:
                raise UserError(self.env._("Only a draft that names goods is sent: “%(name)s”.", name=request.name))
        if not self._is_heard():
            raise UserError(
                self.env._(
                    "No exchange takes transfer requests yet. Subscribe the endpoint of 1C to “Transfer requested”, or "
                    "move the goods in 1C by hand and press “Accepted”."
                )
            )
        self._send()

    def action_accept(self):
        """1C has it: said by a person where the exchange does not tell."""
        self.check_access("write")
        self._set_accepted(self.external_number)

    def action_done(self):
        """The goods have moved."""
        self.check_access("write")
        self._set_done()

    def action_refuse(self):
        """It will not be moved."""
        self.check_access("write")
        self._set_refused(self.refusal or self.env._("Refused by %(user)s", user=self.env.user.name))

    # === BUSINESS METHODS === #

    def _is_heard(self):
        return bool(self.env["torg.exchange.endpoint"]._get_subscriptions(EVENT))

    def _send_if_heard(self):
        """Send these requests when an exchange takes them; else they wait as drafts."""
        if self and self._is_heard():
            self._send()

    def _send(self):
        self.write({"state": "sent", "sent_at": fields.Datetime.now()})
        self._emit_event(EVENT)

    def _set_accepted(self, number=None):
        """1C has made its document of these requests, under this number."""
        self._check_open()
        self.write({"state": "accepted", "accepted_at": fields.Datetime.now(), "external_number": number})

    def _set_done(self):
        """The goods have moved: the figures of 1C show it."""
        self._check_open()
        self.state = "done"

    def _set_refused(self, reason):
        """1C does not move these goods."""
        self._check_open()
        self.write({"state": "refused", "refusal": reason})

    def _check_open(self):
        for request in self:
            if request.state in ("done", "refused"):
                raise UserError(self.env._("“%(name)s” is over.", name=request.name))

    def write(self, vals):
        if "line_ids" in vals and any(request.state != "draft" for request in self):
            raise AccessError(self.env._("1C knows of this request: only a draft is changed."))
        return super().write(vals)

    @api.model
    def _get_open_parts(self, product_ids, store_ids):
        """Return the SELECTs of goods that are asked to move, in the columns of `_get_availability_parts`."""
        self.flush_model()
        self.line_ids.flush_model()
        values = {"products": as_array(product_ids), "stores": list(store_ids)}
        values["since"] = fields.Datetime.now() - timedelta(days=COUNTED_DAYS)
        return [SQL(COMING, **values), SQL(LEAVING, **values)]
