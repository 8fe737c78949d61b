from odoo import api, fields, models


class TorgSetup(models.TransientModel):
    """Step “Company”: requisites that stand in every document."""

    _inherit = "torg.setup"

    company_name = fields.Char(related="company_id.name", readonly=False)
    logo = fields.Binary(related="company_id.logo", readonly=False)
    vat = fields.Char(related="company_id.vat", readonly=False)
    kpp = fields.Char(related="company_id.kpp", readonly=False)
    company_registry = fields.Char(related="company_id.company_registry", readonly=False)
    country_id = fields.Many2one(related="company_id.country_id", readonly=False)
    country_code = fields.Char(related="country_id.code")
    zip = fields.Char(related="company_id.zip", readonly=False)
    city = fields.Char(related="company_id.city", readonly=False)
    street = fields.Char(related="company_id.street", readonly=False)
    phone = fields.Char(related="company_id.phone", readonly=False)
    email = fields.Char(related="company_id.email", readonly=False)
    trade_tz = fields.Selection(related="company_id.trade_tz", readonly=False)

    @api.model
    def _get_steps(self):
        """Override to add the company."""
        company = {
            "code": "company",
            "sequence": 10,
            "title": self.env._("Company"),
            "text": self.env._("These requisites stand in orders, invoices and letters."),
            "icon": "fa-building-o",
        }
        return [*super()._get_steps(), company]
