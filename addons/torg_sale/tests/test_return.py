from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestReturn(OrderCommon):
    """An order of four pieces at 100, delivered and paid."""

    def setUp(self):
        super().setUp()
        self.order = self._make_order(quantity=4)
        self._move(self.order, "agreed")
        self.line = self.order.order_line
        self._ship(self.order)
        self.order._register_payment(400, "till", "till-1", method="cash")

    def test_part_that_came_back_is_in_the_store_and_in_the_money(self):
        free = self._free(self.product)
        back = self.order._register_return({self.line: 1}, "desk")
        self.assertEqual(self._free(self.product), free + 1)
        self.assertEqual((back.amount, self.order.returned_amount), (100, 100))
        self.assertEqual((self.line.qty_delivered, self.line.returned_qty, self.line.product_uom_qty), (3, 1, 4))
        self.assertEqual(self.order._get_amount_due(), -100)
        self.assertEqual(self.order.payment_status, "overpaid")
        self.order._register_payment(-100, "till", "till-2", method="cash")
        self.assertEqual((self.order.payment_status, self.order._get_delivery_status()), ("paid", "full"))

    def test_return_told_twice_came_back_once(self):
        first = self.order._register_return({self.line: 1}, "1c", "V-1")
        self.assertEqual(self.order._register_return({self.line: 1}, "1c", "V-1"), first)
        self.assertEqual(self.line.qty_delivered, 3)

    def test_return_of_another_order_is_refused(self):
        self.order._register_return({self.line: 1}, "1c", "V-1")
        other = self._make_order()
        with self.assertRaises(StageRefusal) as caught:
            other._register_return({other.order_line: 1}, "1c", "V-1")
        self.assertEqual(caught.exception.code, "foreign_return")

    def test_more_than_the_customer_has_is_refused(self):
        self.order._register_return({self.line: 3}, "desk")
        with self.assertRaises(StageRefusal) as caught:
            self.order._register_return({self.line: 2}, "desk")
        self.assertEqual(caught.exception.code, "not_delivered")

    def test_all_of_it_came_back_in_parts(self):
        for _number in range(4):
            self.order._register_return({self.line: 1}, "desk")
        self.assertEqual(self.order._get_delivery_status(), "returned")
        self.assertEqual((self.order.returned_amount, self.order._get_amount_to_pay()), (400, 0))

    def test_goods_come_back_to_another_store(self):
        free = self._free(self.product, self.far)
        self.order._register_return({self.line: 2}, "desk", store=self.far)
        self.assertEqual(self._free(self.product, self.far), free + 2)

    def test_what_is_delivered_again_is_promised_again(self):
        free = self._free(self.product)
        back = self.order._register_return({self.line: 4}, "desk", again=True)
        self.assertEqual((back.amount, self.line.returned_qty, self.line.qty_delivered), (0, 0, 0))
        self.assertEqual(self._free(self.product), free)
        self.assertEqual(self.order._get_delivery_status(), "none")
        self._ship(self.order)
        self.assertEqual((self.line.qty_delivered, self.order._get_delivery_status()), (4, "full"))

    def test_kopecks_of_three_parts_make_the_whole(self):
        order = self._make_order(quantity=3)
        line = order.order_line
        line.price_unit = 33.335
        self._move(order, "agreed")
        self._ship(order)
        parts = [order._register_return({line: 1}, "desk").amount for _number in range(3)]
        self.assertEqual(order.currency_id.compare_amounts(sum(parts), order.amount_total), 0)

    def test_wholly_returned_order_may_be_cancelled(self):
        self.order._register_return({self.line: 4}, "desk")
        self._move(self.order, "cancelled", user=self.supervisor, cancel_reason_id=self.reason.id)
        self.assertEqual((self.order.state, self.order._get_amount_due()), ("cancel", -400))

    def test_order_whose_rest_was_refused_is_completed_when_paid(self):
        order = self._make_order(quantity=2)
        other = self._create_product("Gin")
        self._put(self.near, other, 5)
        order.order_line = [
            Command.create({"product_id": other.id, "product_uom_qty": 1, "price_unit": 50, "tax_ids": []})
        ]
        self._move(order, "agreed")
        self._ship(order)
        order._register_return({order.order_line[1]: 1}, "desk")
        order._register_payment(200, "till")
        self.assertEqual(order.stage_id.code, "done")

    def test_goods_put_aside_are_handed_over(self):
        order = self._make_order(quantity=2)
        self._move(order, "agreed")
        order._get_open_pickings().move_ids.write({"quantity": 1, "picked": True})
        order._hand_over()
        self.assertEqual((order.order_line.qty_delivered, order._get_delivery_status()), (1, "partial"))
        order._hand_over()
        self.assertEqual(order._get_delivery_status(), "full")
        with self.assertRaises(StageRefusal):
            order._hand_over()

    def test_money_paid_for_a_cancelled_order_is_to_be_given_back(self):
        order = self._make_order(quantity=1)
        order._register_payment(100, "site", "p-77")
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual((order._get_amount_due(), order.payment_status), (-100, "overpaid"))

    def test_what_came_back_for_good_is_not_replaced(self):
        gin = self._create_product("Gin")
        self._put(self.near, gin, 5)
        order = self._make_order(quantity=4)
        self._move(order, "agreed")
        line = order.order_line
        order._register_shipment({line: 2}, "desk")
        order._register_return({line: 1}, "desk")
        new = line._replace(gin)
        self.assertEqual((line.product_uom_qty, line.returned_qty, new.product_uom_qty), (2, 1, 2))
        self.assertEqual((order.returned_amount, self._free(gin)), (100, 3))
        self.assertEqual(sum(order._get_open_pickings().move_ids.mapped("product_qty")), 2)

    def test_another_store_promises_only_what_is_still_wanted(self):
        order = self._make_order(quantity=4)
        self._move(order, "agreed")
        line = order.order_line
        order._register_shipment({line: 3}, "desk")
        order._register_return({line: 1}, "desk")
        order._register_return({line: 1}, "desk", again=True)
        order._change_store(self.far)
        self.assertEqual((line.returned_qty, order.returned_amount), (1, 100))
        self.assertEqual(self._free(self.product, self.far), 2)  # one more to come, one again

    def test_what_is_delivered_again_promises_nothing_that_came_back_for_good(self):
        free = self._free(self.product)
        self.order._register_return({self.line: 1}, "desk")
        self.order._register_return({self.line: 1}, "desk", again=True)
        self.assertEqual((self.line.returned_qty, self.order.returned_amount), (1, 100))
        self.assertEqual(self._free(self.product), free + 1)

    def test_more_of_a_line_promises_only_what_is_added(self):
        self.order._register_return({self.line: 2}, "desk")
        free = self._free(self.product)
        self.line.product_uom_qty = 5
        self.assertEqual((self.line.returned_qty, self._free(self.product)), (2, free - 1))
