from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.records import OrderRec, PartnerRec, PaymentRec, ShipmentRec

from .orders import AnswerCommon

PAID = PaymentRec("P-1", datetime(2026, 3, 3), Decimal(150), "Выплата наличных денег")


@tagged("post_install", "-at_install")
class TestOrdersBack(AnswerCommon):
    # === IT IS THERE === #

    def test_echo_accepts_the_order(self):
        self.back()
        part = self.part(self.order)
        self.assertEqual(
            (part.state, part.number_1c, bool(part.accepted_at)), ("accepted", f"UT-{self.order.name}", True)
        )
        self.assertFalse(self.order.waits_for_onec)
        messages = self.env["torg.exchange.message"].search([("res_id", "=", self.order.id), ("direction", "=", "out")])
        self.assertIn("accepted", messages.mapped("state"))
        self.assertEqual(self.take("s2"), [])

    def test_the_same_answer_again_changes_nothing(self):
        status = {"name": "Отгружен", "action": "stage", "stage_id": self.stages["in_delivery"].id}
        self.onec.onec_status_ids = [(0, 0, status)]
        shipments = (ShipmentRec("S-1", datetime(2026, 3, 4)),)
        told = {"status": "Отгружен", "posted": True, "payments": (PAID,), "shipments": shipments}
        told |= {"lines": (self.line(quantity=1, price=150),), "total": Decimal(150)}
        self.back(**told)
        self.assertEqual((self.order.paid_amount, self.order._get_delivery_status()), (150, "full"))
        before = self.count_rows()
        self.back(**told)
        self.part(self.order).answer_hash = False  # even when nobody remembers that it was the same
        self.back(**told)
        self.assertEqual(self.count_rows(), before)

    def test_answer_without_identifier_is_found_by_its_number(self):
        self.back(id="")
        self.assertEqual(self.part(self.order).state, "accepted")

    def test_answer_is_found_by_the_number_in_the_comment(self):
        self.answer(
            [self.row], id="own-of-1c", number="UT-77", comment=f"[Номер документа на сайте: {self.order.name}] "
        )
        self.assertEqual(self.part(self.order).state, "accepted")
        self.answer([self.row], id="own-of-1c", number="UT-77", comment="", cancelled=True)
        self.assertEqual(self.order.state, "cancel")

    def test_number_and_identifier_of_different_orders_are_a_question_to_a_person(self):
        other = self.make_confirmed()
        [row] = self.take("s2")
        run = self.answer([replace(self.row, number=row.number)])
        self.assertIn("fits several orders", self.texts(run)[0])
        self.assertEqual((self.order.onec_part_ids | other.onec_part_ids).mapped("state"), ["delivered", "delivered"])

    def test_customer_of_the_echo_is_ours(self):
        buyer = PartnerRec("own-of-1c", name=self.customer.name, role="Покупатель")
        self.back(partners=(buyer,))
        links = self.env["torg.exchange.link"]._lookup(self.onec, PARTNER, [("own-of-1c", "")])
        self.assertEqual(links, {("own-of-1c", ""): self.customer.id})
        self.load_rows([replace(buyer, name="Renamed in 1C")], section="partners")
        self.assertEqual(self.customer.name, "Renamed in 1C")

    def test_buyer_of_everybody_is_nobody(self):
        self.back(partners=(PartnerRec("site", name="Покупатель через интернет-магазин", role="Покупатель"),))
        self.assertFalse(self.env["torg.exchange.link"]._lookup(self.onec, PARTNER, [("site", "")]))

    # === STATUS === #

    def test_unknown_status_leaves_the_order_and_asks_a_person(self):
        run = self.answer([self.row], status="Комплектуется")
        self.assertIn("“Комплектуется”", self.texts(run)[0])
        self.assertEqual(self.order.stage_id, self.stages["agreed"])
        self.onec.onec_status_ids.write({"action": "stage", "stage_id": self.stages["collecting"].id})
        self.back(status="комплектуется")
        self.assertEqual(self.order.stage_id, self.stages["collecting"])

    def test_order_only_goes_forward(self):
        for name, code in (("Next", "collecting"), ("Back", "agreed")):
            self.onec.onec_status_ids = [(0, 0, {"name": name, "action": "stage", "stage_id": self.stages[code].id})]
        self.back(status="Next")
        self.back(status="Back")
        self.assertEqual(self.order.stage_id, self.stages["collecting"])

    def test_own_status_that_1c_repeats_says_nothing(self):
        self.back(status=self.order.stage_id.name)
        self.assertFalse(self.onec.onec_status_ids)

    def test_own_status_of_a_stage_that_is_past_by_now_says_nothing(self):
        told = self.order.stage_id.name
        self._move(self.order, "collecting")
        self.back(status=told)
        self.assertFalse(self.onec.onec_status_ids)
        self.assertEqual(self.order.stage_id, self.stages["collecting"])

    def test_own_status_of_a_stage_to_come_asks_a_person_what_it_means(self):
        run = self.answer([self.row], status=self.stages["ready"].name)
        self.assertIn("what the status", self.texts(run)[0])
        self.assertEqual(self.order.stage_id, self.stages["agreed"])

    def test_cancelled_in_1c_is_cancelled_here(self):
        self.back(cancelled=True)
        self.assertEqual(self.order.stage_id, self.stages["cancelled"])
        self.assertEqual(self.take("s2"), [])

    def test_journal_says_that_1c_moved_it(self):
        self._commit()
        self.back(cancelled=True)
        self._commit()
        self.assertEqual(self.order.journal_ids[0].channel, "1c")

    def test_order_follows_its_least_advanced_part(self):
        self.onec.onec_split_by_vat = True
        for name, code in (("One", "collecting"), ("Two", "ready")):
            self.onec.onec_status_ids = [(0, 0, {"name": name, "action": "stage", "stage_id": self.stages[code].id})]
        tax = self.env["account.tax"].create(
            {"name": "VAT of parts", "amount": 10, "price_include_override": "tax_included"}
        )
        lines = [self.make_line(self.product, tax_ids=tax.ids), self.make_line(self.other, tax_ids=[])]
        order = self._make_order(order_line=lines)
        self._move(order, "agreed")
        first, second = self.take("s2")
        self.answer([first], status="Two")
        self.assertEqual(order.stage_id, self.stages["agreed"])
        self.answer([second], status="One")
        self.assertEqual(order.stage_id, self.stages["collecting"])
        self.answer([second], status="One", cancelled=True)
        self.assertEqual(order.stage_id, self.stages["ready"])

    # === MONEY AND GOODS === #

    def test_payment_counts_once_by_its_number(self):
        self.back(payments=(PAID,))
        self.back(payments=(PAID, replace(PAID, number="P-2", amount=Decimal(50))))
        self.assertEqual((self.order.paid_amount, self.order.payment_status), (200, "paid"))
        self.assertEqual(self.order.payment_ids.mapped("method"), ["cash", "cash"])

    def test_payment_of_plain_base_has_no_sum_and_is_the_order(self):
        self.back(payments=(PaymentRec("P-9", datetime(2026, 3, 3)),))
        self.assertEqual(self.order.payment_status, "paid")

    def test_mark_paid_is_the_same_money_as_its_document(self):
        self.back(paid=True)
        self.back(paid=True, payments=(PaymentRec("P-9", datetime(2026, 3, 3), Decimal(200)),))
        self.assertEqual((self.order.paid_amount, len(self.order.payment_ids)), (200, 1))
        self.assertIn("P-9", self.order.payment_ids.external_id)

    def test_shipment_without_lines_ships_all(self):
        self.back(shipments=(ShipmentRec("S-1", datetime(2026, 3, 4)),))
        self.assertEqual(self.order._get_delivery_status(), "full")
        self.back(shipments=(ShipmentRec("S-1", datetime(2026, 3, 4)),), comment="again")
        self.assertEqual(len(self.order.shipment_ids), 1)

    def test_shipment_with_lines_ships_them(self):
        child = OrderRec(
            "c", "S-1", operation_code="shipment", date=datetime(2026, 3, 4), lines=(self.line(quantity=1),)
        )
        self.back(children=(child,))
        self.assertEqual((self.order._get_delivery_status(), self.order.order_line.qty_delivered), ("partial", 1))

    def test_goods_that_left_here_are_in_the_figures_once_1c_books_them(self):
        self.near.stock_keeper = "external"
        order = self.make_confirmed(product=self.other)
        [row] = self.take("s2")
        order._register_shipment({line: line.product_uom_qty for line in order.order_line}, "desk", "counter-1")
        moves = order.order_line.move_ids
        self.assertFalse(any(moves.mapped("keeper_reported_at")))
        self.answer([row], shipments=(ShipmentRec("S-1", datetime(2026, 3, 4)),))
        self.assertTrue(all(moves.mapped("keeper_reported_at")))
        self.assertEqual(len(order.shipment_ids), 1)

    def test_part_of_what_left_here_is_booked_by_its_lines(self):
        self.near.stock_keeper = "external"
        order = self.make_confirmed(product=self.other, quantity=3)
        [row] = self.take("s2")
        line = order.order_line
        for number, quantity in enumerate((1, 1)):
            order._register_shipment({line: quantity}, "desk", f"counter-{number}")
        child = OrderRec(
            "c", "S-1", operation_code="shipment", date=datetime(2026, 3, 4),
            lines=(self.line("whisky", 2, char="12"),),
        )  # fmt: skip
        self.answer([row], children=(child,))
        done = line.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual((len(done), all(done.mapped("keeper_reported_at"))), (2, True))
        self.assertEqual(line.qty_delivered, 2)

    def test_mark_shipped_ships_the_rest_once(self):
        self.back(shipped=True)
        self.back(shipped=True, shipments=(ShipmentRec("S-5", datetime(2026, 3, 4)),))
        self.assertEqual(len(self.order.shipment_ids), 1)
        self.assertIn("S-5", self.order.shipment_ids.external_id)

    def test_reserve_of_1c_is_counted_once(self):
        self.near.stock_keeper = "external"
        order = self.make_confirmed(product=self.other)
        [row] = self.take("s2")
        self.answer([row], posted=True)
        self.assertTrue(order.order_line.move_ids.keeper_accepted_at)
        self.assertTrue(self.part(order).is_reserved)
