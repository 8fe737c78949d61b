from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestAccountMoveLine(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("ru", cls.company)
        cls.product = cls.env["product.product"].create({
            "name": "Tea", "list_price": 1220.0,
            "taxes_id": [Command.set(cls.company._get_vat("22").ids)],
            "supplier_taxes_id": [Command.set(cls.company._get_vat("22", use="purchase").ids)],
        })  # fmt: skip

    def _create_invoice(self, **values):
        return self.env["account.move"].create({
            "move_type": "out_invoice", "partner_id": self._create_organisation().id,
            "invoice_line_ids": [Command.create({"product_id": self.product.id, "price_unit": 1220.0})],
            **values,
        })  # fmt: skip

    def test_invoice_of_the_last_day_of_2025_has_20_percent(self):
        invoice = self._create_invoice(invoice_date="2025-12-31")
        self.assertEqual(invoice.invoice_line_ids.tax_ids, self.company._get_vat("20"))
        self.assertEqual((invoice.amount_total, invoice.amount_tax), (1220.0, 203.33))

    def test_invoice_of_the_first_day_of_2026_has_22_percent(self):
        invoice = self._create_invoice(invoice_date="2026-01-01")
        self.assertEqual(invoice.invoice_line_ids.tax_ids, self.company._get_vat("22"))
        self.assertEqual((invoice.amount_total, invoice.amount_tax), (1220.0, 220.0))

    def test_goods_shipped_in_2025_and_invoiced_in_2026_have_20_percent(self):
        invoice = self._create_invoice(invoice_date="2026-01-04", delivery_date="2025-12-31")
        self.assertEqual(invoice.invoice_line_ids.tax_ids.amount, 20)

    def test_bill_of_2025_has_20_percent_on_top(self):
        bill = self._create_invoice(move_type="in_invoice", invoice_date="2025-06-01")
        self.assertEqual(bill.invoice_line_ids.tax_ids, self.company._get_vat("20", use="purchase"))
        self.assertEqual((bill.amount_untaxed, bill.amount_tax), (1220.0, 244.0))

    def test_vat_is_rounded_line_by_line(self):
        line = {"product_id": self.product.id, "price_unit": 0.33}
        invoice = self._create_invoice(
            invoice_date="2026-02-01", invoice_line_ids=[Command.create(line) for _number in range(3)]
        )
        self.assertEqual((invoice.amount_total, invoice.amount_tax), (0.99, 0.18))  # 3 × 0.06, not 0.99 × 22 / 122

    def test_posted_invoice_balances_on_russian_accounts(self):
        invoice = self._create_invoice(invoice_date="2026-02-01")
        invoice.action_post()
        posted = {line.account_id.code: line.balance for line in invoice.line_ids}
        self.assertEqual(posted, {"62.01": 1220.0, "90.01": -1000.0, "68.02": -220.0})

    def test_order_line_takes_the_tax_of_its_day(self):
        """The layer above asks the same verb; here it is shown on a real order."""
        if "sale.order" not in self.env:
            self.skipTest("sales are not installed")
        for day, amount, vat in (("2025-12-31", 20, 203.33), ("2026-01-01", 22, 220.0)):
            with self.subTest(day=day):
                order = self.env["sale.order"].create({
                    "partner_id": self._create_organisation(name=day).id,
                    "order_line": [Command.create({
                        "product_id": self.product.id, "price_unit": 1220.0,
                        "tax_ids": [Command.set(self.company._get_vat("standard", day).ids)],
                    })],
                })  # fmt: skip
                self.assertEqual(order.order_line.tax_ids.amount, amount)
                self.assertEqual((order.amount_total, order.amount_tax), (1220.0, vat))
