from psycopg2 import IntegrityError

from odoo import models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import mute_logger

from odoo.addons.torg_base.tools.phone import parse_all

CUSTOMER, PRODUCT = "customer", "product"  # kinds of links
CUSTOMER_FIELDS = {"name": "name", "phone": "phone", "email": "email", "inn": "vat", "company": "is_company"}
PRODUCT_FIELDS = {
    "name": "name", "article": "default_code", "barcode": "barcode", "category": "categ_id",
    "description": "description_sale", "on_sale": "sale_ok",
}  # fmt: skip


class TorgApiKey(models.Model):
    """Customers and goods that a site tells, row by row: one that is refused takes back itself alone."""

    _inherit = "torg.api.key"

    def _load_customers(self, rows, applied, _one=None):
        """Find or make customers.

        :param rows: pairs (line, schemas.bulk.CustomerRow)
        """
        self._load_rows(rows, applied, self._load_customer, CUSTOMER, "res.partner")

    def _load_products(self, rows, applied, _one=None):
        """Make and change goods that no other system keeps.

        :param rows: pairs (line, schemas.bulk.ProductRow)
        """
        self._load_rows(rows, applied, self._load_product, PRODUCT, "product.product")

    def _load_rows(self, rows, applied, load, kind, model):
        keys = [(row.external_id, "") for _line, row in rows if row.external_id]
        links = self.env["torg.exchange.link"]._lookup(self._get_endpoint(), kind, keys)
        records = self.env[model].browse(links.values()).exists()
        known = {key: number for (key, _sub), number in links.items() if number in set(records.ids)}
        for line, row in rows:
            record = records.browse(known.get(row.external_id))
            try:
                with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    record, outcome = load(record, row)
                    self._remember(kind, row.external_id, record, known)
            except (UserError, IntegrityError, ConcurrencyError) as failure:
                applied.refuse(line, "", "refused", _explain(self.env, failure))
            else:
                setattr(applied, outcome, getattr(applied, outcome) + 1)

    def _remember(self, kind, external_id, record, known):
        self.env.flush_all()  # what the database refuses is refused in this row
        if external_id and known.get(external_id) != record.id:
            self.env["torg.exchange.link"]._link(self._get_endpoint(), kind, {(external_id, ""): record})
            known[external_id] = record.id

    # === CUSTOMERS === #

    def _load_customer(self, partner, row):
        """Return the customer of a row and what became of it: created, changed, unchanged."""
        partners = self.env["res.partner"]
        if row.phone and not any(phone.key for phone in parse_all(row.phone, *partners._get_phone_regions())):
            raise UserError(self.env._("This is no phone number."))
        found = partner or partners._find_customers(row.phone)[:1] or partners._find_customers(email=row.email)[:1]
        if any(not user.share for user in found.with_context(active_test=False).user_ids):
            raise UserError(self.env._("This phone or e-mail is one of our own people."))
        if not found:
            return self._create_customer(row), "created"
        if not row.external_id:
            before = [found[name] for name in CUSTOMER_FIELDS.values()]
            found._fill_customer(row.phone, row.email, row.name)
            return found, "changed" if before != [found[name] for name in CUSTOMER_FIELDS.values()] else "unchanged"
        self._check_nobody_else(found, row)
        return found, self._write_differing(found, self._prepare_vals(row, CUSTOMER_FIELDS))

    def _create_customer(self, row):
        partners = self.env["res.partner"]
        if row.phone or row.email:
            partner = partners._find_or_make_customer(row.phone, row.email, row.name)
        elif row.name:
            partner = partners.create({"name": row.name})
        else:
            raise UserError(self.env._("A new customer needs a name, a phone or an e-mail."))
        self._write_differing(partner, self._prepare_vals(row, CUSTOMER_FIELDS))
        return partner

    def _check_nobody_else(self, partner, row):
        """A phone or an e-mail leads to one customer."""
        others = partner.browse()
        if row.phone and row.phone != partner.phone:
            others |= partner._find_customers(row.phone)
        if row.email and row.email != partner.email:
            others |= partner._find_customers(email=row.email)
        if others.commercial_partner_id - partner.commercial_partner_id:
            raise UserError(self.env._("Another customer has this phone or e-mail."))

    # === GOODS === #

    def _load_product(self, product, row):
        """Return the product of a row and what became of it: created, changed, unchanged."""
        vals = self._prepare_vals(row, PRODUCT_FIELDS)
        if row.category and not self.env["product.category"].browse(row.category).exists():
            raise UserError(self.env._("There is no category %(id)s.", id=row.category))
        found = product or self._find_twin(row)
        if not found:
            vals = {"type": "consu", "is_storable": True, "company_id": self.company_id.id, **vals}
            return found.create(vals), "created"
        if keeper := self._get_other_keeper(found):
            raise UserError(self.env._("This product is kept in “%(system)s”: change it there.", system=keeper))
        return found, self._write_differing(found, vals)

    def _find_twin(self, row):
        """Return the product that has this barcode or this article, when it is one."""
        products = self.env["product.product"]
        for field, value in (("barcode", row.barcode), ("default_code", row.article)):
            found = self._search_products(field, {value}).get(value, products) if value else products
            if len(found) == 1:
                return found
        return products

    # === BOTH === #

    def _prepare_vals(self, row, names):
        """Return what the row tells, by names of the model; what it leaves out stays."""
        told = row.model_dump(exclude_unset=True, exclude_none=True)
        return {field: told[name] for name, field in names.items() if name in told}

    def _write_differing(self, record, vals):
        """Write what differs; return changed or unchanged."""
        present = record._convert_to_write({name: record[name] for name in vals})
        differing = {name: value for name, value in vals.items() if present[name] != value}
        if differing:
            record.write(differing)
        return "changed" if differing else "unchanged"


def _explain(env, failure):
    """Return a sentence for a person."""
    if not isinstance(failure, IntegrityError):
        return str(failure)
    return env._("The database refuses it: something like this is there already.")
