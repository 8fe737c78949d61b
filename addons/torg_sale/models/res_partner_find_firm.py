from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.torg_base.once import wait_for_key


class ResPartner(models.Model):
    """Companies that customers buy for: one of each INN and KPP."""

    _inherit = "res.partner"

    @api.model
    def _find_or_make_firm(self, inn, kpp=None, name=None):
        """Return the company with this INN (and KPP, where branches have their own), else a new one.

        Its INN is checked as a person's entry is. What is known stays; an empty KPP is filled.

        :raise UserError: nobody has this INN, and no name was told
        :raise ValidationError: the INN or the KPP has a flaw
        """
        inn, kpp, name = (inn or "").strip(), (kpp or "").strip(), (name or "").strip()
        firm = self._find_firm(inn, kpp)
        if firm:
            if kpp and not firm.kpp:
                firm.kpp = kpp
            return firm
        if not name:
            raise UserError(self.env._("Nobody with the INN %(inn)s is known: tell the name of the company.", inn=inn))
        wait_for_key(self, f"firm/{inn}/{kpp}", lambda partners: partners._find_firm(inn, kpp))
        country = self.env.company.country_id.id
        return self.create({"name": name, "is_company": True, "vat": inn, "kpp": kpp or False, "country_id": country})

    @api.model
    def _find_firm(self, inn, kpp=None):
        """Return the company of this company's customers with this INN, the one with the KPP before one without."""
        domain = Domain("vat", "=", inn) & Domain("parent_id", "=", False) & Domain("is_company", "=", True)
        same = self.search(domain & Domain("company_id", "in", (False, self.env.company.id)), order="id")
        same = same._leave_out_staff()
        if not kpp:
            return same[:1]
        exact = same.filtered(lambda firm: firm.kpp == kpp)
        return (exact or same.filtered(lambda firm: not firm.kpp))[:1]
