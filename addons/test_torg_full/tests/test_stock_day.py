from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import ShipmentRec, StockRec

from .common import FullCase


@tagged("post_install", "-at_install")
class TestStockDay(FullCase):
    """The near store is kept by 1C, which tells that five bottles of rum are free there; four are the minimum."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mapping = cls.env["torg.onec.warehouse"].create(
            {"endpoint_id": cls.onec.id, "external_id": "w-near", "name": "Near store", "warehouse_id": cls.near.id}
        )
        if cls.near.stock_keeper != "external":
            mapping.action_hand_over()
        cls.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": cls.near.id,
                "location_id": cls.near.lot_stock_id.id,
                "product_id": cls.product.id,
                "product_min_qty": 4,
                "product_max_qty": 4,
                "trigger": "manual",
            }
        )

    def setUp(self):
        super().setUp()
        self.formed = fields.Datetime.now() + timedelta(hours=3)  # 1C speaks Moscow time
        self.tell(5)

    def tell(self, free):
        """1C tells how many bottles it has free in the near store."""
        self.formed += timedelta(minutes=1)
        row = StockRec("rum", "rum", "", "w-near", Decimal(free))
        run = self.load_rows([row], section="offers", formed=self.formed)
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()

    def see(self):
        """How many are free: for the manager who searches, for the shortage of the director, for the site."""
        goods = self.env["product.product"]
        found = goods.with_user(self.manager).search_stock(self.product.name, store_ids=self.near.ids)
        short = goods.with_user(self.director).search_shortage(query=self.product.name, only_short=False)
        cells = [found["cells"][self.product.id][self.near.id], short["cells"][self.product.id][self.near.id]]
        return cells[0]["free"], cells[1]["free"], self.free_on_site(), cells[1]["need"]

    def test_figure_of_1c_is_the_same_on_every_screen_and_on_the_site(self):
        self.assertEqual(self.see(), (5, 5, 5, 0))
        self.listen()
        self.tell(2)
        self.assertEqual(self.see(), (2, 2, 2, 2))
        self.assertIn(("stock.changed", self.product.id), self.hear("stock.changed"))

    def test_order_of_the_site_is_a_shortage_at_once_and_counts_once_when_1c_tells_of_it(self):
        order = self.buy({self.product: 3})
        self.assertEqual(self.see(), (2, 2, 2, 2))
        self._move(order, "agreed", user=self.director)
        self._commit()
        self.assertEqual(self.see(), (2, 2, 2, 2), "the hold has become the delivery")
        [document] = self.take()
        self.answer([document])
        self.tell(2)
        self.assertEqual(self.see(), (2, 2, 2, 2), "the figure of 1C has the order in it")
        order._register_shipment({line: line.product_uom_qty for line in order.order_line}, "desk", "counter-1")
        self._commit()
        self.assertEqual(self.see(), (2, 2, 2, 2), "what was promised has left")
        self.answer([document], shipments=(ShipmentRec("S-1", self.formed),))
        self.tell(2)
        self.assertEqual(self.see(), (2, 2, 2, 2))

    def test_last_bottle_of_1c_is_promised_once_with_the_other_store_to_choose(self):
        self.buy({self.product: 5})
        self.assertEqual(self.see()[:3], (0, 0, 0))
        body = {
            "lines": [{"product": self.product.id, "quantity": 1}],
            "store": self.near.code,
            "customer": {"id": self.customer.id},
        }
        problem = self.assert_problem(self.call("POST", "/orders", body), 409, "out_of_stock")
        self.assertEqual(problem["alternatives"][0]["stores"], [{"store": self.far.code, "free": 4}])
        self.tell(9)
        self.assertEqual(self.see()[:3], (4, 4, 4), "1C does not know of the five yet")
