from lxml import etree

from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestOrderLists(OrderCommon):
    def test_lists_of_orders_show_stage_and_payment(self):
        for name in ("sale_order_action", "sale_order_action_quotations"):
            action = self.env.ref(f"torg_base.{name}")
            views = {mode: view_id for view_id, mode in action.views}
            arch = (
                self.env["sale.order"]
                .with_user(self.manager)
                .get_views([(views["list"], "list")])["views"]["list"]["arch"]
            )
            self.assertIn('name="stage_id"', arch, name)
            self.assertIn('name="payment_status"', arch, name)
            self.assertNotIn('name="invoice_status"', arch, name)

    def test_invoices_are_offered_only_where_books_are_kept_here(self):
        arch = self.env["sale.order"].with_user(self.manager).get_view(view_type="form")["arch"]
        buttons = etree.fromstring(arch).xpath("//header/button[starts-with(@id, 'create_invoice')]")
        self.assertTrue(buttons)
        for button in buttons:
            self.assertIn("not accounting_in_odoo", button.get("invisible"))
        order = self._make_order().with_user(self.manager)
        self.assertFalse(order.accounting_in_odoo)
        self.env.company.accounting_in_odoo = True
        self.assertTrue(order.accounting_in_odoo)

    def test_rows_about_an_order_lead_to_it(self):
        order = self._make_order()
        self._commit()
        self._move(order, "in_work")
        self._commit()
        self.env.flush_all()
        rows = (
            order.assignment_ids[:1],
            self.env["torg.stage.time"].search([("order_id", "=", order.id)], limit=1),
        )
        for row in rows:
            opened = row.with_user(self.supervisor).action_open_order()
            self.assertEqual((opened["res_model"], opened["res_id"]), ("sale.order", order.id), row._name)
