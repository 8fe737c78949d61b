from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestTurnover(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.levels = cls.env["torg.turnover.level"].search([("table_id", "=", cls.env.ref("ladoga.turnover_table").id)])

    def test_every_level_has_customers_and_some_are_close_to_the_next(self):
        self.assertEqual(set(self.levels.line_id.mapped("percent")), {3.0, 5.0, 7.0})
        self.assertTrue(self.levels.filtered(lambda level: not level.line_id))
        self.assertTrue(self.levels.filtered(lambda level: 80 <= level.progress < 100))

    def test_paid_and_delivered_orders_are_among_the_turnover(self):
        entries = self.env["torg.turnover.entry"].search([])
        done = [order for order in self.demo._get_records("sale.order").values() if order.stage_id.code == "done"]
        self.assertEqual(set(entries.order_id.ids), {order.id for order in done})
        self.assertTrue(entries.filtered(lambda entry: entry.source == "opening"))

    def test_card_of_a_customer_tells_the_level(self):
        facts = {
            fact["code"]: fact["value"] for fact in self.get_demo("customer_rest_gavan")._get_customer_card_facts()
        }
        self.assertIn("Золото (7 %)", facts["tier"])
