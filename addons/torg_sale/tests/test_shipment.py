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
