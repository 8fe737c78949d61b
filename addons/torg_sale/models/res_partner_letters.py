from odoo import fields, models


class ResPartner(models.Model):
    """What a customer wants to hear about orders. These are no advertising: they need no consent, only no refusal."""

    _inherit = "res.partner"

    no_order_letters = fields.Boolean(
        "No letters about orders", help="Neither this person nor, for a company, anybody of it gets letters of stages."
    )
    no_order_sms = fields.Boolean("No SMS about orders")
    order_letter_copy = fields.Boolean(
        "Copies of letters about orders",
        help="An accountant or another contact of the company who gets every letter about its orders.",
    )

    def _get_order_letter_recipients(self):
        """Return who gets a letter about an order of this contact: the contact and those of the company with copies."""
        self.ensure_one()
        company = self.commercial_partner_id
        if company.no_order_letters:
            return self.browse()
        copies = self.search([("commercial_partner_id", "=", company.id), ("order_letter_copy", "=", True)])
        return (self | copies).filtered(lambda partner: not partner.no_order_letters)
