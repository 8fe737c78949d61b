from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestResCompany(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("ru", cls.company)

    def test_chart_makes_the_company_russian(self):
        self.assertEqual(self.company.currency_id, self.env.ref("base.RUB"))
        self.assertEqual(self.company.account_fiscal_country_id, self.russia)
        self.assertEqual(self.company.account_price_include, "tax_included")
        self.assertEqual(self.company.account_sale_tax_id, self.company._get_vat("22"))
        self.assertEqual(self.company.account_purchase_tax_id, self.company._get_vat("22", use="purchase"))
        self.assertFalse(self.company.account_purchase_tax_id.price_include)

    def test_every_rate_exists_for_sale_and_purchase(self):
        for use in ("sale", "purchase"):
            for code, amount in {"22": 22, "20": 20, "10": 10, "7": 7, "5": 5, "0": 0, "none": 0}.items():
                for included in (True, False):
                    with self.subTest(use=use, code=code, included=included):
                        tax = self.company._get_vat(code, use=use, included=included)
                        self.assertEqual((tax.amount, tax.vat_rate_code, tax.type_tax_use), (amount, code, use))

    def test_vat_is_posted_to_the_vat_accounts(self):
        accounts = {"sale": "68.02", "purchase": "19.03"}
        for use, code in accounts.items():
            lines = self.company._get_vat("22", use=use).repartition_line_ids
            taxed = lines.filtered(lambda line: line.repartition_type == "tax")
            self.assertEqual(taxed.account_id.mapped("code"), [code])
            self.assertEqual(len(taxed), 2)

    def test_accounts_keep_their_official_codes(self):
        Account = self.env["account.account"].with_company(self.company)
        codes = Account.search(Account._check_company_domain(self.company)).mapped("code")
        self.assertLessEqual({"19.03", "41.01", "50.01", "51.01", "60.01", "62.01", "68.02", "76.09"}, set(codes))
        self.assertFalse([code for code in codes if len(code) not in (2, 4, 5)], "core must not invent codes here")

    def test_second_bank_gets_the_next_account(self):
        journal = self.env["account.journal"].create({"name": "Second bank", "type": "bank", "code": "BNK9"})
        self.assertEqual(journal.default_account_id.code, "51.02")

    def test_standard_rate_follows_the_day_of_shipment(self):
        self.assertEqual(self.company._get_vat("standard", "2025-12-31").amount, 20)
        self.assertEqual(self.company._get_vat("standard", "2026-01-01").amount, 22)

    def test_standard_rate_of_today(self):
        with freeze_time("2025-12-31 12:00"):
            self.assertEqual(self.company._get_vat("standard").amount, 20)
        with freeze_time("2026-01-01 12:00"):
            self.assertEqual(self.company._get_vat("standard").amount, 22)

    def test_new_year_comes_by_the_clock_of_the_person(self):
        moscow = self.company.with_context(tz="Europe/Moscow")
        with freeze_time("2025-12-31 21:30"):  # half past midnight in Moscow
            self.assertEqual(moscow._get_vat("standard").amount, 22)

    def test_old_rate_can_be_asked_for_by_name(self):
        self.assertEqual(self.company._get_vat("20", "2026-06-01").amount, 20)

    def test_inclusion_follows_the_prices_of_the_company(self):
        self.assertTrue(self.company._get_vat("22").price_include)
        self.company.account_price_include = "tax_excluded"
        self.assertFalse(self.company._get_vat("22").price_include)
        self.assertTrue(self.company._get_vat("22", included=True).price_include)

    def test_archived_old_rate_is_still_found_for_old_documents(self):
        old = self.company._get_vat("20")
        old.active = False
        self.assertEqual(self.company._get_vat("standard", "2025-01-01"), old)

    def test_missing_tax_is_said_aloud(self):
        self.env["account.tax"].search([("vat_rate_code", "=", "7")]).vat_rate_code = False
        with self.assertRaisesRegex(UserError, "Ladoga Test has no VAT tax"):
            self.company._get_vat("7")

    def test_kazakh_company_has_no_russian_standard_rate(self):
        company = self._create_company("Almaty Test", self.kazakhstan)
        with self.assertRaises(UserError):
            company._get_vat("standard", "2026-01-01")

    def test_taxes_of_another_company_are_never_given(self):
        other = self._create_company("Volga Test", self.russia, chart="ru")
        self.assertEqual(self.company._get_vat("22").company_id, self.company)
        self.assertEqual(other._get_vat("22").company_id, other)
