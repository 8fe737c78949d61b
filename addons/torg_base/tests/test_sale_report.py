from odoo import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import RolesCommon

REPORTS = (
    "sale_report_action",
    "sale_report_action_manager",
    "sale_report_action_product",
    "sale_report_action_customer",
)


@tagged("post_install", "-at_install")
class TestSaleReport(RolesCommon):
    def _make_order(self, price):
        return self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Buyer"}).id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "price_unit": price, "tax_ids": [Command.clear()]})
                ],
            }
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create({"name": "Rum counted once", "type": "service"})

    def test_reports_count_only_what_was_agreed(self):
        agreed, cancelled = self._make_order(100), self._make_order(1000)
        self._make_order(10000)
        agreed.action_confirm()
        cancelled._action_cancel()
        self.env.flush_all()
        for name in REPORTS:
            action = self.env.ref(f"torg_base.{name}")
            rows = self.env["sale.report"].search([*safe_eval(action.domain), ("product_id", "=", self.product.id)])
            self.assertEqual(sum(rows.mapped("price_total")), 100, name)

    def test_reports_begin_with_money(self):
        for name in REPORTS:
            action = self.env.ref(f"torg_base.{name}")
            self.assertIn("price_total", action.view_ids[0].view_id.arch, name)
