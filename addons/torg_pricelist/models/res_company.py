from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of base: a new company begins with a retail price."""
        companies = super().create(vals_list)
        companies._create_retail_price_type()
        return companies

    def _create_retail_price_type(self):
        """Give the companies that have none a retail price type on their first price list."""
        # sudo: whoever creates a company need not be a director of trade
        price_types = self.env["torg.price.type"].sudo()
        for company in self.with_context(active_test=True):
            if price_types.search_count([("company_id", "in", [company.id, False]), ("is_retail", "=", True)]):
                continue
            words = company._get_words_env()
            pricelist = price_types.env["product.pricelist"].search([("company_id", "=", company.id)], limit=1)
            if not pricelist or price_types.search_count([("pricelist_id", "=", pricelist.id)]):
                vals = {"name": words._("Retail"), "company_id": company.id, "currency_id": company.currency_id.id}
                pricelist = pricelist.create(vals)
            taken = price_types.with_context(active_test=False).search_count([("code", "=", "retail")])
            price_types.create(
                {
                    "name": words._("Retail"),
                    "code": f"retail_{company.id}" if taken else "retail",
                    "pricelist_id": pricelist.id,
                    "is_retail": True,
                }
            )

    def _get_words_env(self):
        """Return an environment in the language of the company's people, for names that are written once."""
        lang = self.partner_id.lang or self.env.lang or self.env.ref("base.user_admin").lang
        return self.with_context(lang=lang).env
