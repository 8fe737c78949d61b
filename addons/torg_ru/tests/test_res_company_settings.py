from odoo import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestResCompanySettings(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls._create_company("Fresh Test", cls.env["res.country"])
        cls.fresh.currency_id = cls.env.ref("base.USD")
        cls.fresh = cls.fresh.with_company(cls.fresh)

    def _get_labels(self, company):
        return [change.label for change in company._get_ru_changes()]

    def test_company_becomes_russian(self):
        self.fresh._apply_ru_settings()
        self.assertEqual(self.fresh.country_id, self.russia)
        self.assertEqual(self.fresh.currency_id, self.env.ref("base.RUB"))
        self.assertEqual(self.fresh.chart_template, "ru")
        self.assertEqual(self.fresh.partner_id.lang, "ru_RU")
        self.assertEqual(self.fresh.partner_id.tz, "Europe/Moscow")
        self.assertEqual(self.fresh.account_sale_tax_id.amount, 22)

    def test_second_time_changes_nothing(self):
        self.fresh._apply_ru_settings()
        self.assertEqual(self._get_labels(self.fresh), [])

    def test_rouble_and_language_get_russian_formats(self):
        rouble, lang = self.env.ref("base.RUB"), self.env["res.lang"]._activate_lang("ru_RU")
        rouble.write({"symbol": "руб", "position": "before"})
        lang.write({"date_format": "%m/%d/%Y", "decimal_point": ".", "week_start": "7"})
        self._apply_without_chart(self.fresh)
        self.assertEqual((rouble.symbol, rouble.position, rouble.active), ("₽", "after", True))
        self.assertEqual((lang.date_format, lang.week_start), ("%d.%m.%Y", "1"))
        self.assertEqual(lang.format("%.2f", 1234.5, grouping=True), "1\N{NO-BREAK SPACE}234,50")

    def test_time_zone_is_given_to_who_has_none(self):
        without = new_test_user(self.env, "ru_without", company_id=self.fresh.id, company_ids=self.fresh.ids)
        settled = new_test_user(
            self.env, "ru_settled", tz="Asia/Vladivostok", company_id=self.fresh.id, company_ids=self.fresh.ids
        )
        without.tz = False
        self._apply_without_chart(self.fresh)
        self.assertEqual(without.tz, "Europe/Moscow")
        self.assertEqual(settled.tz, "Asia/Vladivostok")

    def test_new_users_live_in_moscow(self):
        self._apply_without_chart(self.fresh)
        user = self.env["res.users"].with_company(self.fresh).with_context(tz=False).create({
            "name": "New", "login": "ru_new", "company_id": self.fresh.id, "company_ids": self.fresh.ids,
        })  # fmt: skip
        self.assertEqual(user.tz, "Europe/Moscow")

    def test_time_zone_of_working_hours(self):
        if "resource_calendar_id" not in self.fresh._fields:
            self.skipTest("working hours are not installed")
        calendar = self.env["resource.calendar"].create({"name": "Hours", "tz": "UTC", "company_id": self.fresh.id})
        self.fresh.resource_calendar_id = calendar
        self._apply_without_chart(self.fresh)
        self.assertEqual(calendar.tz, "Europe/Moscow")

    def test_language_chosen_by_a_person_stays(self):
        self.env["res.lang"]._activate_lang("kab_DZ")
        self.env["res.lang"]._activate_lang("en_US")
        values = {"company_id": self.fresh.id, "company_ids": self.fresh.ids}
        english = new_test_user(self.env, "ru_english", lang="en_US", **values)
        kabyle = new_test_user(self.env, "ru_kabyle", lang="kab_DZ", **values)
        self._apply_without_chart(self.fresh)
        self.assertEqual(english.lang, "ru_RU")
        self.assertEqual(kabyle.lang, "kab_DZ")

    def test_another_company_is_left_alone(self):
        almaty = self._create_company("Almaty Test", self.kazakhstan)
        tenge = almaty.currency_id
        user = new_test_user(self.env, "ru_almaty", company_id=almaty.id, company_ids=almaty.ids)
        user.write({"tz": False})
        fields = ["country_id", "currency_id", "chart_template", "account_price_include"]
        before = almaty.read(fields)
        self._apply_without_chart(self.fresh)
        self.assertEqual(almaty.read(fields), before)
        self.assertTrue(tenge.active)
        self.assertFalse(user.tz)

    def test_country_can_be_changed_afterwards(self):
        self._apply_without_chart(self.fresh)
        self.fresh.write({"country_id": self.kazakhstan.id, "currency_id": self.env.ref("base.KZT").id})
        self.assertEqual(self.fresh.country_id, self.kazakhstan)

    def test_goods_with_the_old_default_tax_get_the_new_one(self):
        self._load_american_chart()
        Product = self.env["product.template"].with_company(self.fresh)
        tea, free = Product.create([{"name": "Tea", "company_id": self.fresh.id} for _number in range(2)])
        self.assertEqual(tea.taxes_id.amount, 15)
        free.taxes_id = False
        self.fresh._apply_ru_settings()
        self.assertEqual(tea.taxes_id, self.fresh.account_sale_tax_id)
        self.assertEqual(tea.supplier_taxes_id, self.fresh.account_purchase_tax_id)
        self.assertEqual(tea.taxes_id.amount, 22)
        self.assertFalse(free.taxes_id)

    def _load_american_chart(self):
        self.env["account.chart.template"].try_loading("generic_coa", self.fresh)

    def _post_invoice(self):
        self._load_american_chart()
        invoice = self.env["account.move"].with_company(self.fresh).create({
            "move_type": "out_invoice", "partner_id": self.env["res.partner"].create({"name": "Client"}).id,
            "invoice_date": "2026-02-01", "company_id": self.fresh.id,
            "invoice_line_ids": [Command.create({
                "name": "Tea", "price_unit": 100.0, "tax_ids": [Command.set(self.fresh.account_sale_tax_id.ids)],
            })],
        })  # fmt: skip
        invoice.action_post()
        return invoice

    def test_posted_entries_keep_their_currency_chart_and_tax(self):
        invoice = self._post_invoice()
        old_tax = invoice.invoice_line_ids.tax_ids
        self.fresh._apply_ru_settings()
        self.assertEqual(self.fresh.currency_id, self.env.ref("base.USD"))
        self.assertEqual(self.fresh.chart_template, "generic_coa")
        self.assertEqual(invoice.invoice_line_ids.tax_ids, old_tax)
        self.assertEqual(self.fresh.account_sale_tax_id, old_tax)
        self.assertEqual(self.fresh.country_id, self.russia)

    def test_company_with_entries_gets_the_rates_beside_its_own(self):
        self._post_invoice()
        self.fresh._apply_ru_settings()
        tax = self.fresh._get_vat("standard", "2026-01-01", included=True)
        self.assertEqual((tax.amount, tax.price_include, tax.company_id), (22, True, self.fresh))
        self.assertTrue(tax.repartition_line_ids.account_id)
        self.assertEqual(self._get_labels(self.fresh), [])

    def test_tax_used_by_an_order_is_not_deleted(self):
        if "sale.order" not in self.env:
            self.skipTest("sales are not installed")
        self._load_american_chart()
        order = self.env["sale.order"].with_company(self.fresh).create({
            "partner_id": self.env["res.partner"].create({"name": "Client"}).id, "company_id": self.fresh.id,
            "order_line": [Command.create({
                "product_id": self.env["product.product"].create({"name": "Tea"}).id, "price_unit": 100.0,
                "tax_ids": [Command.set(self.fresh.account_sale_tax_id.ids)],
            })],
        })  # fmt: skip
        tax, currency = order.order_line.tax_ids, order.currency_id
        self.fresh._apply_ru_settings()
        self.assertEqual(order.order_line.tax_ids, tax)
        self.assertEqual((order.amount_total, order.currency_id), (115.0, currency))
        self.assertEqual(self.fresh.currency_id, self.env.ref("base.USD"))
        self.assertEqual(self.fresh.chart_template, "generic_coa")
