from odoo import fields, models

from ..models.torg_consent import PURPOSES, SOURCES


class TorgConsentRecord(models.TransientModel):
    """The dialog by which a manager notes what a person said about the use of their data."""

    _name = "torg.consent.record"
    _description = "Record a Consent"

    partner_id = fields.Many2one("res.partner", "Person", required=True, readonly=True)
    purpose = fields.Selection(PURPOSES, required=True, default="advertising")
    decision = fields.Selection([("give", "Agrees"), ("withdraw", "Withdraws")], required=True, default="give")
    source = fields.Selection(SOURCES, "Said Where", required=True, default="manager")

    def action_record(self):
        """Record the decision; whoever may change the contact may note it."""
        self.ensure_one()
        self.partner_id.check_access("write")
        self.partner_id._record_consent(self.purpose, self.decision == "give", self.source)
        return {"type": "ir.actions.act_window_close"}
