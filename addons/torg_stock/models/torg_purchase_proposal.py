from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("draft", "Draft"), ("sent", "Sent"), ("ordered", "Ordered"), ("cancelled", "Cancelled")]


class TorgPurchaseProposal(models.Model):
    """What to order from a supplier: what all stores lack, in the supplier's packs and prices.

    draft → sent → ordered, or cancelled. Closed to those who may not see what goods cost.
    """

    _name = "torg.purchase.proposal"
    _description = "Purchase proposal"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char("Number", readonly=True, copy=False, default=lambda self: self.env._("New"))
    partner_id = fields.Many2one("res.partner", "Supplier", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", "Responsible", default=lambda self: self.env.user, copy=False)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, tracking=True)
    line_ids = fields.One2many("torg.purchase.proposal.line", "proposal_id", "Goods", copy=True)
    line_count = fields.Integer("Lines", compute="_compute_amount", store=True)
    amount_total = fields.Monetary("Total", compute="_compute_amount", store=True, tracking=True)
    lead_days = fields.Integer("Lead Time, days", help="Of the goods that take longest.")
    counted_at = fields.Datetime("Counted at", readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    expected_date = fields.Date(
        "Expected", copy=False, help="Until then the goods count as ordered, and are not proposed again."
    )
    order_ref = fields.Char("Purchase Order", readonly=True, copy=False)
    order_res_id = fields.Integer(readonly=True, copy=False)
    note = fields.Text("Note to the Supplier")

    @api.depends("line_ids.subtotal")
    def _compute_amount(self):
        for proposal in self:
            proposal.line_count = len(proposal.line_ids)
            proposal.amount_total = sum(proposal.line_ids.mapped("subtotal"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # sudo: whoever may propose may number it
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(proposal.state in ("sent", "ordered") for proposal in self):
            raise UserError(self.env._("The supplier knows of this proposal: cancel it instead of deleting it."))

    # === ACTIONS === #

    def action_order(self):
        """The supplier has agreed: count the goods as ordered."""
        self._check_state("draft", "sent")
        self._check_goods()
        self._expect("ordered")

    def action_cancel(self):
        """Give it up: its goods are proposed anew when they are still missing."""
        self._check_state("draft", "sent", "ordered")
        self.write({"state": "cancelled", "expected_date": False})

    def action_draft(self):
        """Take it back for changes."""
        self._check_state("sent", "cancelled")
        self.write({"state": "draft", "expected_date": False})

    def action_recount(self):
        """Count the needs of this supplier's goods anew; quantities changed by hand stay."""
        self._check_state("draft")
        for proposal in self:
            proposal.with_company(proposal.company_id)._make(proposal.partner_id)
        return True

    # === BUSINESS METHODS === #

    def _expect(self, state):
        """The goods are expected when the lead time is over."""
        for proposal in self:
            expected = fields.Date.context_today(proposal) + timedelta(days=proposal.lead_days)
            vals = {"state": state, "expected_date": proposal.expected_date or expected}
            proposal.write(vals | ({"sent_at": fields.Datetime.now()} if state == "sent" else {}))

    def _check_state(self, *states):
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for proposal in self:
            if proposal.state not in states:
                state = labels[proposal.state]
                raise UserError(
                    self.env._("“%(name)s” cannot do that: it is “%(state)s”.", name=proposal.name, state=state)
                )

    def _check_goods(self):
        for proposal in self:
            if not any(proposal.line_ids.mapped("packs")):
                raise UserError(self.env._("“%(name)s” names no goods.", name=proposal.name))
