from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_stock.tools.figures import Figure

from .orders import AnswerCommon


@tagged("post_install", "-at_install")
class TestOrdersReserve(AnswerCommon):
    """Goods of a store whose stock 1C keeps are reserved once: there or here, and nobody is promised them twice."""

    def setUp(self):
        super().setUp()
        self.onec.onec_reserves_orders = True
        self.tell(10)
        self.near.stock_keeper = "external"
        self.tell(10)

    def tell(self, free):
        """1C tells how much of the rum is free."""
        if self.near.stock_keeper == "external":
            self.near._load_figures([Figure(self.near.id, self.product.id, free=free)], endpoint=self.onec)

    def free(self):
        self.env["product.product"].invalidate_model()
        return self.product.with_context(warehouse_id=self.near.id).free_qty

    def test_goods_are_reserved_once(self):
        self.assertEqual(self.free(), 8, "10 are free in 1C, 2 are promised here")
        self.back(posted=True)
        self.tell(8)
        self.assertEqual((self.free(), self.part(self.order).is_reserved), (8, True))

    def test_document_that_is_not_posted_any_more_reserves_nothing(self):
        self.back(posted=True)
        self.tell(8)
        self.back(posted=False)
        self.assertFalse(self.part(self.order).is_reserved)
        self.tell(10)
        self.assertEqual(self.free(), 8, "1C has let the goods go, the order has not")
        self.back(posted=True, comment="again")
        self.tell(8)
        self.assertEqual(self.free(), 8)

    def test_line_that_grew_is_reserved_here_until_1c_has_it(self):
        self.back(posted=True)
        self.tell(8)
        self.order.order_line._set_quantity(5)
        self.assertEqual(self.free(), 5)
        self.back(posted=True, comment="posted before it knew")
        self.tell(8)
        self.assertEqual(self.free(), 5, "1C holds 2, the other 3 are held here")
        [row] = self.take("s2")
        self.answer([row], posted=True)
        self.tell(5)
        self.assertEqual(self.free(), 5, "1C holds all 5")

    def test_goods_that_1c_added_are_reserved_there(self):
        self.back(posted=True)
        self.tell(8)
        self.back(posted=True, lines=(self.line(quantity=4),), total=Decimal(400))
        self.tell(6)
        self.assertEqual((self.order.order_line.product_uom_qty, self.free()), (4, 6))

    def test_replaced_goods_are_let_go_and_the_new_ones_held(self):
        self.near._load_figures([Figure(self.near.id, self.other.id, free=10)], endpoint=self.onec)
        self.back(posted=True)
        self.tell(8)
        self.row = replace(self.row, lines=(self.line("whisky", 1, 300, "12"),))
        self.back(posted=True, total=Decimal(300))
        self.tell(10)
        self.near._load_figures([Figure(self.near.id, self.other.id, free=9)], endpoint=self.onec)
        other = self.other.with_context(warehouse_id=self.near.id)
        self.env["product.product"].invalidate_model()
        self.assertEqual((self.free(), other.free_qty), (10, 9))
