from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon
from odoo.addons.torg_sale.exceptions import StageRefusal


@tagged("post_install", "-at_install")
class TestStageDialog(DeliveryCommon):
    """The stage «In delivery» when a person moves an order there."""

    def setUp(self):
        super().setUp()
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda model: "desk")
        self.delivery = self._make_delivery()
        self.order = self.delivery.order_id

    def _ask_for_courier(self):
        self.stages["in_delivery"].required_field_ids = [
            Command.link(self.env["ir.model.fields"]._get("sale.order", "courier_id").id)
        ]
        self.order.courier_id = False

    def test_stage_as_shipped_asks_nothing_and_hands_the_goods(self):
        answer = self.order.with_user(self.manager).get_stage_questions(self.stages["in_delivery"].id)
        self.assertEqual((answer["refusal"], answer["fields"]), (False, {}))
        self._move(self.order, "in_delivery")
        self.assertEqual((self.delivery.state, self.order.order_line[0].qty_delivered), ("handed", 2))

    def test_without_a_courier_the_order_only_stands_there(self):
        self.order.courier_id = False
        self._move(self.order, "in_delivery")
        self.assertEqual((self.delivery.state, self.order.order_line[0].qty_delivered), ("planned", 0))

    def test_stage_that_asks_for_a_courier_offers_couriers_only(self):
        self._ask_for_courier()
        answer = self.order.with_user(self.manager).get_stage_questions(self.stages["in_delivery"].id)
        self.assertEqual(list(answer["fields"]), ["courier_id"])
        offered = self.env["res.users"].search(answer["fields"]["courier_id"]["domain"])
        self.assertLessEqual({self.courier, self.other_courier}, set(offered))
        self.assertFalse(offered & (self.manager | self.supervisor | self.stranger))

    def test_order_comes_there_with_the_answer_only(self):
        self._ask_for_courier()
        with self.assertRaises(StageRefusal) as caught, self.cr.savepoint():
            self._move(self.order, "in_delivery")
        self.assertEqual(caught.exception.fields, ["courier_id"])
        self._move(self.order, "in_delivery", courier_id=self.other_courier.id)
        self.assertEqual((self.delivery.courier_id, self.delivery.state), (self.other_courier, "handed"))

    def test_what_was_handed_from_the_desk_comes_back_to_where_it_stood(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        self._move(order, "ready")
        self._move(order, "in_delivery")
        self.assertEqual((delivery.state, order.stage_id.code), ("handed", "in_delivery"))
        delivery._refuse(self.not_at_home, again=True, date=self.tomorrow, interval=self.morning)
        self.assertEqual(order.stage_id.code, "ready")

    def test_order_that_was_handed_as_a_quotation_stays_confirmed_when_it_comes_back(self):
        order = self._make_order()
        order._set_delivery(self.carrier, self.today, self.morning, self.courier)
        self._move(order, "in_delivery")
        order.delivery_ids._refuse(self.not_at_home, again=True)
        self.assertEqual(order.state, "sale")
