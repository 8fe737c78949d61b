from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_stock.tests.mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestKeeper(MirrorCommon):
    """An order in a store that 1C keeps: counted once on its way there and back."""

    def _make_order(self, quantity):
        self._pass()
        line = {"product_id": self.product.id, "product_uom_qty": quantity, "price_unit": 100}
        return self.env["sale.order"].create(
            {"partner_id": self.customer.id, "warehouse_id": self.near.id, "order_line": [Command.create(line)]}
        )

    def test_order_is_counted_once_until_it_is_shipped(self):
        self._load((self.product.id, 10))
        order = self._make_order(3)
        order.action_confirm()
        self.assertEqual(self._free(self.product), 7)
        self._pass()
        order._accept_by_keeper()
        self._load((self.product.id, 10, 3))
        self.assertEqual(self._free(self.product), 7)
        self._pass()
        order._register_shipment({order.order_line: 3}, "1c", "R-1")
        self._load((self.product.id, 7, 0))
        self.assertEqual(self._free(self.product), 7)
        self.assertEqual(order._get_delivery_status(), "full")

    def test_shipment_told_before_the_figures_is_not_subtracted_twice(self):
        self._load((self.product.id, 10))
        order = self._make_order(3)
        order.action_confirm()
        self._pass()
        order._register_shipment({order.order_line: 3}, "1c", "R-1")
        self.assertEqual(self._free(self.product), 7)
        self._load((self.product.id, 7, 0))
        self.assertEqual(self._free(self.product), 7)
