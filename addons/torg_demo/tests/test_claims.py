from odoo.tests import tagged

from odoo.addons.torg_demo.models.torg_demo_claims import TWICE

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestClaims(DemoCase):
    def test_one_order_came_twice_and_may_be_merged(self):
        second = self.env["sale.order"].search([("client_order_ref", "=", TWICE)])
        self.assertEqual(len(second), 1)
        first = second.duplicate_of_id
        self.assertEqual(second.duplicate_name, first.name)
        first._merge(second, "keep")
        self.assertEqual((second.state, second.merged_into_id), ("cancel", first))

    def test_part_of_a_completed_order_came_back_with_its_money(self):
        back = self.get_demo("return_part")
        self.assertEqual(back.order_id.stage_id.code, "done")
        self.assertEqual(sum(back.line_ids.mapped("quantity")), 1)
        self.assertEqual((back.order_id._get_amount_due(), back.order_id.payment_status), (0, "paid"))

    def test_second_loading_adds_no_claims(self):
        before = self.env["sale.order"].search_count([]), self.env["torg.order.return"].search_count([])
        self.demo._load_claims()
        self.assertEqual(
            (self.env["sale.order"].search_count([]), self.env["torg.order.return"].search_count([])), before
        )
