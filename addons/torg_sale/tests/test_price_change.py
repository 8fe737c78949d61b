from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestPriceChange(OrderCommon):
    """A quotation of two pieces at the price list's 100."""

    def setUp(self):
        super().setUp()
        self.product.list_price = 100
        self.order = self._make_order(
            order_line=[Command.create({"product_id": self.product.id, "product_uom_qty": 2})]
        )
        self.line = self.order.order_line
        self.line.tax_ids = False

    def _check(self):
        self.env["sale.order.line"]._check_prices(self.product.ids)

    def _get_badges(self):
        return [badge["code"] for badge in self.order._get_card_badges()[self.order.id]]

    def test_nothing_is_said_while_prices_stand(self):
        self._check()
        self.assertFalse(self.order.has_changed_prices)
        self.assertNotIn("price", self._get_badges())

    def test_dearer_goods_are_told_with_the_sum(self):
        self.product.list_price = 120
        self._check()
        self.assertTrue(self.order.has_changed_prices)
        self.assertEqual(self.order.price_change, 40)
        self.assertIn("price", self._get_badges())
        self.assertIn(self.order, self.env["sale.order"].search([("has_changed_prices", "=", True)]))

    def test_new_prices_are_taken_by_one_press(self):
        self.product.list_price = 120
        self._check()
        self.order.with_user(self.manager).action_take_prices()
        self.assertEqual((self.line.price_unit, self.order.amount_total), (120, 240))
        self._check()
        self.assertFalse(self.order.has_changed_prices)

    def test_a_promised_price_is_kept_until_the_next_change(self):
        self.product.list_price = 120
        self._check()
        self.order.with_user(self.manager).action_keep_prices()
        self._check()
        self.assertEqual((self.line.price_unit, self.order.has_changed_prices), (100, False))
        self.product.list_price = 130
        self._check()
        self.assertEqual(self.order.price_change, 60)

    def test_a_price_that_came_back_is_no_change(self):
        self.product.list_price = 120
        self._check()
        self.product.list_price = 100
        self._check()
        self.assertFalse(self.order.has_changed_prices)

    def test_a_discount_by_hand_is_no_change_of_price(self):
        self.line.discount = 10
        self._check()
        self.assertFalse(self.order.has_changed_prices)
        self.product.list_price = 120
        self._check()
        self.assertEqual(self.order.price_change, 36)

    def test_a_confirmed_order_keeps_its_prices(self):
        self._move(self.order, "agreed")
        self.product.list_price = 120
        self._check()
        self.assertFalse(self.order.has_changed_prices)

    def test_a_change_of_price_plans_the_check_only_where_somebody_waits_for_it(self):
        jobs = self.env["queue.job"]
        before = jobs.search([]).ids
        self.product.list_price = 120
        planned = jobs.search([("id", "not in", before), ("method_name", "=", "_check_prices")])
        self.assertEqual(planned.args, [self.product.ids])
        other = self._create_product("Gin")
        before = jobs.search([]).ids
        other.list_price = 7
        self.assertFalse(jobs.search([("id", "not in", before), ("method_name", "=", "_check_prices")]))

    def test_a_board_of_any_size_asks_as_much(self):
        counts = []
        for number in (2, 20):
            orders = self.order.concat(*[self.order.copy() for _number in range(number)])
            orders.order_line.write({"today_price": 120})
            orders.order_line.write({"price_changed": True})
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            orders._get_price_changes()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)
