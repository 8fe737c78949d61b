from odoo import api, fields, models

from odoo.addons.torg_sale.models.torg_order_payment import METHODS


class TorgOrderRefund(models.TransientModel):
    """Give back what a customer has paid too much: for a cancelled order, for goods that came back."""

    _name = "torg.order.refund"
    _description = "Give Money Back"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    currency_id = fields.Many2one(related="order_id.currency_id")
    owed = fields.Monetary("Owed to the customer", compute="_compute_owed")
    amount = fields.Monetary("Give back", compute="_compute_amount", store=True, readonly=False)
    method = fields.Selection(METHODS, required=True, compute="_compute_method", store=True, readonly=False)
    note = fields.Char()

    @api.depends("order_id")
    def _compute_owed(self):
        for refund in self:
            refund.owed = max(-refund.order_id._get_amount_due(), 0.0) if refund.order_id else 0.0

    @api.depends("order_id")
    def _compute_amount(self):
        for refund in self:
            refund.amount = refund.owed

    @api.depends("order_id")
    def _compute_method(self):
        for refund in self:
            refund.method = refund.order_id._get_usual_method()

    def action_apply(self):
        """Register it."""
        self.ensure_one()
        self.order_id.check_access("write")
        self.order_id._give_back(self.amount, self.method, self.note)
        return {"type": "ir.actions.act_window_close"}
