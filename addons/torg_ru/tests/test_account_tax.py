from datetime import date

from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestAccountTax(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("ru", cls.company)

    def _compute(self, tax, price):
        total = tax.compute_all(price, currency=self.env.ref("base.RUB"))
        return total["total_excluded"], total["total_included"]

    def test_included_tax_is_taken_out_of_the_price(self):
        for code, price, base in (
            ("22", 122, 100), ("20", 120, 100), ("10", 110, 100), ("7", 107, 100), ("5", 105, 100),
            ("0", 100, 100), ("none", 100, 100), ("22", 999.99, 819.66),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assertEqual(self._compute(self.company._get_vat(code), price), (base, price))

    def test_tax_on_top_is_added_to_the_price(self):
        for code, total in (("22", 122), ("20", 120), ("10", 110), ("7", 107), ("5", 105), ("0", 100), ("none", 100)):
            with self.subTest(code=code):
                self.assertEqual(self._compute(self.company._get_vat(code, included=False), 100), (100, total))

    def test_standard_tax_changes_its_rate_with_the_day(self):
        old, new = self.company._get_vat("20"), self.company._get_vat("22")
        self.assertEqual(new._on_date(date(2025, 12, 31)), old)
        self.assertEqual(old._on_date(date(2026, 1, 1)), new)
        self.assertEqual(new._on_date(date(2026, 1, 1)), new)

    def test_twin_keeps_use_and_inclusion(self):
        for use in ("sale", "purchase"):
            for included in (True, False):
                with self.subTest(use=use, included=included):
                    tax = self.company._get_vat("22", use=use, included=included)
                    twin = tax._on_date(date(2025, 6, 1))
                    self.assertEqual(twin.amount, 20)
                    self.assertEqual((twin.type_tax_use, twin.price_include), (use, included))

    def test_other_taxes_do_not_depend_on_the_day(self):
        reduced = self.company._get_vat("10")
        own = self.env["account.tax"].create({"name": "Own 20%", "amount": 20, "type_tax_use": "sale"})
        taxes = reduced + own
        self.assertEqual(taxes._on_date(date(2025, 1, 1)), taxes)

    def test_kazakh_tax_of_the_same_rate_is_left_alone(self):
        company = self._create_company("Almaty Test", self.kazakhstan, chart="generic_coa")
        company.account_fiscal_country_id = self.kazakhstan
        tax = self.env["account.tax"].with_company(company).create({
            "name": "KZ", "amount": 20, "vat_rate_code": "20", "country_id": self.kazakhstan.id,
            "company_id": company.id,
            "tax_group_id": self.env["account.tax.group"].create({
                "name": "KZ", "company_id": company.id, "country_id": self.kazakhstan.id,
            }).id,
        })  # fmt: skip
        self.assertEqual(tax._on_date(date(2026, 6, 1)), tax)

    def test_missing_twin_leaves_the_tax(self):
        tax = self.company._get_vat("22")
        self.env["account.tax"].search([("vat_rate_code", "=", "20")]).vat_rate_code = False
        self.assertEqual(tax._on_date(date(2025, 1, 1)), tax)
