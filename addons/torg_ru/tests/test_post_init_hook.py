from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_ru.hooks import post_init_hook
from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestPostInitHook(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.installed = cls._create_company("Installed Test", cls.env["res.country"])
        cls.installed.currency_id = cls.env.ref("base.USD")
        cls.installed = cls.installed.with_company(cls.installed)

    def _install(self, company, company_count=1):
        """Run the hook as in a base where `company` is the only one."""
        Company = self.registry["res.company"]
        count = Company.search_count

        def search_count(self, domain, limit=None):
            return count(self, domain, limit=limit) if domain else company_count

        with (
            patch.object(Company, "search_count", search_count),
            patch.object(Company, "_ru_replace_chart", lambda self: self.write({"chart_template": "ru"})),
        ):
            post_init_hook(company.with_company(company).env)

    def _write_country_as_core_does(self):
        self.installed.write({"country_id": self.env.ref("base.us").id, "chart_template": "generic_coa"})

    def test_new_base_becomes_russian(self):
        self._install(self.installed)
        self.assertEqual(self.installed.country_id, self.russia)
        self.assertEqual(self.installed.chart_template, "ru")

    def test_country_written_by_core_is_not_a_choice(self):
        self._write_country_as_core_does()
        self._install(self.installed)
        self.assertEqual(self.installed.country_id, self.russia)

    def test_american_company_with_an_address_is_not_new(self):
        self._write_country_as_core_does()
        self.installed.street = "1 Main Street"
        self._install(self.installed)
        self.assertEqual(self.installed.country_id.code, "US")

    def test_chosen_country_stays(self):
        almaty = self._create_company("Almaty Test", self.kazakhstan)
        self._install(almaty)
        self.assertEqual(almaty.country_id, self.kazakhstan)
        self.assertNotEqual(almaty.chart_template, "ru")

    def test_chosen_currency_stays(self):
        self.installed.currency_id = self.env.ref("base.EUR")
        self._install(self.installed)
        self.assertFalse(self.installed.country_id)

    def test_base_with_several_companies_is_not_new(self):
        self._install(self.installed, company_count=2)
        self.assertFalse(self.installed.country_id)

    def test_base_with_entries_is_not_new(self):
        self.env["account.chart.template"].try_loading("generic_coa", self.installed)
        self.env["account.move"].with_company(self.installed).create({
            "move_type": "out_invoice", "partner_id": self.env["res.partner"].create({"name": "Client"}).id,
            "invoice_date": "2026-02-01", "company_id": self.installed.id,
            "invoice_line_ids": [Command.create({"name": "Tea", "price_unit": 100.0})],
        }).action_post()  # fmt: skip
        self._install(self.installed)
        self.assertEqual(self.installed.country_id.code, "US")

    def test_base_with_an_order_is_not_new(self):
        if "sale.order" not in self.env:
            self.skipTest("sales are not installed")
        self.env["sale.order"].with_company(self.installed).create({
            "partner_id": self.env["res.partner"].create({"name": "Client"}).id, "company_id": self.installed.id,
        })  # fmt: skip
        self._install(self.installed)
        self.assertFalse(self.installed.country_id)
