from odoo import models

from .res_company_settings import Change

LANGUAGE = "ru_RU"
FORMATS = {
    "date_format": "%d.%m.%Y",
    "decimal_point": ",",
    "thousands_sep": "\N{NO-BREAK SPACE}",
    "grouping": "[3,0]",
    "week_start": "1",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    def _ru_language(self):
        if LANGUAGE not in dict(self.env["res.lang"].get_installed()):
            yield Change(
                self.env._("Language of the system"),
                self.env._("not installed"),
                self.env._("Russian is installed"),
                self._ru_install_language,
            )

    def _ru_install_language(self):
        self.env["res.lang"]._activate_lang(LANGUAGE)
        # During an installation the addons that come later bring their translations themselves.
        loaded = self.env["ir.module.module"].search([("name", "in", list(self.env.registry._init_modules))])
        loaded._update_translations([LANGUAGE])

    def _ru_formats(self):
        lang = self.env["res.lang"].with_context(active_test=False).search([("code", "=", LANGUAGE)])
        if any(lang[field] != value for field, value in FORMATS.items()):
            yield Change(
                self.env._("Dates and numbers in Russian"),
                self.env._("own formats"),
                self.env._("31.12.2026, 1 234.50 with a comma, the week starts on Monday"),
                lambda: lang.write(FORMATS),
            )

    def _ru_country(self):
        russia = self.env.ref("base.ru")
        if self.country_id != russia:
            yield Change(
                self.env._("Country of the company"),
                self.country_id.name or self.env._("not chosen"),
                russia.name,
                lambda: self.write({"country_id": russia.id}),
            )

    def _ru_currency(self):
        if self.currency_id != self.env.ref("base.RUB") and not self.parent_id and not self._has_documents():
            yield Change(
                self.env._("Currency of the company"),
                self.currency_id.name,
                self.env._("RUB, Russian rouble"),
                self._ru_set_currency,
            )

    def _ru_set_currency(self):
        if self._is_untouched():
            # The old currency leaves first: two active ones would switch on price lists and currencies for everybody.
            self.currency_id.with_context(force_deactivate=True).active = False
        self.currency_id = self.env.ref("base.RUB")

    def _ru_currency_sign(self):
        rouble = self.env.ref("base.RUB")
        if rouble.symbol != "₽" or rouble.position != "after":
            yield Change(
                self.env._("Sign of the rouble"),
                rouble.symbol,
                "1 234,50 ₽",
                lambda: rouble.write({"symbol": "₽", "position": "after"}),
            )

    def _ru_regions(self):
        regions = self.env["res.country.state"]._get_ru_regions_to_name()
        if regions:
            yield Change(
                self.env._("Regions of Russia"),
                self.env._("%(count)s with English names", count=len(regions)),
                self.env._("Russian names"),
                self.env["res.country.state"]._name_ru_regions,
            )
