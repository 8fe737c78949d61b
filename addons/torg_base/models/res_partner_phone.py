from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    phone_number_ids = fields.One2many("torg.phone.number", "partner_id", string="Phone Numbers", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._sync_phone_numbers()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"phone", "country_id"}:
            self._sync_phone_numbers()
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """Override to find a contact by any written form of their number, wherever contacts are searched.

        Found so, nobody is looked for by name: reading a million names takes seconds. What else the digits may be,
        an INN or a reference, is compared as a whole, by index.
        """
        partners = self._find_by_phone(operator, value)
        if not partners:
            return super()._search_display_name(operator, value)
        whole = [Domain(fname, "=", value.strip()) for fname in ("ref", "vat", "company_registry")]
        return Domain("id", "in", partners.ids) | Domain.OR(whole)

    def _search_phone_mobile_search(self, operator, value):
        """Override of phone_validation, which compares digits: here 8, 7 and +7 are the same."""
        domain = Domain(super()._search_phone_mobile_search(operator, value))
        return domain | Domain("id", "in", self._find_by_phone(operator, value).ids)

    @api.model
    def _find_by_phone(self, operator, value):
        Number = self.env["torg.phone.number"]
        if operator in Domain.NEGATIVE_OPERATORS or not isinstance(value, str) or not Number.has_access("read"):
            return self.browse()
        return Number._find_partners(value, with_archived=True)

    # === BUSINESS METHODS === #

    def _get_phone_regions(self):
        """Return the ISO codes of the countries by which to read the national numbers of this contact."""
        company = self.company_id or self.env.company
        return [country.code for country in (self.country_id, company.partner_id.country_id) if country]

    def _get_last_order_dates(self):
        """Return {contact: date of their last confirmed order the reader may see}."""
        if not self.env["sale.order"].has_access("read"):
            return {}
        domain = [("partner_id", "in", self.ids), ("state", "=", "sale")]
        return dict(self.env["sale.order"]._read_group(domain, ["partner_id"], ["date_order:max"]))

    def _sync_phone_numbers(self):
        """Make the derived rows equal to the Phone field."""
        # sudo: whoever may write the contact, a portal user too, moves the rows derived from it.
        Number = self.env["torg.phone.number"].sudo()
        rows_by_partner = self.sudo().phone_number_ids.grouped("partner_id")  # sudo: see above; a new contact has none
        stale_ids, vals_list = [], []
        for partner in self:
            rows = rows_by_partner.get(partner, Number)
            main_vals = Number._prepare_main_vals(partner.id, partner.phone, partner._get_phone_regions())
            known = set(rows.filtered("is_main").mapped("number"))
            vals_list += [vals for vals in main_vals if vals["number"] not in known]
            stale_ids += rows._get_stale(main_vals).ids
        Number.browse(stale_ids).unlink()
        Number.create(vals_list)
