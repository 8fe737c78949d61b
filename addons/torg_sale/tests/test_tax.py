from odoo import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestTax(RuCommon):
    """VAT of the day: an order of 2025 has 20 %, one of 2026 has 22 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("ru", cls.company)
        cls.customer = cls.env["res.partner"].create({"name": "Test customer"})

    def _make_order(self, date, tz="Europe/Moscow"):
        env = self.env(context=dict(self.env.context, allowed_company_ids=self.company.ids, tz=tz))
        tax = self.company._get_vat("22", included=True)
        service = {"name": "Tasting", "type": "service", "taxes_id": [Command.set(tax.ids)]}
        line = {"product_id": env["product.product"].create(service).id, "price_unit": 122}
        return env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": False,
                "team_id": False,
                "company_id": self.company.id,
                "date_order": date,
                "order_line": [Command.create(line)],
            }
        )

    def test_rate_follows_the_day_of_the_order(self):
        for date, rate in (("2025-12-31 10:00:00", 20), ("2025-12-31 22:30:00", 22), ("2026-05-01 10:00:00", 22)):
            self.assertEqual(self._make_order(date).order_line.tax_ids.amount, rate, date)

    def test_day_is_the_companys_wherever_the_person_sits(self):
        far = (("2025-12-31 22:30:00", "America/New_York", 22), ("2025-12-31 20:30:00", "Asia/Vladivostok", 20))
        for date, tz, rate in far:
            self.assertEqual(self._make_order(date, tz).order_line.tax_ids.amount, rate, tz)

    def test_order_of_december_confirmed_in_january_has_the_new_rate(self):
        order = self._make_order("2025-12-30 10:00:00")
        with freeze_time("2026-01-09 10:00:00"):
            order.action_confirm()
        self.assertEqual(order.order_line.tax_ids.amount, 22)

    def test_tax_chosen_by_people_stays(self):
        order = self._make_order("2025-12-30 10:00:00")
        reduced = self.company._get_vat("10", included=True)
        order.order_line.tax_ids = reduced
        order.action_confirm()
        self.assertEqual(order.order_line.tax_ids, reduced)
