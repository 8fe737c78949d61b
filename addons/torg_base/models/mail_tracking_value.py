from odoo import models


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    def _tells_of_people(self):
        """Return whether the old and new value may name a person: contacts and free text, not stages and sums."""
        self.ensure_one()
        field = self.field_id
        return not field or field.relation == "res.partner" or field.ttype in ("char", "text", "html")
