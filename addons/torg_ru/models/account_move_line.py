from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_computed_taxes(self):
        """Override of account: the standard VAT is the one of the day of shipment, or else of the document."""
        taxes = super()._get_computed_taxes()
        move = self.move_id
        if not taxes or not move.is_invoice(include_receipts=True):
            return taxes
        return taxes._on_date(move.delivery_date or move.invoice_date or fields.Date.context_today(self))
