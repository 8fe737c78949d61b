from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon
from odoo.addons.torg_stock.exceptions import StockRefusal


@tagged("post_install", "-at_install")
class TestStore(OrderCommon):
    def test_reservation_moves_with_the_store(self):
        order = self._make_order(quantity=3)
        self._move(order, "agreed")
        order.with_user(self.manager)._change_store(self.far.with_user(self.manager))
        self.assertEqual(order.warehouse_id, self.far)
        self.assertEqual((self._free(self.product), self._free(self.product, self.far)), (10, 1))
        self.assertEqual(order._get_open_pickings().location_id, self.far.lot_stock_id)

    def test_store_without_the_goods_refuses_and_nothing_changes(self):
        self.far.shortage_policy = "refuse"
        order = self._make_order(quantity=5)
        self._move(order, "agreed")
        with self.assertRaises(StockRefusal):
            order._change_store(self.far)
        self.assertEqual(order.warehouse_id, self.near)
        self.assertEqual((self._free(self.product), self._free(self.product, self.far)), (5, 4))

    def test_shipped_part_stays_shipped(self):
        order = self._make_order(quantity=4)
        self._move(order, "agreed")
        order._register_shipment({order.order_line: 1}, "1c", "R-1")
        order._change_store(self.far)
        self.assertEqual(order._get_open_pickings().move_ids.product_uom_qty, 3)
        self.assertEqual(self._free(self.product, self.far), 1)
        self.assertEqual(order.order_line.qty_delivered, 1)

    def test_hold_of_a_quotation_moves_too(self):
        order = self._make_order(quantity=2)
        order._hold_goods(fields.Datetime.now() + timedelta(hours=3))
        self.assertEqual(self._free(self.product), 8)
        order._change_store(self.far)
        self.assertEqual((self._free(self.product), self._free(self.product, self.far)), (10, 2))

    def test_confirming_takes_over_the_hold(self):
        order = self._make_order(quantity=10)
        self.near.shortage_policy = "refuse"
        order._hold_goods()
        self._move(order, "agreed")
        self.assertEqual(self._free(self.product), 0)
        self.assertEqual(order.hold_id.hold_outcome, "converted")

    def test_cancelling_releases_the_hold(self):
        order = self._make_order(quantity=2)
        order._hold_goods()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual(self._free(self.product), 10)

    def test_order_that_is_over_keeps_its_store(self):
        order = self._make_order()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        with self.assertRaises(StageRefusal):
            order._change_store(self.far)

    def test_more_of_a_confirmed_line_is_a_promise(self):
        self.near.shortage_policy = "refuse"
        order = self._make_order(quantity=8)
        self._move(order, "agreed")
        with self.assertRaises(StockRefusal), self.cr.savepoint():
            order.order_line.product_uom_qty = 11
        order.order_line.product_uom_qty = 10
        self.assertEqual(self._free(self.product), 0)

    def test_another_manager_does_not_change_the_store(self):
        order = self._make_order(store=self.far)
        order.user_id = self.other_manager
        self.assertEqual(order.warehouse_id, self.far)
