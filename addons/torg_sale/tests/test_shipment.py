from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestShipment(OrderCommon):
    def test_shipment_told_twice_ships_once(self):
        order = self._make_order(quantity=4)
        self._move(order, "agreed")
        order._register_shipment({order.order_line: 3}, "1c", "R-1")
        order._register_shipment({order.order_line: 3}, "1c", "R-1")
        self.assertEqual(order.order_line.qty_delivered, 3)
        self.assertEqual(order._get_delivery_status(), "partial")
        order._register_shipment({order.order_line: 1}, "1c", "R-2")
        self.assertEqual(order._get_delivery_status(), "full")

    def test_what_was_shipped_is_confirmed(self):
        order = self._make_order()
        order._register_shipment({order.order_line: 2}, "1c", "R-1")
        self.assertEqual((order.state, order._get_delivery_status()), ("sale", "full"))

    def test_goods_that_were_not_reserved_are_shipped_too(self):
        self.near.shortage_policy = "accept"
        order = self._make_order(quantity=12)
        order._register_shipment({order.order_line: 12}, "1c", "R-1")
        self.assertEqual(order.order_line.qty_delivered, 12)

    def test_order_whose_goods_are_put_aside_is_ready(self):
        order = self._make_order(quantity=2)
        self._move(order, "agreed")
        order._get_open_pickings().move_ids.picked = True
        self._commit()
        self.assertEqual(order.stage_id, self.stages["ready"])

    def test_half_of_the_goods_put_aside_is_not_ready(self):
        other = self._create_product("Gin")
        self._put(self.near, other, 5)
        order = self._make_order(quantity=2)
        order.order_line = [Command.create({"product_id": other.id, "product_uom_qty": 1})]
        self._move(order, "agreed")
        order._get_open_pickings().move_ids[0].picked = True
        self._commit()
        self.assertEqual(order.stage_id, self.stages["agreed"])

    def test_goods_shipped_at_once_were_not_put_aside(self):
        self.stages["ready"].sequence = 65  # would be entered if the event came late
        order = self._make_order(quantity=2)
        self._move(order, "agreed")
        self._commit()
        self._ship(order)
        self._commit()
        self.assertEqual(order.stage_id, self.stages["agreed"])

    def test_what_is_put_aside_of_other_lines_stays_in_the_store(self):
        order = self._make_order()
        gin = self._create_product("Gin", list_price=120, taxes_id=False)
        self._put(self.near, gin, 5)
        order.order_line = [(0, 0, {"product_id": gin.id, "product_uom_qty": 1, "price_unit": 120, "tax_ids": []})]
        self._move(order, "agreed")
        rum, other = order.order_line
        other.move_ids.picked = True
        order._register_shipment({rum: 2}, "1c", "R-1")
        self.assertEqual((rum.qty_delivered, other.qty_delivered), (2, 0))
