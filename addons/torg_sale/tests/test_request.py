from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


class RequestCommon(OrderCommon):
    """Requests as channels make them, and what goes out about orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.env["sale.order"]
        cls.request_type = cls.env.ref("torg_sale.torg_order_type_request")

    def _request(self, phone="8 916 123-45-67", **values):
        return self.orders._make_request(phone=phone, **values)

    def _add_goods(self, order, quantity=2):
        order.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": quantity})]

    def _watch_events(self):
        """Return a list that fills with (event code, order)."""
        told = []
        emit = type(self.env["torg.exchange.message"])._emit

        def watch(messages, code, records):
            told.extend((code, record) for record in records if record._name == "sale.order")
            return emit(messages, code, records)

        patcher = patch.object(type(self.env["torg.exchange.message"]), "_emit", watch)
        self.startPatcher(patcher)
        return told


@tagged("post_install", "-at_install")
class TestRequest(RequestCommon):
    def test_request_is_an_order_of_its_own_type_in_the_first_stage(self):
        order = self._request(text="Call me about rum", source="one_click")
        self.assertEqual((order.order_type_id, order.stage_id.code, order.state), (self.request_type, "new", "draft"))
        self.assertTrue(order.is_request)
        self.assertEqual(order.name, order.request_number)
        self.assertTrue(order.name.startswith("ЗВ-"))
        self.assertEqual(order.source_id.request_code, "one_click")
        self.assertEqual((order.customer_note, order.request_phone), ("Call me about rum", "+7 916 123-45-67"))
        self.assertEqual(order.inquiry_ids.text, "Call me about rum")

    def test_request_is_handed_out_timed_and_journaled(self):
        order = self._request()
        self._commit()
        self.assertTrue(order.queued_date, "it waits for the hand-out")
        self.assertTrue(order.stage_date)
        self.assertEqual(order.journal_ids.kind, "created")

    def test_unknown_phone_makes_an_unverified_customer(self):
        partner = self._request(name="Иван").partner_id
        self.assertEqual((partner.name, partner.phone, partner.is_unverified), ("Иван", "+7 916 123-45-67", True))
        partner.with_user(self.manager).verify_customer("Иван Петров")
        self.assertEqual((partner.name, partner.is_unverified), ("Иван Петров", False))

    def test_known_phone_in_any_form_is_the_customer(self):
        self.customer.phone = "+7 (916) 123-45-67"
        order = self._request("89161234567")
        self.assertEqual(order.partner_id, self.customer)
        self.assertFalse(self.customer.is_unverified)

    def test_letter_finds_its_customer_by_mail(self):
        self.customer.email = "buyer@example.com"
        order = self.orders._make_request(email="Buyer <buyer@example.com>", source="letter", text="Have you got rum?")
        self.assertEqual(order.partner_id, self.customer)

    def test_request_of_nobody_and_unknown_source_are_refused(self):
        with self.assertRaises(UserError):
            self.orders._make_request(text="hello")
        with self.assertRaises(ValueError):
            self._request(source="pigeon")

    def test_same_number_of_a_source_comes_once(self):
        first = self._request(text="one", external_id="C-1")
        again = self._request(text="one", external_id="C-1")
        other = self._request("8 916 765-43-21", source="letter", external_id="C-1")
        self.assertEqual(first, again)
        self.assertEqual(len(first.inquiry_ids), 1)
        self.assertNotEqual(first, other)

    def test_fresh_request_takes_in_what_the_customer_says_again(self):
        first = self._request(text="one", external_id="C-1")
        second = self._request(text="two", source="missed_call", external_id="M-1")
        self._request(text="two", source="missed_call", external_id="M-1")
        self.assertEqual(first, second)
        self.assertEqual(first.customer_note.count("two"), 1)
        self.assertEqual(len(first.inquiry_ids), 2)

    def test_request_that_is_begun_or_old_takes_nothing_in(self):
        first = self._request()
        first.stage_id = self.stages["in_work"]
        second = self._request()
        self.assertNotEqual(first, second)
        second.request_date = fields.Datetime.now() - timedelta(minutes=31)
        third = self._request()
        self.assertNotEqual(second, third)
        self.env.company.request_merge_minutes = 0
        self.assertNotEqual(third, self._request())

    def test_request_is_confirmed_by_no_way(self):
        order = self._request()
        for confirm in (
            order.action_confirm,
            lambda: order.write({"stage_id": self.stages["agreed"].id}),
            lambda: self._move(order.with_user(self.director), "ready", user=self.director),
            lambda: self._move(order, "agreed", channel="1c", user=self.director),
            lambda: order._move_to_stage(self.stages["done"], "system"),
        ):
            with self.assertRaises(StageRefusal) as caught:
                confirm()
            self.assertEqual(caught.exception.code, "no_goods")
        self.assertEqual((order.state, order.stage_id.code), ("draft", "new"))
        questions = order.get_stage_questions(self.stages["agreed"].id)
        self.assertIn(order.name, questions["refusal"])

    def test_mass_action_leaves_a_request_where_it_is(self):
        order, sold = self._request(), self._make_order()
        order.user_id = self.manager
        action = (order | sold).with_user(self.manager).action_change_many()
        mass = self.env["torg.order.mass"].with_user(self.manager).browse(action["res_id"])
        mass.stage_id = self.stages["agreed"]
        mass.action_run()
        mass._work_on()
        self.assertEqual((order.state, sold.state), ("draft", "sale"))

    def test_empty_order_of_an_ordinary_type_is_refused_too(self):
        order = self.orders.create({"partner_id": self.customer.id})
        with self.assertRaises(StageRefusal):
            order.action_confirm()
        order.order_line = [Command.create({"display_type": "line_note", "name": "Soon"})]
        with self.assertRaises(StageRefusal):
            order.action_confirm()

    def test_request_may_be_worked_on_and_cancelled(self):
        order = self._request()
        self._move(order, "in_work", user=self.director)
        self._move(order, "cancelled", user=self.director, cancel_reason_id=self.reason.id)
        self.assertEqual((order.state, order.request_outcome), ("cancel", "lost"))


@tagged("post_install", "-at_install")
class TestRequestBecomesOrder(RequestCommon):
    def test_first_goods_make_an_order_of_it(self):
        order = self._request()
        number = order.name
        self._add_goods(order)
        self.assertEqual((order.is_request, order.order_type_id), (False, self.retail))
        self.assertEqual(order.request_number, number)
        self.assertNotEqual(order.name, number)
        self.assertTrue(order.request_date and order.converted_date)
        self.assertEqual((order.request_outcome, order.request_conversion), ("converted", 1.0))
        order.warehouse_id = self.near
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_type_is_what_the_customer_or_the_source_says(self):
        wholesale = self.env.ref("torg_sale.torg_order_type_wholesale")
        company = self.env["res.partner"].create({"name": "ООО", "is_company": True, "phone": "+7 495 123-45-67"})
        order = self._request("84951234567")
        self._add_goods(order)
        self.assertEqual((order.partner_id, order.order_type_id), (company, wholesale))
        preorder = self.env.ref("torg_sale.torg_order_type_preorder")
        preorder.source_ids = self.env["utm.source"]._get_request_source("one_click")
        other = self._request(source="one_click")
        self._add_goods(other)
        self.assertEqual(other.order_type_id, preorder)

    def test_note_or_heading_is_no_goods(self):
        order = self._request()
        order.order_line = [Command.create({"display_type": "line_note", "name": "Wants rum"})]
        self.assertTrue(order.is_request)

    def test_type_is_not_changed_by_hand(self):
        order, sold = self._request(), self._make_order()
        with self.assertRaises(StageRefusal):
            order.order_type_id = self.retail
        with self.assertRaises(StageRefusal):
            sold.order_type_id = self.request_type
        goods = [Command.create({"product_id": self.product.id})]
        preorder = self.env.ref("torg_sale.torg_order_type_preorder")
        order.write({"order_type_id": preorder.id, "order_line": goods})
        self.assertEqual(order.order_type_id, preorder)

    def test_request_that_comes_with_goods_is_an_order_at_once(self):
        told = self._watch_events()
        order = self._make_order(order_type_id=self.request_type.id)
        self.assertEqual((order.is_request, order.request_number, order.order_type_id), (False, False, self.retail))
        self.assertEqual(told, [("order.created", order)])

    def test_nobody_outside_hears_of_a_request_and_of_the_order_once(self):
        told = self._watch_events()
        order = self._request()
        order.stage_id = self.stages["in_work"]
        self.assertEqual(told, [])
        self._add_goods(order)
        self._add_goods(order)
        self.assertEqual([code for code, _order in told].count("order.created"), 1)

    def test_letters_wait_for_goods(self):
        self.customer.write({"phone": "+7 916 123-45-67", "email": "buyer@example.com"})
        order = self._request()
        template = self.env["mail.template"].search([("model", "=", "sale.order")], limit=1)
        self.assertFalse(order._may_write(template))
        self._add_goods(order)
        self.assertTrue(order._may_write(template))

    def test_request_counts_as_no_sale(self):
        self.customer.phone = "+7 916 123-45-67"
        order = self._request()
        order.order_line = [Command.create({"display_type": "line_note", "name": "Wants rum"})]
        delivery = self.env["product.product"].create({"name": "Delivery", "type": "service"})
        order.order_line = [Command.create({"product_id": delivery.id, "is_delivery": True, "price_unit": 300})]
        self.assertTrue(order.is_request)
        self.env.flush_all()
        report = self.env["sale.report"].search([("partner_id", "=", self.customer.id)])
        self.assertFalse(report)
        self.assertEqual(self.customer.sale_order_count, 0)
        first = self._make_order()
        self.assertEqual(first.desk_card["badges"][0]["code"], "first")
        self.env.flush_all()
        self.assertTrue(self.env["sale.report"].search([("partner_id", "=", self.customer.id)]))

    def test_conversion_is_counted_by_source(self):
        self._add_goods(self._request())
        self._request("8 916 765-43-21")
        domain = [("source_id.request_code", "=", "callback")]
        rows = self.orders._read_group([*domain, ("request_date", "!=", False)], [], ["request_conversion:avg"])
        self.assertEqual(rows[0][0], 0.5)

    def test_desk_finds_and_shows_a_request(self):
        order = self._request(source="missed_call")
        number, card = order.name, order.desk_card
        self.assertEqual(card["phone"], "+7 916 123-45-67")
        self.assertIn("unverified", [badge["code"] for badge in card["badges"]])
        self.assertIn(order, self.orders.search([("is_request", "=", True)]))
        self._add_goods(order)
        self.assertIn(order, self.orders.search([("desk_search", "ilike", number)]))
        self.assertNotIn(order, self.orders.search([("is_request", "=", True)]))
        order.invalidate_recordset(["desk_card"])
        self.assertNotIn("request", order.desk_card)

    def test_type_of_requests_keeps_its_code_and_stays(self):
        for vals in ({"code": "other"}, {"active": False}):
            with self.assertRaises(UserError):
                self.request_type.write(vals)

    def test_sources_are_made_once(self):
        before = self.env["utm.source"].search_count([("request_code", "!=", False)])
        self.env["utm.source"]._make_request_sources()
        self.assertEqual(self.env["utm.source"].search_count([("request_code", "!=", False)]), before)
