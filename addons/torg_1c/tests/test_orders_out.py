from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.torg_1c.models.sale_order_onec import SaleOrder
from odoo.addons.torg_1c.tools.values import VatRate
from odoo.addons.torg_exchange.tools.outcome import Outcome

from .orders import OrdersCommon

RENDERING = "odoo.addons.torg_exchange.models.torg_exchange_endpoint_delivery"


@tagged("post_install", "-at_install")
class TestOrdersOut(OrdersCommon):
    def messages(self, order, state=None):
        domain = [("res_model", "=", "sale.order"), ("res_id", "=", order.id), ("endpoint_id", "=", self.onec.id)]
        return self.env["torg.exchange.message"].search(domain + ([("state", "=", state)] if state else []))

    # === WHICH ORDERS === #

    def test_quotation_and_request_stay_here(self):
        self._make_order()
        self.env["sale.order"]._make_request("+79161234567", "Ann", "Call me")
        self.assertEqual(self.fetch()[1], [])

    def test_confirmed_order_goes_once(self):
        order = self.make_confirmed()
        [document] = self.take()
        self.assertEqual(document.number, order.name)
        self.assertEqual(self.take("s2"), [])
        self.assertEqual(self.messages(order, "ready").ids, [])

    def test_order_goes_from_the_stage_of_the_setting_on(self):
        self.onec.onec_from_stage_id = self.stages["collecting"]
        order = self.make_confirmed()
        self.assertEqual(self.take(), [])
        self._move(order, "collecting")
        self.assertEqual([row.number for row in self.take("s2")], [order.name])

    def test_cancelled_order_is_told_as_cancelled_when_1c_has_it(self):
        known, unknown = self.make_confirmed(), self.make_confirmed()
        self.onec._confirm_orders("none")
        self.take()
        self._move(known, "cancelled", cancel_reason_id=self.reason.id)
        [document] = self.take("s2")
        self.assertEqual((document.number, document.cancelled), (known.name, True))
        self.assertNotEqual(unknown.name, known.name)

    def test_order_goes_to_the_base_of_its_store(self):
        second = self.make_onec("second")
        self.know({("r", ""): self.product}, second)
        links = self.env["torg.exchange.link"]
        links._link(self.onec, "warehouse", {("w1", ""): self.near})
        links._link(second, "warehouse", {("w2", ""): self.far})
        order = self.make_confirmed(store=self.far)
        self.assertEqual(self.take(), [])
        [document] = self.take("s2", second)
        self.assertEqual((document.number, document.warehouses[0].id), (order.name, "w2"))

    # === WHAT IS SAID === #

    def test_document_says_all_that_1c_needs(self):
        self.onec.write({"onec_organisation_name": "ООО «Ладога»", "onec_organisation_code": "org"})
        self.customer.write({"is_company": True, "vat": "7707083893", "kpp": "770701001", "phone": "+7 916 123-45-67"})
        order = self._make_order(customer_note="Ring twice", commitment_date="2026-03-05 09:00:00")
        order.order_line.tax_ids = self.product.taxes_id
        order.order_line.discount = 10
        self._move(order, "agreed")
        [row] = self.take()
        line, buyer = row.lines[0], row.partners[0]
        self.assertEqual((row.operation_code, row.role, row.currency_code), ("order", "Продавец", "RUB"))
        self.assertEqual((row.organisation.id, row.organisation.name), ("org", "ООО «Ладога»"))
        self.assertEqual(row.warehouses[0].name, "Near store")
        self.assertIn(order.name, row.comment)
        self.assertIn("Ring twice", row.comment)
        self.assertEqual(
            (buyer.inn, buyer.kpp, buyer.contacts[0].value), ("7707083893", "770701001", "+7 916 123-45-67")
        )
        self.assertEqual((line.id, line.quantity, line.total), ("rum", 2, Decimal(str(order.amount_total))))
        self.assertEqual(row.total, line.total)
        self.assertEqual(line.discounts[0].percent, 10)
        requisites = {requisite.name: requisite.value for requisite in row.requisites}
        self.assertEqual(requisites["Дата доставки"], "2026-03-05T12:00:00")
        self.assertEqual((requisites["Склад"], requisites["Организация"]), ("Near store", "ООО «Ладога»"))

    def test_rate_of_a_line_and_no_tax_are_told_apart(self):
        tax = self.env["account.tax"].create(
            {"name": "VAT 10 of the test", "amount": 10, "price_include_override": "tax_included"}
        )
        order = self._make_order(
            order_line=[self.make_line(self.product, tax_ids=tax.ids), self.make_line(self.other, tax_ids=[])]
        )
        self._move(order, "agreed")
        first, second = self.take()[0].lines
        self.assertEqual((first.taxes[0].rate, first.taxes[0].amount), (VatRate(Decimal(10)), Decimal("9.09")))
        self.assertEqual(second.taxes[0].rate, VatRate(None))

    def test_characteristic_is_the_second_half_of_the_identifier(self):
        self.make_confirmed(product=self.other)
        self.assertEqual(self.take()[0].lines[0].id, "whisky#12")

    @mute_logger(RENDERING)
    def test_goods_without_a_link_are_named_and_nothing_is_lost(self):
        vodka = self._create_product("Vodka")
        self._put(self.near, vodka, 5)
        order, fine = self.make_confirmed(product=vodka), self.make_confirmed()
        self.assertEqual([row.number for row in self.take()], [fine.name])
        self.assertIn("Vodka", self.messages(order, "failed").error)
        self.assertIn("Vodka", self.part(order).error)
        self.know({("vodka", ""): vodka})
        self.messages(order, "failed").next_try = False
        self.assertEqual([row.number for row in self.take("s2")], [order.name])

    # === PARTS === #

    def test_order_is_split_by_vat_when_the_base_wants_it(self):
        self.onec.onec_split_by_vat = True
        tax = self.env["account.tax"].create(
            {"name": "VAT 10 of the test", "amount": 10, "price_include_override": "tax_included"}
        )
        order = self._make_order(
            order_line=[self.make_line(self.product, tax_ids=tax.ids), self.make_line(self.other, tax_ids=[])]
        )
        self._move(order, "agreed")
        rows = self.take()
        self.assertEqual([row.number for row in rows], [order.name, f"{order.name}/2"])
        self.assertEqual([[line.item_id for line in row.lines] for row in rows], [["rum"], ["whisky"]])
        self.assertEqual(len({row.id for row in rows}), 2)
        self.assertTrue(all(order.name in row.comment for row in rows))

    def test_split_is_a_hook_and_a_line_stays_where_it_is(self):
        keys = {self.product: "a", self.other: "b"}
        with patch.object(SaleOrder, "_get_onec_part_key", lambda order, line, endpoint: {"k": keys[line.product_id]}):
            order = self._make_order(order_line=[self.make_line(self.product), self.make_line(self.other)])
            self._move(order, "agreed")
            before = {part.number: part.line_ids for part in self.part(order)}
            self.assertEqual(len(before), 2)
            keys[self.product] = "b"
            order.order_line = [self.make_line(self.other, product_uom_qty=3)]
            rows = self.take()
        self.assertEqual([len(row.lines) for row in rows], [1, 2])
        self.assertTrue(
            all(
                lines <= part.line_ids
                for part, lines in zip(self.part(order).sorted("id"), before.values(), strict=True)
            )
        )

    def test_number_is_never_longer_than_a_base_takes(self):
        order = self._make_order(name="A-very-long-number-of-an-order-0001")
        self._move(order, "agreed")
        self.assertEqual(self.take()[0].number, order.name[-30:])

    # === EXACTLY ONCE === #

    def test_same_session_gets_the_same_bytes(self):
        self.make_confirmed()
        with freeze_time(fields.Datetime.now()) as clock:
            first = self.fetch()[0]
            clock.tick(120)
            self.make_confirmed()
            self.assertEqual(self.fetch()[0], first)

    def test_success_confirms_only_its_session(self):
        first = self.make_confirmed()
        self.fetch("s1")
        second = self.make_confirmed()
        self.fetch("s2")
        self.onec._confirm_orders("s2")
        self.assertEqual((self.part(first).state, self.part(second).state), ("offered", "delivered"))

    def test_what_was_not_confirmed_comes_again_with_the_same_identifier(self):
        self.make_confirmed()
        before = self.fetch()[1]
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=20)):
            self.env["torg.exchange.message"]._release_unconfirmed()
            after = self.take("s2")
        self.assertEqual(after, before)

    def test_killed_worker_leaves_nothing_behind(self):
        self.make_confirmed()
        savepoint = self.env.cr.savepoint(flush=True)
        before = self.fetch()[1]
        savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(self.take("s2"), before)

    def test_change_goes_with_the_same_identifier(self):
        order = self.make_confirmed()
        [before] = self.take()
        order.order_line._set_quantity(3)
        [after] = self.take("s2")
        self.assertEqual((after.id, after.number, after.lines[0].quantity), (before.id, before.number, 3))

    def test_change_by_a_person_is_told_once(self):
        order = self.make_confirmed()
        self.take()
        while self.take("rest"):  # the steps of its way here
            pass
        self._commit()
        order.order_line.with_user(self.manager)._set_quantity(3)
        self._commit()
        order.order_line.with_user(self.manager)._set_quantity(4)
        self._commit()
        self.assertEqual([row.lines[0].quantity for row in self.take("s2")], [4])
        self.assertFalse(self.messages(order, "ready"))
        self.assertEqual(self.take("s3"), [])
        order.customer_note = "Ring twice"
        self._commit()
        self.assertIn("Ring twice", self.take("s4")[0].comment)

    def test_silence_of_1c_turns_the_light_red(self):
        order = self.make_confirmed()
        self.take()
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), hours=25)):
            self.env.invalidate_all()
            self.assertEqual((self.onec.onec_late_count, self.onec.light), (1, "red"))
            self.assertIn("no answer about orders: 1", self.onec.reasons)
            self.assertEqual(order._get_card_badges()[order.id][-1]["text"], "1C is silent")

    def test_push_gets_the_same_records(self):
        order = self.make_confirmed()
        [record] = self.env["torg.onec.order.part"]._get_records(self.messages(order)[:1])
        self.assertEqual(record.number, order.name)

    def test_what_a_called_base_says_is_kept(self):
        order = self.make_confirmed()
        message = self.messages(order)[-1:]
        message._store_payload(self.onec._render_messages(message)[message])
        message._settle(Outcome(ok=True))
        self.assertEqual(self.part(order).state, "delivered")
        message._refuse("No such organisation")
        self.assertEqual((self.part(order).state, self.part(order).error), ("refused", "No such organisation"))
        message._settle(Outcome(ok=True, accepted=True))
        self.assertEqual(self.part(order).state, "accepted")

    # === PEOPLE === #

    def test_manager_sees_the_numbers_and_changes_nothing(self):
        order = self.make_confirmed()
        part = self.part(order).with_user(self.manager)
        self.assertEqual((part.number, part.state), (order.name, "not_sent"))
        with self.assertRaises(AccessError):
            part.write({"number": "x"})
        with self.assertRaises(AccessError):
            part.action_send_again()
        with self.assertRaises(AccessError):
            self.part(order).with_user(self.other_manager).read(["number"])
        with self.assertRaises(AccessError):
            self.part(order).with_user(self.stranger).read(["number"])

    def test_administrator_sends_an_order_again(self):
        order = self.make_confirmed()
        before = self.take()
        self.part(order).with_user(self.integration_admin).action_send_again()
        self.assertEqual(self.take("s2"), before)

    def test_desk_finds_orders_that_wait_for_1c(self):
        order, quotation = self.make_confirmed(), self._make_order()
        found = self.env["sale.order"].with_user(self.manager).search([("waits_for_onec", "=", True)])
        self.assertIn(order, found)
        self.assertNotIn(quotation, found)
        self.assertEqual(order._get_card_badges()[order.id][-1]["text"], "Waits for 1C")
