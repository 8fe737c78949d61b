from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import ContactRec, HeaderRec, PartnerRec, PaymentRec, ShipmentRec

from .orders import NOW, OrdersCommon

PAID = PaymentRec("P-1", datetime(2025, 5, 3), Decimal(200), "Выплата безналичных денег")


@tagged("post_install", "-at_install")
class TestOrdersBorn(OrdersCommon):
    """Orders made in 1C."""

    def setUp(self):
        super().setUp()
        self.know_customer()

    def take_in(self, *records):
        return self.load([HeaderRec("2.10", NOW), *records])

    def born(self):
        return self.env["sale.order"].search([("onec_origin_id", "=", self.onec.id)])

    def test_order_comes_once_with_all_that_is_known(self):
        shipment = ShipmentRec("S-1", datetime(2026, 3, 2))
        document = self.document(posted=True, payments=(PAID,), shipments=(shipment,), comment="By phone")
        run = self.take_in(document)
        self.assertEqual(self.counts(run, "OrderRec"), {"created": 1}, self.show(run))
        order = self.born()
        self.assertEqual((order.partner_id, order.origin, order.amount_total), (self.customer, "UT-1", 200))
        self.assertEqual((order.state, order.paid_amount, order._get_delivery_status()), ("sale", 200, "full"))
        self.assertEqual((order.customer_note, order.onec_part_ids.number_1c), ("By phone", "UT-1"))
        before = self.count_rows()
        self.take_in(document)
        self.take_in(replace(document, requisites=()))
        self.assertEqual(self.count_rows(), before)

    def test_goods_under_their_second_identifier_are_changed_and_not_added(self):
        self.know({("rum-2", ""): self.product})
        document = self.document(posted=True, lines=[self.line("rum-2", 5)])
        self.take_in(document)
        self.take_in(replace(document, lines=(self.line("rum-2", 3),)))
        self.assertEqual(self.born().order_line.mapped("product_uom_qty"), [3])

    def test_nobody_is_told_and_it_is_not_sent_back(self):
        self.take_in(self.document(posted=True))
        order = self.born()
        self.assertFalse(order.message_log_ids)
        self.assertFalse(order.queued_date)
        self.assertEqual(self.take(), [])
        self._commit()
        order.with_user(self.manager)._take()
        order.order_line._set_quantity(1)
        self._commit()
        [row] = self.take("s2")
        self.assertEqual((row.id, row.number_1c, row.lines[0].quantity), ("id-UT-1", "UT-1", 1))

    def test_desk_and_customer_see_where_it_was_made(self):
        self.take_in(self.document(posted=True))
        order = self.born()
        self.assertIn("Made in 1C", [badge["text"] for badge in order._get_card_badges()[order.id]])
        self.assertTrue(order.is_on_desk)
        self.assertIn(order, self.customer.sale_order_ids)

    def test_it_has_a_baseline_of_1c(self):
        self.take_in(self.document(posted=True))
        self.assertEqual(self.born().baseline_ids.channel, "1c")

    def test_goods_are_reserved_in_1c(self):
        self.near.stock_keeper = "external"
        self.take_in(self.document(posted=True))
        order = self.born()
        self.assertEqual(set(order.order_line.move_ids.mapped("reserve_owner")), {"keeper"})

    def test_document_that_is_not_posted_is_a_quotation(self):
        self.take_in(self.document(posted=False))
        self.assertEqual(self.born().state, "draft")

    def test_unknown_customer_comes_with_the_order(self):
        contact = ContactRec("Телефон", "+7 921 000-11-22", "phone")
        buyer = PartnerRec("new", name="Neva", contacts=(contact,), role="Покупатель")
        self.take_in(self.document(buyer=buyer))
        self.assertEqual((self.born().partner_id.name, self.born().partner_id.phone), ("Neva", "+7 921 000-11-22"))

    def test_unknown_goods_and_nameless_customers_wait(self):
        buyer = PartnerRec("nobody", role="Покупатель")
        run = self.take_in(self.document("UT-1", [self.line("gin")]), self.document("UT-2", buyer=buyer))
        self.assertEqual(self.counts(run, "OrderRec"), {"parked": 2})
        self.assertFalse(self.born())
        self.load_rows([PartnerRec("nobody", name="Somebody")], section="partners")
        self.assertEqual(self.born().partner_id.name, "Somebody")
        self.know({("gin", ""): self._create_product("Gin")})
        self.finish(self.env["torg.onec.parked"]._replay(self.onec, "offer", {("gin", "")}))
        self.assertEqual(set(self.born().mapped("origin")), {"UT-1", "UT-2"})

    def test_base_that_gives_no_orders(self):
        self.onec.onec_takes_orders = False
        self.take_in(self.document())
        self.assertFalse(self.born())

    # === HISTORY === #

    def history(self, number="UT-1", **vals):
        return self.document(number, date=datetime(2025, 5, 2, 15, 30), **vals)

    def test_history_is_locked_done_and_silent(self):
        jobs = self.env["queue.job"].search([])
        rows = self.count_rows()
        shipments = (ShipmentRec("S-1", datetime(2025, 5, 4)),)
        run = self.take_in(self.history(posted=True, payments=(PAID,), shipments=shipments))
        self.assertEqual(self.counts(run, "OrderRec"), {"created": 1}, self.show(run))
        order = self.born()
        self.assertEqual((order.state, order.locked, order.stage_id), ("sale", True, self.stages["done"]))
        self.assertEqual((str(order.date_order), order.stage_date), ("2025-05-02 12:30:00", order.date_order))
        self.assertEqual((order.paid_amount, order.shipment_ids.external_id), (200, "ut-test:UT-1:S-1:2025-05-04"))
        self.assertFalse(order.picking_ids or order.message_log_ids or order.assignment_id)
        self.assertFalse(order.stage_deadline or order.queued_date or order.is_on_desk or order.baseline_ids)
        after = self.count_rows()
        self.assertEqual({name for name in rows if rows[name] != after[name]} & {"mail.message", "stock.move"}, set())
        self.assertFalse(
            self.env["torg.exchange.message"].search(
                [("res_model", "=", "sale.order"), ("res_id", "=", order.id), ("direction", "=", "out")]
            )
        )
        new_jobs = set((self.env["queue.job"].search([]) - jobs).mapped("method_name"))
        # The run's and the customer's level; whoever listens to customers hears of a new one.
        self.assertEqual(new_jobs - {"_deliver_waiting"}, {"_process", "_refresh_turnover"})
        self.take_in(self.history(posted=True, payments=(PAID,), shipments=shipments))
        self.assertEqual(self.count_rows(), after)

    def test_cancelled_order_of_the_past_is_cancelled(self):
        self.take_in(self.history(cancelled=True))
        self.assertEqual((self.born().state, self.born().stage_id), ("cancel", self.stages["cancelled"]))

    def test_order_of_the_past_that_is_still_open_is_work(self):
        status = {"name": "К отгрузке", "action": "stage", "stage_id": self.stages["collecting"].id}
        self.onec.onec_status_ids = [(0, 0, status)]
        self.take_in(self.history(posted=True, status="К отгрузке"))
        self.assertEqual((self.born().stage_id, self.born().locked), (self.stages["collecting"], False))
