import random

from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestRawWrite(OrderCommon):
    """Nothing but the verb moves an order, whichever way the write comes."""

    def test_writing_the_stage_is_the_verb(self):
        order = self._make_order()
        order.with_user(self.manager).write({"stage_id": self.stages["agreed"].id})
        self.assertEqual(order.state, "sale")

    def test_answers_come_with_the_stage(self):
        order = self._make_order()
        order.write({"stage_id": self.stages["cancelled"].id, "cancel_reason_id": self.reason.id})
        self.assertEqual((order.state, order.cancel_reason_id), ("cancel", self.reason))

    def test_raw_state_is_refused(self):
        order = self._make_order()
        for state in ("sale", "cancel"):
            with self.assertRaises(StageRefusal), self.cr.savepoint():
                order.with_user(self.manager).write({"state": state})
        self.assertEqual(order.state, "draft")

    def test_order_is_not_born_confirmed(self):
        with self.assertRaises(StageRefusal):
            self._make_order(state="sale")

    def test_order_born_in_another_stage_goes_there_by_the_verb(self):
        order = self._make_order(stage_id=self.stages["agreed"].id)
        self.assertEqual(order.state, "sale")
        self.assertEqual(self._free(self.product), 8)

    def test_raw_store_of_a_confirmed_order_is_refused(self):
        order = self._make_order()
        order.warehouse_id = self.far
        self._move(order, "agreed")
        with self.assertRaises(StageRefusal):
            order.warehouse_id = self.near

    def test_time_in_stage_is_not_written_by_hand(self):
        with self.assertRaises(StageRefusal):
            self._make_order().write({"stage_date": "2020-01-01 00:00:00"})

    def test_time_in_stage_is_not_given_at_birth(self):
        order = self._make_order(stage_date="2020-01-01 00:00:00")
        self.assertGreater(order.stage_date.year, 2020)

    def test_context_opens_nothing(self):
        order = self._make_order()
        with self.assertRaises(StageRefusal):
            order.with_context(moving=True, channel="system", **{"torg_sale.moving": [order.id]}).write(
                {"state": "sale"}
            )

    def test_core_buttons_take_the_same_way(self):
        order = self._make_order()
        order.action_confirm()
        self.assertEqual(order.stage_id, self.stages["agreed"])
        order._action_cancel()
        self.assertEqual(order.stage_id, self.stages["cancelled"])
        order.action_draft()
        self.assertEqual((order.state, order.stage_id), ("draft", self.stages["new"]))

    def test_sent_quotation_keeps_its_stage(self):
        order = self._make_order()
        order.with_context(mark_so_as_sent=True).message_post(body="Quotation")
        self.assertEqual((order.state, order.stage_id), ("sent", self.stages["new"]))
        self._move(order, "agreed")
        self.assertEqual(order.state, "sale")

    def test_attempts_through_the_orm_leave_no_illegal_order(self):
        """State, stage, store and time, written at random by people of every role: the order is always consistent."""
        dice = random.Random(7)
        orders = [self._make_order(quantity=1) for _ in range(5)]
        people = [self.manager, self.supervisor, self.director]
        for _ in range(300):
            order = dice.choice(orders).with_user(dice.choice(people))
            was_final, source = order.stage_id.is_final, order.stage_id
            vals = dice.choice(
                [
                    {"stage_id": dice.choice(list(self.stages.values())).id},
                    {"state": dice.choice(["draft", "sent", "sale", "cancel"])},
                    {"warehouse_id": dice.choice(self.stores).id},
                ]
            )
            try:
                with self.cr.savepoint():
                    order.write(vals)
            except StageRefusal:
                pass
            self.assertTrue(order.stage_id._stands_for(order.state), f"{order.state} in {order.stage_id.name}")
            if was_final and source != order.stage_id:
                self.assertEqual(order.env["ir.http"]._get_channel(), "system")
