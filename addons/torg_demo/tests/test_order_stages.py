from collections import Counter

from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestOrderStages(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.demo._get_records("sale.order").values()

    def test_every_stage_of_the_desk_has_orders(self):
        stages = Counter(order.stage_id for order in self.orders)
        self.assertEqual(set(stages), set(self.env["sale.order.stage"].search([])))

    def test_state_is_what_the_stage_stands_for(self):
        self.assertFalse([order.name for order in self.orders if not order.stage_id._stands_for(order.state)])

    def test_order_that_a_store_could_not_promise_says_why(self):
        planned = {order.name for order in self.demo._plan_orders() if order.state == "confirmed"}
        refused = [self.get_demo(name) for name in planned if self.get_demo(name).state == "draft"]
        self.assertLess(len(refused), len(planned) / 2)
        for order in refused:
            self.assertTrue(order.message_ids.filtered(lambda message: "просят" in message.body), order.name)

    def test_completed_orders_are_delivered_and_paid(self):
        done = [order for order in self.orders if order.stage_id.code == "done"]
        self.assertEqual({(order.payment_status, order._get_delivery_status()) for order in done}, {("paid", "full")})

    def test_cancelled_orders_say_why(self):
        cancelled = [order for order in self.orders if order.state == "cancel"]
        self.assertTrue(all(order.cancel_reason_id for order in cancelled))

    def test_nobody_delivers_alcohol_to_people(self):
        self.assertFalse([order.name for order in self.orders if order._get_restrictions()])
