from odoo import Command, models

from .res_company_settings import Change


class ResCompany(models.Model):
    _inherit = "res.company"

    def _ru_chart(self):
        """The chart is replaced only while no document rests on the old one: core would delete the taxes of orders."""
        if not self.parent_id and self.chart_template != "ru" and not self._has_documents():
            charts = dict(self._fields["chart_template"]._description_selection(self.env))
            yield Change(
                self.env._("Chart of accounts and taxes"),
                charts.get(self.chart_template) or self.env._("none"),
                self.env._("Russian chart of accounts, VAT 22%, 20%, 10%, 7%, 5%, 0% and without VAT"),
                self._ru_load_chart,
            )

    def _ru_vat(self):
        """Where the chart has to stay, the Russian taxes are put beside the ones in use."""
        if self.parent_id or self.chart_template == "ru" or not self._has_documents():
            return
        domain = [("company_id", "=", self.id), ("country_code", "=", "RU"), ("vat_rate_code", "!=", False)]
        if not self.env["account.tax"].search_count(domain, limit=1):
            yield Change(
                self.env._("VAT"),
                self.env._("no Russian rates"),
                self.env._(
                    "The rates are added. Currency, chart of accounts and default taxes stay, "
                    "because there are documents already"
                ),
                self._ru_add_vat,
            )

    def _ru_load_chart(self):
        """Load the chart now, or, while addons are being installed, when core loads its own."""
        if self.env.registry.loaded:
            self._ru_replace_chart()
        else:
            company_id = self.id
            self.env.registry._auto_install_template = lambda env: (
                env["res.company"].browse(company_id)._ru_replace_chart()
            )

    def _ru_replace_chart(self):
        """Load the Russian chart; goods that had the default taxes of the old one get the new ones."""
        fields = {"taxes_id": "account_sale_tax_id", "supplier_taxes_id": "account_purchase_tax_id"}
        # sudo: whoever administers the system need not have rights on goods; core loads charts in the same way
        Product = self.env["product.template"].sudo().with_context(active_test=False)
        goods = {field: Product.search([(field, "in", self[default].ids)]) for field, default in fields.items()}
        self.env["account.chart.template"].try_loading("ru", self)
        for field, products in goods.items():
            products.write({field: [Command.link(self[fields[field]].id)]})

    def _ru_add_vat(self):
        russia = self.env.ref("base.ru")
        self.account_fiscal_country_id = russia
        # sudo: the administrator need not be an accountant; core loads charts in the same way
        self.env["account.chart.template"].sudo().with_company(self)._instantiate_foreign_taxes(russia, self)
