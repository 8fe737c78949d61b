from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestStageQuestions(OrderCommon):
    def setUp(self):
        super().setUp()
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda model: "desk")

    def _ask(self, orders, code, user=None):
        return orders.with_user(user or self.manager).get_stage_questions(self.stages[code].id)

    def test_free_move_asks_nothing(self):
        answer = self._ask(self._make_order(), "in_work")
        self.assertEqual((answer["refusal"], answer["fields"]), (False, {}))

    def test_cancelling_asks_for_the_reason_and_writes_nothing(self):
        order = self._make_order()
        answer = self._ask(order, "cancelled")
        self.assertEqual(list(answer["fields"]), ["cancel_reason_id"])
        self.assertEqual(answer["fields"]["cancel_reason_id"]["relation"], "torg.cancel.reason")
        self.assertEqual(order.stage_id, self.stages["new"])

    def test_reasons_of_other_ways_are_not_offered(self):
        domain = self._ask(self._make_order(), "cancelled")["fields"]["cancel_reason_id"]["domain"]
        reasons = self.env["torg.cancel.reason"].search(domain)
        self.assertLessEqual(set(reasons.mapped("channel")), {False, "desk"})

    def test_stage_may_ask_for_any_field_of_an_order(self):
        names = ("commitment_date", "client_order_ref", "carrier_id")
        self.stages["agreed"].required_field_ids = self.env["ir.model.fields"].concat(
            *[self.env["ir.model.fields"]._get("sale.order", name) for name in names]
        )
        order = self._make_order(client_order_ref="A-1")
        answer = self._ask(order, "agreed")
        self.assertEqual(set(answer["fields"]), {"commitment_date", "carrier_id"})
        self.assertEqual(answer["fields"]["commitment_date"]["type"], "datetime")

    def test_answers_travel_with_the_stage(self):
        order = self._make_order().with_user(self.manager)
        with self.assertRaises(StageRefusal):
            order.write({"stage_id": self.stages["cancelled"].id})
        order.write({"stage_id": self.stages["cancelled"].id, "cancel_reason_id": self.reason.id})
        self.assertEqual((order.state, order.cancel_reason_id), ("cancel", self.reason))

    def test_matrix_refuses_before_anything_is_asked(self):
        order = self._make_order()
        self._move(order, "done")
        answer = self._ask(order, "cancelled")
        self.assertIn(order.name, answer["refusal"])
        self.assertEqual(answer["fields"], {})
        self.assertFalse(self._ask(order, "cancelled", self.supervisor)["refusal"])

    def test_unpaid_order_is_refused_before_the_write(self):
        self.stages["ready"].payment_requirement = "full"
        self.assertIn("200", self._ask(self._make_order(), "ready")["refusal"])

    def test_shipped_order_is_refused_before_the_write(self):
        order = self._make_order()
        self._move(order, "agreed")
        self._ship(order)
        self.assertIn("return", self._ask(order, "in_work")["refusal"])

    def test_handled_order_of_another_is_refused_by_his_name(self):
        order = self._make_order()
        self._commit()
        order.user_id = self.other_manager
        order.team_id = self.other_team
        self._commit()
        self.assertIn(self.other_manager.name, self._ask(order, "in_work")["refusal"])

    def test_form_offers_the_next_stage_and_the_way_out(self):
        order = self._make_order().with_user(self.manager)
        ways = order.get_stage_ways()
        self.assertEqual(ways["next"]["id"], self.stages["in_work"].id)
        self.assertEqual(ways["cancel"]["id"], self.stages["cancelled"].id)
        self._move(order, "done")
        self.assertEqual(order.get_stage_ways(), {"next": False, "cancel": False})
