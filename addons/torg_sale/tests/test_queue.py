from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .handout import HandoutCommon


@tagged("post_install", "-at_install")
class TestQueue(HandoutCommon):
    """Orders that come back: what nobody opens, what somebody leaves behind, and where it ends."""

    def test_manager_who_leaves_gives_back_what_is_not_opened(self):
        self.other_manager._set_shift_state("off")
        first, second = self._send_order(), self._send_order()
        (first | second)._hand_out()
        self.env["sale.order"].with_user(self.manager).mark_opened(first.ids)
        self.other_manager._set_shift_state("on_line")
        self.manager._set_shift_state("break")
        self._run("_return_left")
        self.assertEqual(first.user_id, self.manager)
        self.assertFalse(second.user_id)
        self.assertEqual(second.assignment_ids[-1:].outcome, "left")
        self._run("_hand_out_queue")
        self.assertEqual(second.user_id, self.other_manager)

    def test_order_not_opened_in_time_goes_to_another(self):
        with freeze_time("2026-11-06 09:00:00"):
            order = self._send_order()
            order._hand_out()
            first = order.user_id
            self.assertEqual(order.open_until, datetime(2026, 11, 6, 9, 5))
        with freeze_time("2026-11-06 09:04:59"):
            self.env["sale.order"]._return_unopened()
            self.assertEqual(order.user_id, first)
        with freeze_time("2026-11-06 09:05:00"):
            self._run("_return_unopened")
            self.assertFalse(order.user_id)
            self._run("_hand_out_queue")
        self.assertEqual(order.user_id, (self.manager | self.other_manager) - first)
        self.assertEqual(order.assignment_ids.sorted("id").mapped("outcome"), ["unopened", "waiting"])

    def test_minutes_to_open_are_those_of_the_store(self):
        self.near.opening_hours = self.env["resource.calendar"].create({"name": "Office", "tz": "Europe/Moscow"})
        with freeze_time("2026-11-06 20:00:00"):  # Friday, 23:00: until Monday 8:05 by core's usual week
            order = self._send_order()
            order._hand_out()
        self.assertEqual(order.open_until, datetime(2026, 11, 9, 5, 5))

    def test_opened_order_stays(self):
        order = self._send_order()
        order._hand_out()
        stranger = (self.manager | self.other_manager) - order.user_id
        self.assertEqual(self.env["sale.order"].with_user(stranger).mark_opened(order.ids), 0)
        self.assertFalse(order.opened_date)
        self.assertEqual(self.env["sale.order"].with_user(order.user_id).mark_opened(order.ids), 1)
        self.assertTrue(order.opened_date)
        self.assertFalse(order.open_until)
        self.assertEqual(order.assignment_id.outcome, "opened")

    def test_what_is_kept_for_all_is_in_the_language_of_the_company(self):
        order = self._send_order()
        with freeze_time("2026-11-06 09:00:00"):
            order._hand_out()
        with freeze_time("2026-11-06 09:05:00"):
            self.env["sale.order"].with_context(lang="ru_RU")._return_unopened()
        self.assertEqual(order.assignment_ids.outcome_reason, "not opened in time")

    def test_who_moves_his_order_has_opened_it(self):
        order = self._send_order()
        order._hand_out()
        self._move(order, "in_work", user=order.user_id)
        self.assertEqual(order.assignment_id.outcome, "opened")
        self.assertFalse(order.open_until)

    def test_order_moved_by_another_is_not_opened(self):
        order = self._send_order()
        order._hand_out()
        order._move_to_stage(self.stages["in_work"], "system")
        self.assertEqual(order.assignment_id.outcome, "waiting")

    def test_third_return_goes_to_the_supervisor(self):
        (self.team | self.other_team).user_id = self.supervisor
        order = self._send_order()
        for hop in (1, 2):
            order._hand_out()
            order._return_to_queue("not opened", "left")
            self.assertEqual((order.queue_hops, order.user_id.id), (hop, False))
        order._hand_out()
        order._return_to_queue("not opened", "left")
        self.assertEqual(order.user_id, self.supervisor)
        self.assertEqual(order.assignment_id.kind, "supervisor")
        self.assertFalse(order.open_until)

    def test_supervisor_who_has_left_the_company_gets_nothing(self):
        gone = self._create_role_user("gone", "supervisor")
        self.team.user_id, self.other_team.user_id = gone, self.supervisor
        gone.active = False
        order = self._send_order()
        order.queue_hops = 2
        order._give(self.manager, "own", "the customer's own manager")
        order._return_to_queue("not opened", "unopened")
        self.assertFalse(order.user_id)
        self.assertTrue(order.queued_date)

    def test_order_returns_to_the_team_it_came_with(self):
        order = self._send_order()
        order._hand_out()
        self.assertTrue(order.team_id)
        order._return_to_queue("left the line", "left")
        self.assertFalse(order.team_id)

    def test_cancelled_order_does_not_come_back_to_the_queue(self):
        order = self._send_order()
        self._run("_hand_out_queue")
        manager = order.user_id
        self._move(
            order, "cancelled", channel="api", user=self.env.ref("base.user_root"), cancel_reason_id=self.reason.id
        )
        with freeze_time(order.assignment_id.date + timedelta(hours=1)):
            self.env["sale.order"]._return_unopened()
        self.assertEqual((order.user_id, order.queue_hops), (manager, 0))
