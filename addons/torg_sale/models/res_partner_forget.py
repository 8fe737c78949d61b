from odoo import models

WORDS = ("customer_note", "contact_phone", "contact_email", "request_phone")  # of the person, on orders
INQUIRY = ("phone", "email", "text")
MESSAGE = ("subject", "body", "recipients")


class ResPartner(models.Model):
    """A person who is forgotten leaves orders and their sums, and nothing that was said or written about them."""

    _inherit = "res.partner"

    def _anonymize_related(self):
        """Override of torg_base: orders say how to reach whoever made them, and keep their words and letters."""
        super()._anonymize_related()
        orders = self._get_personal_documents()[0]
        orders.write(dict.fromkeys(WORDS, False))
        orders.inquiry_ids.write(dict.fromkeys(INQUIRY, False))
        orders.message_log_ids.write(dict.fromkeys(MESSAGE, False))
