from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tests.orders import NOW
from odoo.addons.torg_1c.tools.records import HeaderRec, PaymentRec, ShipmentRec
from odoo.addons.torg_delivery.tests.common import DeliveryMixin

from .common import FullCase


@tagged("post_install", "-at_install")
class TestOrderDay(FullCase):
    """Two bottles of rum and one of gin for 320, from the site to the books of 1C."""

    def setUp(self):
        super().setUp()
        self.listen()
        self.order = self.buy({self.product: 2, self.gin: 1}, number="A-1")

    def see(self):
        """What the site sees of the order: stage, payment, delivery."""
        data = self.read(f"/orders/{self.order.id}")
        return data["stage"]["code"], data["payment_status"], data["delivery_status"]

    def agree(self):
        """The manager takes the order and agrees it; return the document that 1C fetches."""
        self.order.with_user(self.manager).action_take()
        self._move(self.order, "agreed")
        self._commit()
        [document] = self.take()
        return document

    def hand_over(self):
        """The store puts the goods together, takes the money and gives them."""
        for line in self.order.order_line:
            self._desk().pick(self.order.id, line.id, line.product_uom_qty)
        self._commit()
        self.assertEqual(self.see()[0], "ready")
        self._pay(self.order)
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self._commit()

    def book(self, document):
        """1C answers: it has the money of the till, and the goods have left."""
        payments = (PaymentRec("P-1", datetime(2026, 3, 3), Decimal(320), "Поступление наличных"),)
        shipments = (ShipmentRec("S-1", datetime(2026, 3, 3)),)
        run = self.answer([document], payments=payments, shipments=shipments, posted=True)
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()

    def test_order_is_one_on_the_site_at_the_desk_at_the_counter_and_in_1c(self):
        self.assertEqual((self.see(), self.free_on_site()), (("new", "none", "none"), 8))
        document = self.agree()
        self.assertEqual((document.number, document.total), (self.order.name, Decimal(320)))
        self.assertEqual(
            (document.warehouses[0].id, [row.item_id for row in document.lines]), ("w-near", ["rum", "gin"])
        )
        self.assertTrue(self.order.waits_for_onec)
        self.answer([document])
        self.assertFalse(self.order.waits_for_onec)
        self.hand_over()
        self.assertEqual(self.see(), ("done", "paid", "full"))
        self.book(document)
        self.assertEqual(self.see(), ("done", "paid", "full"))
        self.assertEqual((self.order.paid_amount, len(self.order.shipment_ids), self.free_on_site()), (320, 1, 8))
        self.assertEqual(self.env["sale.order"].search([("client_order_ref", "=", "A-1")]), self.order)

    def test_money_that_the_site_has_taken_is_known_to_1c(self):
        self.assertFalse(self.agree().paid)
        path, part = f"/orders/{self.order.id}/payments", {"amount": 160, "method": "card"}
        self.post(path, {"id": "pay-1", **part})
        self.assertEqual((self.see()[1], [row.paid for row in self.take("s2")]), ("partial", []))
        self.post(path, {"id": "pay-2", **part})
        [document] = self.take("s3")
        self.assertEqual((self.see()[1], document.number, document.paid), ("paid", self.order.name, True))
        self.post(path, {"id": "pay-2", **part})
        self.assertEqual(self.take("s4"), [])

    def test_site_hears_each_step_once_and_nothing_of_an_echo(self):
        document = self.agree()
        self.hand_over()
        heard = self.hear("order.created", "order.stage_changed", "order.paid", "order.shipped")
        kinds = [kind for kind, number in heard if number == self.order.id]
        self.assertEqual(kinds[0], "order.created")
        self.assertEqual({*kinds}, {"order.created", "order.stage_changed", "order.paid", "order.shipped"})
        self.book(document)
        self.hear()
        self.book(document)
        self.assertNotIn(self.order.id, [number for _kind, number in self.hear()])

    def test_journal_names_every_channel_that_moved_it(self):
        document = self.agree()
        self.answer([document], cancelled=True)
        self._commit()
        self.assertLessEqual({"api", "desk", "1c"}, {*self.order.journal_ids.mapped("channel")})
        self.assertEqual((self.see()[0], self.free_on_site()), ("cancelled", 10))

    def test_goods_replaced_in_1c_are_what_the_store_puts_together_and_the_site_shows(self):
        document = self.agree()
        whisky = self.line("whisky", 2, 90, "12")
        run = self.answer([document], lines=(whisky, self.line("gin", 1, 120)), total=Decimal(300))
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()
        told = self.read(f"/orders/{self.order.id}")
        self.assertEqual(told["total"], "300.00")
        self.assertEqual({row["product"] for row in told["lines"]}, {self.other.id, self.gin.id})
        wanted = self._desk().get_collect(self.order.id)["lines"]
        self.assertEqual({line["product_id"] for line in wanted if line["asked"]}, {self.other.id, self.gin.id})
        self.assertEqual((self.free_on_site(), self.free_on_site(self.other)), (10, 8))

    def test_order_that_1c_made_is_read_by_the_site_and_given_by_the_store(self):
        self.know_customer()
        self.load([HeaderRec("3.1", NOW), self.document("UT-5", lines=[self.line(quantity=3)])])
        self._commit()
        order = self.env["sale.order"].search([("onec_origin_id", "=", self.onec.id)])
        listed = self.read(f"/orders?customer={self.customer.id}")["items"]
        self.assertIn(order.id, [row["id"] for row in listed])
        self.assertEqual(self.take("s2"), [], "what 1C has made does not go back as a new order")


@tagged("post_install", "-at_install")
class TestOrderBrought(DeliveryMixin, FullCase):
    """An order that a courier brings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_delivery()

    def test_courier_takes_the_money_that_1c_then_books_once(self):
        address = {"city": "Saint Petersburg", "street": "Liteyny 5"}
        delivery = {
            "method": self.carrier.id,
            "address": address,
            "date": str(self.tomorrow),
            "interval": self.morning.id,
        }
        order = self.buy(store=None, delivery=delivery)
        self.assertEqual(order.amount_total, 250)
        order.with_user(self.manager).action_take()
        self._move(order, "agreed")
        self._commit()
        [document] = self.take()
        self.assertEqual(document.total, Decimal(250), "what is brought is paid for in 1C, too")
        attempt = order.delivery_ids
        attempt.with_user(self.manager).courier_id = self.courier
        attempt._hand()
        attempt.with_user(self.courier).courier_set_off()
        told = self.read(f"/orders/{order.id}")
        self.assertEqual((told["stage"]["code"], told["due"]), ("in_delivery", "250.00"))
        attempt.with_user(self.courier).courier_deliver(250, "card")
        self._commit()
        payments = (PaymentRec("P-7", datetime(2026, 3, 3), Decimal(250), "Оплата платежной картой"),)
        run = self.answer([document], payments=payments, shipments=(ShipmentRec("S-7", datetime(2026, 3, 3)),))
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()
        told = self.read(f"/orders/{order.id}")
        self.assertEqual((told["stage"]["code"], told["paid"], told["due"]), ("done", "250.00", "0.00"))
        self.assertEqual((told["delivery_status"], len(order.shipment_ids)), ("full", 1))
