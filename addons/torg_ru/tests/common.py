from unittest.mock import patch

from odoo.tests import TransactionCase

#: Invented, with right check digits.
ORGANISATION = {"vat": "7707083893", "kpp": "770401001", "company_registry": "1027700132195", "okpo": "00032537"}
SOLE_TRADER = {"vat": "500100732259", "company_registry": "304500116000157", "okpo": "0121210219"}
BANK = {"name": "Sberbank", "bic": "044525225", "corr_account": "30101810400000000225"}
ACCOUNT = "40817810156003706312"


class RuCommon(TransactionCase):
    """A Russian company of its own, so that tests do not depend on what the base was made for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.russia = cls.env.ref("base.ru")
        cls.kazakhstan = cls.env.ref("base.kz")
        cls.company = cls._create_company("Ladoga Test", cls.russia)
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids, "lang": "en_US"})
        cls.company = cls.company.with_env(cls.env)

    @classmethod
    def _create_company(cls, name, country, chart=None):
        company = cls.env["res.company"].create({"name": name, "country_id": country.id})
        if chart:
            cls.env["account.chart.template"].try_loading(chart, company)
        return company

    def _apply_without_chart(self, company):
        """Apply the settings and skip the slow part, which has tests of its own."""
        with patch.object(self.registry["res.company"], "_ru_replace_chart", lambda self: None):
            company._apply_ru_settings()

    @classmethod
    def _create_organisation(cls, **values):
        return cls.env["res.partner"].create({"name": "Romashka", "is_company": True, **ORGANISATION, **values})
