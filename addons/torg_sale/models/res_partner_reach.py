from odoo import models
from odoo.tools import email_normalize

from odoo.addons.torg_base.tools.phone import parse, pretty


class ResPartner(models.Model):
    """What somebody says is his phone or e-mail, and what is not on the card of the customer he was found as.

    Whoever names one address of a customer need not be him: what else he says never gets to the card by itself, where
    letters, codes and the next search would take it for the customer's.
    """

    _inherit = "res.partner"

    def _get_told_reach(self, phone=None, email=None):
        """Return `(phone, email)` as far as they are not this customer's; empty where they are, or nothing was told."""
        self.ensure_one()
        found = parse(phone, *self._get_phone_regions()) if phone else None
        key = found and found.key
        if not key or key in self.phone_number_ids.mapped("key"):
            key = None
        address = email_normalize(email) or None
        return pretty(key) if key else "", address if address and address != self.email_normalized else ""

    def _prepare_contact_vals(self, phone=None, email=None):
        """Return values of an order of this customer: how to reach whoever made it about it, and nothing else."""
        phone, email = self._get_told_reach(phone, email)
        return {"contact_phone": phone or False, "contact_email": email or False}

    def _note_told_reach(self, phone=None, email=None):
        """Leave a note of what was told, once: a person asks the customer and writes it on the card."""
        known = str(self.message_ids.mapped("body"))
        if told := [one for one in self._get_told_reach(phone, email) if one and one not in known]:
            names = ", ".join(told)
            self.message_post(body=self.env._("Told by the site, confirmed by nobody: %(told)s", told=names))
