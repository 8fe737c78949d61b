from odoo import fields, models

from ..tools import vat


class AccountTax(models.Model):
    _inherit = "account.tax"

    vat_rate_code = fields.Selection(
        selection=[
            ("22", "22%"),
            ("20", "20%"),
            ("10", "10%"),
            ("7", "7%"),
            ("5", "5%"),
            ("0", "0%"),
            ("none", "No VAT"),
        ],
        string="VAT rate",
        help="The rate this tax stands for in exchanges, receipts and on documents of a given date.",
    )

    def _on_date(self, date):
        """Return these taxes with the standard VAT of goods shipped on `date`, all other taxes as they are."""
        taxes = self.browse()
        for tax in self:
            taxes += tax._get_standard_twin(date) if tax._is_standard_vat() else tax
        return taxes

    def _is_standard_vat(self):
        return bool(self.vat_rate_code) and vat.is_standard_rate(self.country_id.code, self.vat_rate_code)

    def _get_standard_twin(self, date):
        code = vat.get_standard_rate(self.country_id.code, date)
        if code == self.vat_rate_code:
            return self
        return self.company_id._find_vat(code, self.type_tax_use, self.price_include) or self
