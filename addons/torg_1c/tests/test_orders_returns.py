from dataclasses import replace
from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import HeaderRec, OrderEventRec, OrderRec, RefRec, ShipmentRec
from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_stock.tools.figures import Figure

from .orders import NOW, OrdersCommon

SHIPPED = ShipmentRec("S-1", datetime(2026, 3, 4))


@tagged("post_install", "-at_install")
class TestOrdersReturns(OrdersCommon):
    """Goods that came back, taken here and told by 1C: they are back once."""

    def setUp(self):
        super().setUp()
        self.near.stock_keeper = "external"
        self.order = self.make_confirmed(product=self.other, quantity=5)
        self.row = self.take()[0]
        self.answer([self.row], shipments=(SHIPPED,))
        self.sold = self.order.order_line

    def back(self, number="R-1", quantity=2, **vals):
        """Return a document of 1C about whisky that came back."""
        lines = (self.line("whisky", quantity, char="12"),)
        return OrderRec(f"id-{number}", number, operation_code="return", date=datetime(2026, 3, 5), lines=lines, **vals)

    def tell(self, *documents, clean=True, **changes):
        """1C tells of the order with these returns; return the run."""
        run = self.answer([self.row], shipments=(SHIPPED,), children=documents, **changes)
        if clean:
            self.assertFalse(self.texts(run), self.show(run))
        return run

    def take_back(self, quantity, key="till-1"):
        return self.order._register_return({self.sold: quantity}, "desk", key)

    def moves_back(self):
        moves = self.sold.move_ids.filtered(lambda move: move.location_id.usage == "customer")
        return moves.sorted("id")

    def figure(self, quantity):
        return Figure(self.near.id, self.other.id, free=quantity)

    def free(self):
        return self.other._get_point_availability(self.near)[self.other.id][self.near.id].free

    # === KNOWN FROM 1C ALONE === #

    def test_return_that_1c_alone_knows_is_written_once(self):
        self.tell(self.back())
        back = self.order.return_ids
        self.assertEqual((back.source, back.line_ids.quantity, back.amount), ("1c", 2, 200))
        self.assertIn("R-1", back.external_id)
        self.assertEqual((self.sold.qty_delivered, self.sold.returned_qty), (3, 2))
        self.assertEqual(back.date, datetime(2026, 3, 4, 21), "midnight of Moscow")
        self.assertTrue(all(self.moves_back().mapped("keeper_reported_at")))
        before = self.count_rows()
        self.part(self.order).answer_hash = False  # even when nobody remembers that it was the same
        self.tell(self.back())
        self.assertEqual((self.count_rows(), len(self.order.return_ids)), (before, 1))

    def test_return_is_in_the_history_of_the_customer(self):
        self.tell(self.back(quantity=5))
        found = self.env["torg.order.return"].search([("partner_id", "=", self.order.partner_id.id)])
        self.assertEqual(found.order_id, self.order)
        self.assertEqual(self.order._get_delivery_status(), "returned")
        self.assertEqual(self.order._get_amount_to_pay(), 0)

    def test_figures_of_1c_hold_what_came_back_there(self):
        self.near._load_figures([self.figure(10)], formed_at=datetime(2026, 3, 2, 8))
        self.tell(self.back())  # formed at nine by our clock
        self.near._load_figures([self.figure(12)], formed_at=datetime(2026, 3, 2, 10))
        self.assertEqual(self.free(), 12)

    def test_return_that_is_void_in_1c_is_none(self):
        self.tell(self.back("R-1", posted=False), self.back("R-2", deleted=True))
        self.assertFalse(self.order.return_ids)

    def test_return_that_1c_withdraws_stays_and_is_told_to_a_person_once(self):
        self.tell(self.back())
        gone = self.back(posted=False)
        run = self.tell(gone, clean=False)
        self.assertIn("has withdrawn the return R-1", self.texts(run)[0])
        self.assertTrue(self.order.return_ids.onec_withdrawn)
        self.assertEqual((self.sold.returned_qty, len(self.moves_back())), (2, 1))
        before = self.count_rows()
        self.tell(gone)
        self.tell(replace(gone, deleted=True))
        self.assertEqual(self.count_rows(), before)

    def test_return_that_1c_posts_again_stands_again(self):
        self.tell(self.back())
        self.tell(self.back(posted=False), clean=False)
        self.tell(self.back())
        self.assertFalse(self.order.return_ids.onec_withdrawn)
        self.assertEqual((self.sold.returned_qty, len(self.order.return_ids)), (2, 1))
        self.assertTrue(self.texts(self.tell(self.back(deleted=True), clean=False)), "told once more")

    def test_return_taken_here_is_told_when_1c_withdraws_what_it_had_booked(self):
        self.take_back(2)
        self.tell(self.back())
        run = self.tell(self.back(posted=False), clean=False)
        self.assertEqual(len(self.texts(run)), 1)
        self.assertEqual((self.sold.returned_qty, self.order.return_ids.onec_withdrawn), (2, False))

    def test_goods_come_back_to_the_store_that_1c_names(self):
        self.env["torg.exchange.link"]._link(self.onec, "warehouse", {("far", ""): self.far})
        self.tell(self.back(warehouses=(RefRec("far", "Far"),)))
        self.assertEqual(self.moves_back().location_dest_id.warehouse_id, self.far)

    # === TAKEN HERE === #

    def test_return_taken_here_and_told_by_1c_counts_once(self):
        self.take_back(2)
        self.assertFalse(self.moves_back().keeper_reported_at)
        self.tell(self.back())
        self.assertEqual((len(self.order.return_ids), self.sold.returned_qty), (1, 2))
        self.assertTrue(self.moves_back().keeper_reported_at)
        self.part(self.order).answer_hash = False
        self.tell(self.back())
        self.assertEqual((len(self.order.return_ids), self.sold.returned_qty), (1, 2))

    def test_two_documents_of_1c_about_one_return_here(self):
        self.take_back(3)
        self.tell(self.back("R-1", 1))
        self.assertFalse(self.moves_back().keeper_reported_at, "1C has booked a part of it")
        self.tell(self.back("R-1", 1), self.back("R-2", 2))
        self.assertEqual((len(self.order.return_ids), self.sold.returned_qty), (1, 3))
        self.assertTrue(self.moves_back().keeper_reported_at)

    def test_what_1c_tells_more_than_was_taken_here_comes_back_now(self):
        self.take_back(1)
        self.tell(self.back(quantity=3))
        self.assertEqual(self.sold.returned_qty, 3)
        self.assertEqual(self.order.return_ids.sorted("id").mapped("source"), ["desk", "1c"])
        self.assertEqual(self.order.return_ids.sorted("id").line_ids.mapped("quantity"), [1, 2])

    def test_another_return_here_is_another_one(self):
        self.tell(self.back("R-1", 2))
        self.take_back(1, "till-2")
        self.assertEqual(self.sold.returned_qty, 3)
        self.tell(self.back("R-1", 2), self.back("R-2", 1))
        self.assertEqual((len(self.order.return_ids), self.sold.returned_qty), (2, 3))

    def test_goods_that_1c_has_taken_back_are_not_taken_back_here_again(self):
        self.tell(self.back(quantity=5))
        with self.assertRaises(StageRefusal):
            self.take_back(5)
        self.assertEqual(self.sold.returned_qty, 5)

    # === OF THE PAST === #

    def test_return_of_an_order_of_the_past_is_in_its_history_and_moves_nothing(self):
        self.know_customer(partner=self.customer)
        day = datetime(2025, 5, 2, 15, 30)
        lines = (self.line("whisky", 3, char="12"),)
        past = self.document("UT-OLD", lines, date=day, posted=True, children=(self.back("R-5", 2),))
        for _time in range(2):
            run = self.load([HeaderRec("3.1", NOW), past])
            self.assertFalse(self.texts(run), self.show(run))
        order = self.env["sale.order"].search([("origin", "=", "UT-OLD")])
        back = order.return_ids
        self.assertEqual((order.locked, back.line_ids.quantity, back.amount), (True, 2, 200))
        self.assertEqual((back.partner_id, back.date), (self.customer, datetime(2026, 3, 4, 21)))
        self.assertFalse(order.order_line.move_ids)
        event = OrderEventRec("e", "id-UT-OLD", returns=(self.back("R-5", 2), self.back("R-6", 1)))
        run = self.load([HeaderRec("3.1", NOW), event])
        self.assertFalse(self.texts(run), self.show(run))
        self.assertEqual(sorted(order.return_ids.line_ids.mapped("quantity")), [1, 2])

    # === OUT OF ORDER === #

    def test_return_before_its_shipment_waits_until_1c_tells_of_that(self):
        order = self.make_confirmed(product=self.other, quantity=2)
        [row] = self.take("s2")
        run = self.answer([row], children=(self.back("R-9", 2),))
        self.assertIn("does not have", self.texts(run)[0])
        self.assertFalse(order.return_ids)
        run = self.answer([row], children=(self.back("R-9", 2),), shipments=(SHIPPED,))
        self.assertFalse(self.texts(run), self.show(run))
        self.assertEqual((order.return_ids.line_ids.quantity, order._get_delivery_status()), (2, "returned"))

    def test_stock_of_a_return_is_there_until_the_figures_hold_it(self):
        self.near._load_figures([self.figure(10)], formed_at=NOW - timedelta(days=1))
        free = self.free()
        self.take_back(2)
        self.assertEqual(self.free(), free + 2)
        self.tell(self.back())
        self.near._load_figures([self.figure(12)])
        self.assertEqual(self.free(), 12)
