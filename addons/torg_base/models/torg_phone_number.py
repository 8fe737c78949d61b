from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.phone import Phone, kind_of, parse, parse_all

MAX_SHARED = 100  # contacts that may answer to one number before the rest is cut


class TorgPhoneNumber(models.Model):
    """A phone number of a contact with the key by which a call finds them.

    The rows of ``partner.phone`` (``is_main``) are derived: they follow that field and are changed only there.
    Everybody else's rows are the user's own.
    """

    _name = "torg.phone.number"
    _description = "Phone Number"
    _order = "sequence, id"
    _rec_name = "number"
    _rec_names_search = ["number", "key"]

    partner_id = fields.Many2one("res.partner", string="Contact", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    number = fields.Char(required=True, help="As it was typed.")
    key = fields.Char(
        compute="_compute_key",
        store=True,
        precompute=True,
        index="btree",
        help="The number in the international form without spaces: +79161234567. Calls are matched by it.",
    )
    extension = fields.Char(compute="_compute_key", store=True, precompute=True)
    kind = fields.Selection(
        [("main", "Main"), ("mobile", "Mobile"), ("work", "Work"), ("other", "Other")],
        compute="_compute_kind",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    is_main = fields.Boolean("From the Phone field", readonly=True, help="Follows the contact's Phone field.")

    @api.depends("number", "partner_id.country_id")
    def _compute_key(self):
        for row in self:
            phone = parse(row.number, *row.partner_id._get_phone_regions())
            row.key = phone.key if phone else False
            row.extension = phone and phone.extension or False

    @api.depends("number", "key", "extension", "is_main")
    def _compute_kind(self):
        guesses = {"mobile": "mobile", "fixed": "work"}
        for row in self:
            guess = "work" if row.extension else guesses.get(row.key and kind_of(row.key), "other")
            chosen = row.kind if row.kind != "main" else False
            row.kind = "main" if row.is_main else chosen or (row.number and guess)

    @api.constrains("number", "partner_id")
    def _check_number(self):
        for row in self:
            if len(parse_all(row.number, *row.partner_id._get_phone_regions())) > 1:
                raise ValidationError(self.env._("Put each number in a row of its own: %(text)s", text=row.number))

    @api.constrains("kind", "is_main")
    def _check_kind(self):
        if any((row.kind == "main") != row.is_main for row in self):
            raise ValidationError(self.env._("The main number is the one in the contact's Phone field."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.get("is_main") for vals in vals_list):
            self._refuse_derived()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and ("is_main" in vals or (vals.keys() - {"sequence"} and any(self.mapped("is_main")))):
            self._refuse_derived()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_main(self):
        if not self.env.su and any(self.mapped("is_main")):
            self._refuse_derived()

    def _refuse_derived(self):
        raise UserError(self.env._("This number comes from the contact's Phone field: change it there."))

    # === BUSINESS METHODS === #

    @api.model
    def _find_partners(self, number, with_archived=False):
        """Return the contacts who have this number in any written form, the likeliest first.

        The same extension goes before another one, a person before a company, the latest order before older ones.
        The number of queries does not depend on how many contacts there are or share the number.
        """
        phones = parse_all(number, *self.env["res.partner"]._get_phone_regions())
        if not phones:
            return self.env["res.partner"]
        domain = Domain("key", "in", [phone.key for phone in phones])
        if not with_archived:
            domain &= Domain("partner_id.active", "=", True)
        rows = self.search_fetch(domain, ["partner_id", "key", "extension"], order="id desc", limit=MAX_SHARED)
        asked = {(phone.key, phone.extension) for phone in phones}
        exact = rows.filtered(lambda row: row._get_identity() in asked).partner_id
        partners = rows.partner_id
        if len(partners) < 2:
            return partners
        last_order = partners._get_last_order_dates()
        never = fields.Datetime.to_datetime("1970-01-01")
        partners = partners.sorted(lambda partner: last_order.get(partner, never), reverse=True)
        return partners.sorted(lambda partner: (partner not in exact, partner.is_company))

    @api.model
    def _prepare_main_vals(self, partner_id, text, regions):
        """Return values of the derived rows of a Phone field: one for each number in it, or its text when none."""
        phones = parse_all(text, *regions) or [Phone(plain, "") for plain in [(text or "").strip()] if plain]
        return [
            {
                "partner_id": partner_id,
                "sequence": sequence,
                "number": phone.text,
                "key": phone.key or None,
                "extension": phone.extension or None,
                "kind": "main",
                "is_main": True,
            }
            for sequence, phone in enumerate(phones)
        ]

    def _get_stale(self, main_vals):
        """Return the derived rows that left the Phone field, and the extra rows that came into it."""
        texts = {vals["number"] for vals in main_vals}
        keys = {(vals["key"], vals["extension"] or "") for vals in main_vals}
        return self.filtered(lambda row: row.number not in texts if row.is_main else row._get_identity() in keys)

    def _get_identity(self):
        """Two rows with the same pair are one number."""
        return (self.key or self.number, self.extension or "")

    @api.model
    def _fill_missing(self, batch=10000):
        """Derive the rows of contacts that were there before this addon; safe to run again.

        In SQL: by the ORM a million of contacts would take hours.
        """
        self.env.flush_all()
        columns = "SELECT id, phone, country_id, company_id FROM res_partner"
        query = f"{columns} WHERE id > %s AND phone <> '' ORDER BY id LIMIT %s"
        last_id = 0
        while contacts := self.env.execute_query(SQL(query, last_id, batch)):
            first_id, last_id = contacts[0][0], contacts[-1][0]
            between = SQL("is_main AND partner_id BETWEEN %s AND %s", first_id, last_id)
            done = set(self.env.execute_query(SQL("SELECT partner_id FROM torg_phone_number WHERE %s", between)))
            self._insert_main([contact for contact in contacts if contact[:1] not in done])
        self.env.invalidate_all()

    @api.model
    def _insert_main(self, contacts):
        """Insert the derived rows of (id, phone, country id, company id)."""
        countries = dict(self.env["res.country"].search([]).mapped(lambda country: (country.id, country.code)))
        # sudo: every company that has contacts, whoever installs the addon.
        companies = self.env["res.company"].sudo().with_context(active_test=False).search([])
        homes = {company.id: company.partner_id.country_id.code for company in companies}
        rows = []
        for partner_id, text, country_id, company_id in contacts:
            regions = [countries.get(country_id), homes[company_id or self.env.company.id]]
            rows += self._prepare_main_vals(partner_id, text, [region for region in regions if region])
        if rows:
            columns = SQL(", ").join(map(SQL.identifier, rows[0])).code
            insert = f"INSERT INTO torg_phone_number ({columns}) VALUES %s"
            self.env.cr.execute_values(insert, [tuple(row.values()) for row in rows], page_size=1000)
