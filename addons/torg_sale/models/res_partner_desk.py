from odoo import api, models
from odoo.fields import Domain

from odoo.addons.torg_sale.models.sale_order_search import get_digits


class ResPartner(models.Model):
    """Finding a customer from the desk: by name, INN or phone."""

    _inherit = "res.partner"

    @api.model
    @api.readonly
    def find_customers(self, text, limit=8):
        """Return the customers this text speaks about, for the desk: dicts of `id`, `name` and `hint`."""
        text = text.strip()
        if not text:
            return []
        found = self._find_for_desk_by_phone(text)[:limit]
        rest = limit - len(found)
        found |= self.search([*self._get_desk_domain(text), ("id", "not in", found.ids)], limit=rest) if rest else found
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "hint": " · ".join(filter(None, (partner.phone, partner.vat, partner.city))),
            }
            for partner in found
        ]

    @api.model
    def _find_for_desk_by_phone(self, text):
        """Return the contacts who have this number in any written form: nobody when the text is no number."""
        return self.env["torg.phone.number"]._find_partners(text) if get_digits(text) else self.browse()

    @api.model
    def _get_desk_domain(self, text):
        """Return a domain of contacts by a part of their name, INN or phone."""
        domain = Domain("complete_name", "ilike", text) | Domain("vat", "ilike", text)
        if digits := get_digits(text):
            found = self._find_for_desk_by_phone(text).ids
            domain |= Domain("phone_number_ids.key", "like", digits) | Domain("id", "in", found)
        return domain
