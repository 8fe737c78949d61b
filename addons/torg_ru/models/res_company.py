from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import vat


class ResCompany(models.Model):
    _inherit = "res.company"

    kpp = fields.Char(related="partner_id.kpp", readonly=False)
    okpo = fields.Char(related="partner_id.okpo", readonly=False)

    def _get_vat(self, rate_code, date=None, use="sale", included=None):
        """Return the VAT tax of this company.

        :param rate_code: "22", "20", "10", "7", "5", "0", "none", or "standard" for the standard rate of `date`
        :param date: the day of shipment (today by default), it alone decides about the standard rate
        :param use: "sale" or "purchase"
        :param included: whether prices contain the tax; by default as the company keeps its sale prices,
            and on top in purchases
        :raise UserError: when the company has no such tax, so that nobody sells without VAT unnoticed
        """
        self.ensure_one()
        code = self._get_standard_vat_code(date) if rate_code == "standard" else rate_code
        if included is None:
            included = use == "sale" and self.account_price_include == "tax_included"
        tax = self._find_vat(code, use, included)
        if not tax:
            raise UserError(self.env._(
                "Company %(company)s has no VAT tax with rate “%(rate)s”. "
                "Apply the Russian settings or add the tax in the accounting settings.",
                company=self.name, rate=code or rate_code,
            ))  # fmt: skip
        return tax

    def _get_standard_vat_code(self, date=None):
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        return vat.get_standard_rate((self.account_fiscal_country_id or self.country_id).code, day)

    def _find_vat(self, code, use, included):
        """Return the tax or an empty recordset; without an amount, "included" means nothing."""
        AccountTax = self.env["account.tax"].with_context(active_test=False)
        domain = [
            *AccountTax._check_company_domain(self),
            ("vat_rate_code", "=", code),
            ("type_tax_use", "=", use),
        ]
        if code not in ("0", "none"):
            domain.append(("price_include", "=", included))
        return AccountTax.search(domain, order="active desc, sequence, id", limit=1)
