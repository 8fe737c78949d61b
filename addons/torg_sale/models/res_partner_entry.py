from odoo import models


class ResPartner(models.Model):
    """A customer in the short order form."""

    _inherit = "res.partner"

    def _prepare_entry_vals(self):
        """Return what the form shows of the chosen customer."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.display_name,
            "phone": self.phone or "",
            "hint": " · ".join(filter(None, (self.phone, self.vat, self.city))),
            "address": self._get_one_line_address(),
            "is_unverified": self.is_unverified,
        }

    def _get_one_line_address(self):
        return ", ".join(filter(None, (self.city, self.street, self.street2)))
