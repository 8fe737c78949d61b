from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal
from odoo.addons.torg_delivery.tests.common import DeliveryCommon
from odoo.addons.torg_sale.exceptions import StageRefusal


@tagged("post_install", "-at_install")
class TestLife(DeliveryCommon):
    """Two pieces at 100 and 50 for bringing them, unless a test says otherwise."""

    def test_confirmed_order_comes_to_the_board_once(self):
        delivery = self._make_delivery()
        self.assertEqual((delivery.state, delivery.courier_id, delivery.date), ("planned", self.courier, self.today))
        self.assertEqual((delivery.amount_to_take, delivery.cost, delivery.zone_id), (250, 50, self.zone))
        self.assertEqual(delivery.address, "Saint Petersburg, Nevsky 1")
        self._move(delivery.order_id, "collecting")
        self.assertEqual(delivery.order_id.delivery_ids, delivery)

    def test_order_of_another_carrier_does_not(self):
        order = self._make_order()
        order._set_delivery(self._create_carrier("Post", "torg_table", {"price": 10}))
        self._move(order, "agreed")
        self.assertFalse(order.delivery_ids)

    def test_handed_goods_leave_the_store_and_are_not_received(self):
        free = self._free(self.product)
        delivery = self._make_handed()
        order = delivery.order_id
        self.assertEqual((delivery.state, order.stage_id.code), ("handed", "in_delivery"))
        self.assertEqual((order.order_line[0].qty_delivered, self._free(self.product)), (2, free - 2))
        self.assertEqual((delivery.line_ids.quantity, delivery.line_ids.name), (2, "Rum"))
        self.assertFalse(order._is_received())
        order._register_payment(250, "site", "s-1")
        self.assertEqual((order.stage_id.code, delivery.amount_to_take), ("in_delivery", 0))

    def test_handed_twice_left_once(self):
        delivery = self._make_handed()
        delivery._hand()
        self.assertEqual((len(delivery.order_id.shipment_ids), len(delivery.line_ids)), (1, 1))

    def test_nobody_and_nothing_is_refused(self):
        delivery = self._make_delivery()
        delivery.courier_id = False
        with self.assertRaises(DeliveryRefusal) as caught:
            delivery._hand()
        self.assertEqual(caught.exception.code, "no_courier")
        delivery.courier_id = self.courier
        delivery.order_id._get_open_pickings().do_unreserve()
        with self.assertRaises(StageRefusal), self.cr.savepoint():
            delivery._hand()
        delivery.invalidate_recordset()
        self.assertEqual(delivery.state, "planned")

    def test_delivered_and_paid_completes_the_order(self):
        delivery = self._make_handed()
        delivery._set_off()
        self.assertEqual(delivery.state, "on_way")
        delivery._deliver(250, "card")
        order = delivery.order_id
        self.assertEqual((delivery.state, delivery.amount_taken, delivery.amount_to_take), ("delivered", 250, 250))
        self.assertEqual((order.stage_id.code, order.payment_status), ("done", "paid"))
        self.assertEqual((order.payment_ids.method, order.payment_ids.source), ("card", "desk"))

    def test_delivered_twice_paid_once(self):
        delivery = self._make_handed()
        delivery._deliver(250)
        delivery._deliver(250)
        self.assertEqual(delivery.order_id.paid_amount, 250)

    def test_order_paid_in_advance_completes_when_delivered(self):
        delivery = self._make_delivery()
        delivery.order_id._register_payment(250, "site", "s-2")
        delivery._hand()
        self.assertEqual(delivery.order_id.stage_id.code, "in_delivery")
        delivery._deliver()
        self.assertEqual((delivery.amount_taken, delivery.order_id.stage_id.code), (0, "done"))

    def test_less_money_leaves_a_debt_and_more_is_refused(self):
        delivery = self._make_handed()
        with self.assertRaises(DeliveryRefusal) as caught:
            delivery._deliver(251)
        self.assertEqual(caught.exception.code, "bad_sum")
        delivery._deliver(200)
        order = delivery.order_id
        self.assertEqual((order._get_amount_due(), order.stage_id.code), (50, "in_delivery"))
        order._register_payment(50, "till", "t-9")
        self.assertEqual(order.stage_id.code, "done")

    def test_part_that_is_not_taken_comes_back_and_the_rest_is_paid(self):
        free = self._free(self.product)
        delivery = self._make_handed(3)
        line = delivery.line_ids
        self.assertEqual(delivery._get_sum_without({line: 1}), 250)
        delivery._deliver(None, "cash", {line: 1}, self.refused, "one is broken")
        order = delivery.order_id
        self.assertEqual((delivery.amount_taken, line.refused_qty, line.refused_amount), (250, 1, 100))
        self.assertEqual((order.stage_id.code, order.order_line[0].qty_delivered), ("done", 2))
        self.assertEqual(self._free(self.product), free - 2)
        self.assertEqual(order.return_ids.reason_id, self.refused)

    def test_one_of_two_goods_is_not_taken(self):
        gin = self._create_product("Gin")
        self._put(self.near, gin, 5)
        delivery = self._make_delivery()
        order = delivery.order_id
        order.order_line = [
            Command.create({"product_id": gin.id, "product_uom_qty": 1, "price_unit": 70, "tax_ids": []})
        ]
        delivery._hand()
        line = delivery.line_ids.filtered(lambda row: row.product_id == gin)
        delivery._deliver(250, refused={line: 1}, reason=self.refused)
        self.assertEqual((order.stage_id.code, order.returned_amount, self._free(gin)), ("done", 70, 5))

    def test_what_nobody_takes_is_no_delivery(self):
        delivery = self._make_handed()
        with self.assertRaises(DeliveryRefusal) as caught:
            delivery._deliver(0, refused={delivery.line_ids: 2}, reason=self.refused)
        self.assertEqual(caught.exception.code, "nothing_taken")
        with self.assertRaises(DeliveryRefusal):
            delivery._deliver(0, refused={delivery.line_ids: 3}, reason=self.refused)

    def test_refused_goods_are_brought_again_another_day(self):
        free = self._free(self.product)
        delivery = self._make_handed()
        order = delivery.order_id
        delivery._refuse(self.not_at_home, again=True, date=self.tomorrow, interval=self.evening)
        self.assertEqual((delivery.state, delivery.again, order.stage_id.code), ("refused", True, "agreed"))
        new = order.delivery_ids - delivery
        self.assertEqual(
            (new.state, new.date, new.interval_id, new.attempt), ("planned", self.tomorrow, self.evening, 2)
        )
        self.assertFalse(new.courier_id)
        self.assertEqual((self._free(self.product), order.order_line[0].qty_delivered), (free - 2, 0))
        new.courier_id = self.other_courier
        new._hand()
        new._deliver(250)
        self.assertEqual((order.stage_id.code, order.paid_amount, order.returned_amount), ("done", 250, 0))

    def test_refused_for_good_cancels_the_order_and_money_is_to_be_given_back(self):
        free = self._free(self.product)
        delivery = self._make_delivery()
        order = delivery.order_id
        order._register_payment(250, "site", "s-3")
        delivery._hand()
        delivery._refuse(self.refused)
        self.assertEqual((order.state, order._get_amount_due()), ("cancel", -250))
        self.assertEqual(order.cancel_reason_id, self.env.ref("torg_delivery.torg_cancel_reason_refused"))
        self.assertEqual(self._free(self.product), free)
        badges = order._get_card_badges()[order.id]
        self.assertIn("give_back", [badge["code"] for badge in badges])
        delivery._refuse(self.refused)
        self.assertEqual(len(order.return_ids), 1)

    def test_what_came_back_by_another_way_meanwhile_does_not_hold_the_courier_up(self):
        delivery = self._make_handed(3)
        order = delivery.order_id
        order._register_return({order.order_line[0]: 1}, "1c", "V-9")
        delivery._refuse(self.refused)
        self.assertEqual((delivery.state, order.state, order.order_line[0].returned_qty), ("refused", "cancel", 3))

    def test_cancelled_order_is_not_brought(self):
        delivery = self._make_delivery()
        self._move(delivery.order_id, "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual(delivery.state, "cancelled")

    def test_another_carrier_takes_the_attempt_off_the_board_and_back(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        order.carrier_id = self._create_carrier("Post", "torg_table", {"price": 10})
        self.assertEqual(delivery.state, "cancelled")
        order.carrier_id = self.carrier
        self.assertEqual(sorted(order.delivery_ids.mapped("state")), ["cancelled", "planned"])

    def test_plan_of_the_order_and_of_its_attempt_are_one(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        delivery.with_user(self.supervisor).courier_id = self.other_courier
        self.assertEqual(order.courier_id, self.other_courier)
        order.write({"delivery_date": self.tomorrow, "delivery_interval_id": self.evening.id})
        self.assertEqual((delivery.date, delivery.interval_id), (self.tomorrow, self.evening))
        delivery._hand()
        with self.assertRaises(DeliveryRefusal):
            delivery.courier_id = self.courier

    def test_goods_that_1c_has_shipped_are_handed_without_a_second_shipment(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        order._register_shipment({order.order_line[0]: 2}, "1c", "R-7")
        self.assertEqual((order.stage_id.code, order._is_received()), ("agreed", False))
        delivery._hand()
        self.assertEqual((delivery.line_ids.quantity, len(order.shipment_ids)), (2, 1))
        delivery._deliver()
        self.assertEqual(order.stage_id.code, "done")

    def test_what_was_not_put_aside_is_brought_next_time(self):
        delivery = self._make_delivery(4)
        order = delivery.order_id
        order._get_open_pickings().move_ids.write({"quantity": 3, "picked": True})
        delivery._hand()
        self.assertEqual(delivery.line_ids.quantity, 3)
        delivery._deliver(350)
        rest = order.delivery_ids - delivery
        self.assertEqual((rest.state, rest.amount_to_take), ("planned", 100))
        rest.courier_id = self.courier
        order._get_open_pickings().action_assign()
        rest._hand()
        rest._deliver()
        self.assertEqual((order.stage_id.code, order.paid_amount), ("done", 450))

    def test_attempt_that_is_dropped_completes_what_the_customer_has(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        self._ship(order)
        order._register_payment(250, "till", "t-3")
        self.assertEqual(order.stage_id.code, "agreed")
        delivery.with_user(self.manager).action_cancel_plan()
        self.assertEqual((delivery.state, order.stage_id.code), ("cancelled", "done"))

    def test_states_are_not_written_by_hand(self):
        delivery = self._make_delivery()
        with self.assertRaises(AccessError):
            delivery.with_user(self.supervisor).state = "delivered"

    def test_dispatcher_tells_a_result_for_the_courier(self):
        delivery = self._make_delivery().with_user(self.manager)
        delivery.action_hand()
        result = self.env["torg.delivery.result"].with_user(self.manager).browse(delivery.action_close()["res_id"])
        self.assertEqual(result.amount, 250)
        result.line_ids.refused_qty = 1
        self.assertEqual(result.amount, 150)
        result.reason_id = self.refused
        result.action_apply()
        self.assertEqual((delivery.state, delivery.order_id.stage_id.code), ("delivered", "done"))

    def test_board_opens_the_column_of_nobody_and_shows_every_courier(self):
        delivery = self._make_delivery()
        delivery.courier_id = False
        board = self.env["torg.delivery"].with_user(self.supervisor).with_context(read_group_expand=True)
        answer = board.web_read_group(
            [("id", "=", delivery.id)], ["courier_id"], [], auto_unfold=True, unfold_read_specification={"state": {}}
        )
        columns = {group["courier_id"] and group["courier_id"][0]: group for group in answer["groups"]}
        self.assertEqual([row["id"] for row in columns[False]["__records"]], delivery.ids)
        self.assertLessEqual({self.courier.id, self.other_courier.id}, set(columns))
