from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestClaims(OrderCommon):
    """An order of four pieces at 100, paid; ten are in the store."""

    def setUp(self):
        super().setUp()
        self.order = self._make_order(quantity=4)
        self._move(self.order, "agreed")
        self.order._register_payment(400, "site", "p-1", method="card")
        self.mine = self.order.with_user(self.manager)

    def _badges(self):
        return {badge["code"]: badge["text"] for badge in self.mine._get_card_badges()[self.order.id]}

    def _make_return(self, quantity, **vals):
        with Form(self.mine.env["torg.order.return.make"].with_context(default_order_id=self.order.id)) as form:
            with form.line_ids.edit(0) as line:
                line.quantity = quantity
            form.reason_id = self.env.ref("torg_sale.torg_return_reason_defect")
            for name, value in vals.items():
                form[name] = value
        return form.record

    # === CANCELLING === #

    def test_manager_cancels_from_the_board_with_a_reason(self):
        questions = self.mine.get_stage_questions(self.stages["cancelled"].id)
        self.assertEqual((questions["refusal"], set(questions["fields"])), (False, {"cancel_reason_id"}))
        self.mine.write({"stage_id": self.stages["cancelled"].id, "cancel_reason_id": self.reason.id})
        self.assertEqual((self.order.state, self._free(self.product)), ("cancel", 10))

    def test_cancelling_without_a_reason_is_refused(self):
        with self.assertRaises(StageRefusal):
            self._move(self.order, "cancelled")

    def test_form_offers_to_cancel(self):
        self.assertEqual(self.mine.get_stage_ways()["cancel"]["id"], self.stages["cancelled"].id)

    def test_manager_cancels_many_with_one_reason(self):
        other = self._make_order()
        self._move(other, "agreed")
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: "desk")
        orders = (self.order | other).with_user(self.manager)
        mass = orders.env[orders.action_change_many()["res_model"]].search([], limit=1)
        mass.write({"stage_id": self.stages["cancelled"].id, "cancel_reason_id": self.reason.id})
        mass.action_run()
        mass._work_on()
        self.assertEqual(set(orders.mapped("state")), {"cancel"})
        self.assertEqual(orders.cancel_reason_id, self.reason)
        self.assertEqual(self._free(self.product), 10)

    def test_cancelled_order_shows_the_money_to_give_back_until_it_is_given(self):
        self._move(self.order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertIn("400", self._badges()["give_back"])
        found = self.env["sale.order"].search([("payment_status", "=", "overpaid"), ("id", "=", self.order.id)])
        self.assertEqual(found, self.order)
        refund = Form(self.mine.env["torg.order.refund"].with_context(default_order_id=self.order.id))
        self.assertEqual((refund.owed, refund.amount, refund.method), (400, 400, "card"))
        refund.amount = 150
        refund.save().action_apply()
        self.assertIn("250", self._badges()["give_back"])
        self.mine._give_back(250)
        self.assertNotIn("give_back", self._badges())
        self.assertEqual(self.order.paid_amount, 0)

    def test_more_than_is_owed_is_not_given_back(self):
        for amount in (0.01, 0, -5):
            with self.assertRaises(StageRefusal):
                self.mine._give_back(amount)
        self._move(self.order, "cancelled", cancel_reason_id=self.reason.id)
        with self.assertRaises(StageRefusal) as caught:
            self.mine._give_back(400.01)
        self.assertEqual(caught.exception.code, "not_owed")

    # === RETURNS === #

    def test_part_comes_back_with_its_money(self):
        self._ship(self.order)
        self._commit()
        wizard = self._make_return(1)
        self.assertEqual((wizard.amount, wizard.owed, wizard.method), (100, 100, "card"))
        wizard.action_apply()
        self.assertEqual((self._free(self.product), self.order.returned_amount), (7, 100))
        self.assertEqual((self.order.paid_amount, self.order.payment_status), (300, "paid"))
        back = self.order.return_ids
        self.assertEqual((back.goods, back.reason_id.code), ("Rum × 1", "defect"))
        self._commit()
        self.assertIn("Returned: 0.00 → 100.00", self.order.journal_ids[0].text)

    def test_return_pressed_twice_comes_back_once(self):
        self._ship(self.order)
        wizard = self._make_return(1)
        wizard.action_apply()
        wizard.action_apply()
        self.assertEqual((self.order.returned_amount, self.order.paid_amount), (100, 300))

    def test_sum_on_the_screen_is_the_sum_of_the_return(self):
        self.order.order_line.price_unit = 33.335
        self._ship(self.order)
        for _number in range(4):
            wizard = self._make_return(1, pay_now=False)
            shown = wizard.amount
            wizard.action_apply()
            self.assertEqual(shown, self.order.return_ids[0].amount)
        self.assertEqual(sum(self.order.return_ids.mapped("amount")), self.order.amount_total)

    def test_unpaid_goods_come_back_without_money(self):
        order = self._make_order(quantity=1)
        self._move(order, "agreed")
        self._ship(order)
        self.order = order
        self.mine = order.with_user(self.manager)
        wizard = self._make_return(1)
        self.assertEqual((wizard.amount, wizard.owed), (100, 0))
        wizard.action_apply()
        self.assertFalse(order.payment_ids)

    def test_everything_comes_back_to_another_store(self):
        self._ship(self.order)
        wizard = self._make_return(0, store_id=self.far)
        wizard.action_all()
        wizard.action_apply()
        self.assertEqual(self.order._get_delivery_status(), "returned")
        self.assertEqual((self._free(self.product, self.far), self.order.paid_amount), (8, 0))

    def test_return_of_nothing_is_refused(self):
        self._ship(self.order)
        with self.assertRaises(UserError):
            self._make_return(0).action_apply()

    def test_quantity_is_not_more_than_the_customer_has(self):
        self._ship(self.order)
        self.assertEqual(self._make_return(9).line_ids.quantity, 4)

    def test_outside_systems_hear_what_came_back(self):
        self._ship(self.order)
        self._make_return(1).action_apply()
        body = self.order._prepare_event_bodies()[self.order.id]
        self.assertEqual((body["returned"], body["lines"][0]["returned"]), (100, 1))

    # === RIGHTS === #

    def test_foreign_orders_are_left_alone(self):
        self._ship(self.order)
        wizard = self._make_return(1)
        for person in (self.other_manager, self.store_staff, self.stranger):
            with self.assertRaises(AccessError):
                self.order.with_user(person).action_return_goods()
            with self.assertRaises(AccessError):
                wizard.with_user(person).action_apply()
            refund = self.env["torg.order.refund"].sudo().create({"order_id": self.order.id, "method": "cash"})
            with self.assertRaises(AccessError):
                refund.with_user(person).action_apply()

    def test_returns_are_read_with_their_order(self):
        self._ship(self.order)
        self._make_return(1).action_apply()
        back = self.order.return_ids
        for person in (self.manager, self.supervisor, self.director):
            self.assertTrue((back.with_user(person)).has_access("read"))
            self.assertFalse((back.with_user(person)).has_access("write"))
        for person in (self.other_manager, self.store_staff, self.stranger):
            self.assertFalse((back.with_user(person)).has_access("read"))

    def test_only_directors_arrange_reasons(self):
        reason = self.env.ref("torg_sale.torg_return_reason_defect")
        self.assertTrue(reason.with_user(self.director).has_access("write"))
        for person in (self.manager, self.supervisor):
            self.assertFalse(reason.with_user(person).has_access("write"))
