from odoo import models


class TorgOnecApproval(models.Model):
    """Prices that a message takes back."""

    _inherit = "torg.onec.approval"

    def _apply_approved(self):
        """Override to take the prices back."""
        super()._apply_approved()
        if self.kind == "prices":
            self.run_id._withdraw_approved(self.payload["rows"])
