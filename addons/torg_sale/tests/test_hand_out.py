from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_base.models.ir_http_channel import IrHttp

from .handout import HandoutCommon


@tagged("post_install", "-at_install")
class TestHandOut(HandoutCommon):
    def test_order_of_nobody_is_handed_out_by_a_job_of_its_transaction(self):
        order = self._send_order()
        self.assertTrue(order.queued_date)
        self._run("_hand_out_queue")
        self.assertIn(order.user_id, self.manager | self.other_manager)
        self.assertEqual(order.team_id, order.user_id.sale_team_id)
        self.assertFalse(order.queued_date)
        self.assertEqual(order.assignment_id.outcome, "waiting")
        self.assertIn(order.user_id.name, order.assignment_reason)

    def test_order_of_a_manager_stays_with_its_author(self):
        self.customer.user_id = self.other_manager
        order = self.env["sale.order"].with_user(self.manager).create({"partner_id": self.customer.id})
        self.assertEqual(order.user_id, self.manager)
        self.assertEqual(order.assignment_id.sudo().kind, "author")
        self.assertFalse(order.queued_date)

    def test_order_of_the_api_waits_even_when_a_managers_key_brings_it(self):
        with patch.object(IrHttp, "_get_channel", lambda self: "api"):
            order = self.env["sale.order"].with_user(self.manager).create({"partner_id": self.customer.id})
        self.assertFalse(order.user_id)
        self.assertTrue(order.queued_date)

    def test_hand_out_switched_off_leaves_core_as_it_is(self):
        self.company.hand_out = False
        self.customer.user_id = self.other_manager
        order = self.env["sale.order"].with_user(self.director).create({"partner_id": self.customer.id})
        self.assertEqual(order.user_id, self.other_manager)
        nobodys = self._send_order()
        self.assertFalse(nobodys._hand_out())
        self.assertFalse(nobodys.user_id)

    def test_customers_own_manager_comes_first(self):
        self._make_order(user=self.other_manager)
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True, "user_id": self.other_manager.id})
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": firm.id, "user_id": False})
        order = self._send_order(partner_id=contact.id)
        order._hand_out()
        self.assertEqual(order.user_id, self.other_manager)
        self.assertEqual(order.assignment_reason, f"{self.other_manager.name}: the customer's own manager")

    def test_own_manager_off_line_is_named_in_the_reason(self):
        self.customer.user_id = self.supervisor
        order = self._send_order()
        order._hand_out()
        self.assertIn(f"{self.supervisor.name}, the customer's own, cannot take it now", order.assignment_reason)

    def test_who_has_fewer_orders_gets_it_and_the_reason_tells_how_many(self):
        self._make_order(user=self.other_manager)
        self._move(self._make_order(), "agreed")
        self._move(self._make_order(), "ready")  # 0.3
        self.mine.cap = 5
        self._make_order(user=self.other_manager)
        order = self._send_order()
        order._hand_out()
        self.assertEqual(order.user_id, self.manager)
        self.assertEqual(order.assignment_reason, f"{self.manager.name}: fewest orders in hand, 1.3 of 5")

    def test_reason_does_not_call_fewest_what_is_fewest_by_share_only(self):
        self.mine.weight = 4
        for user in (self.manager, self.manager, self.other_manager):
            self._make_order(user=user)
        order = self._send_order()
        order._hand_out()
        self.assertEqual(order.assignment_reason, f"{self.manager.name}: fewest orders in hand for his share, 2")

    def test_finished_orders_are_no_load(self):
        for _number in range(3):
            self._move(self._make_order(), "cancelled", cancel_reason_id=self.reason.id)
        self._make_order(user=self.other_manager)
        order = self._send_order()
        order._hand_out()
        self.assertEqual(order.user_id, self.manager)

    def test_orders_of_one_moment_are_spread(self):
        orders = self.env["sale.order"].union(*[self._send_order() for _number in range(6)])
        orders._hand_out()
        self.assertEqual([len(found) for found in orders.grouped("user_id").values()], [3, 3])

    def test_full_hands_take_no_more_and_the_rest_waits(self):
        self.members.cap = 1
        orders = self.env["sale.order"].union(*[self._send_order() for _number in range(3)])
        self.assertEqual(len(orders._hand_out()), 2)
        self.assertEqual(len(orders.filtered("queued_date")), 1)

    def test_finished_order_makes_room_for_one_that_waits(self):
        self.members.cap = 1
        mine, _his = self._make_order(), self._make_order(user=self.other_manager)
        waiting = self._send_order()
        self.assertFalse(waiting._hand_out())
        self.env.cr.flush()
        self.env["queue.job"].search([("method_name", "=", "_hand_out_queue")]).unlink()
        self._move(mine, "cancelled", cancel_reason_id=self.reason.id)
        self._run("_hand_out_queue")
        self.assertEqual(waiting.user_id, self.manager)

    def test_orders_that_nobody_may_take_do_not_keep_others_waiting(self):
        self.members.store_ids = self.near
        stuck = self.env["sale.order"].union(*[self._send_order(store=self.far) for _number in range(3)])
        order = self._send_order()
        with patch("odoo.addons.torg_sale.models.sale_order_hand_out.BATCH", 1):
            self.env["sale.order"]._hand_out_queue()
        self.assertFalse(stuck.user_id)
        self.assertTrue(order.user_id)

    def test_only_the_fitting_ones_are_asked(self):
        korean = self.env["res.lang"].with_context(active_test=False).search([("code", "=", "ko_KR")])
        for name, values in {
            "store": {"store_ids": self.far.ids},
            "type": {"order_type_ids": self.env.ref("torg_sale.torg_order_type_wholesale").ids},
            "language": {"language_ids": korean.ids},
            "share": {"weight": 0},
        }.items():
            with self.subTest(name):
                self.customer.lang = "en_US"
                self.members.write({"store_ids": False, "order_type_ids": False, "language_ids": False, "weight": 1})
                self.mine.write(values)
                order = self._send_order()
                order._hand_out()
                self.assertEqual(order.user_id, self.other_manager)
                self.assertEqual(order.assignment_id.kind, "only")

    def test_type_with_teams_goes_to_their_people(self):
        self.retail.team_ids = self.other_team
        order = self._send_order()
        order._hand_out()
        self.assertEqual(order.user_id, self.other_manager)

    def test_order_of_a_team_stays_in_it(self):
        for _number in range(2):
            order = self._make_order(user=self.env["res.users"], team_id=self.team.id)
            order._hand_out()
            self.assertEqual(order.user_id, self.manager)

    def test_order_of_a_team_that_is_dissolved_goes_to_anybody(self):
        team = self.env["crm.team"].create({"name": "Night shift"})
        order = self._make_order(user=self.env["res.users"], team_id=team.id)
        self.assertFalse(order._hand_out())
        team.active = False
        self.assertTrue(order._hand_out().user_id)

    def test_queue_of_two_companies_goes_on_after_more_than_a_batch(self):
        orders = self._send_order() | self._send_order()
        self.env.cr.flush()
        self.env["queue.job"].search([("method_name", "=", "_hand_out_queue")]).unlink()
        batch = "odoo.addons.torg_sale.models.sale_order_hand_out.BATCH"
        with patch(batch, 1), patch.object(type(orders), "_hand_out", lambda waiting: waiting & orders):
            orders.browse()._hand_out_queue()
        self._run("_hand_out_queue")

    def test_nobody_on_line_leaves_the_order_in_the_queue_until_somebody_comes(self):
        (self.manager | self.other_manager)._set_shift_state("off")
        order = self._send_order()
        self.assertFalse(order._hand_out())
        self.env["queue.job"].search([("method_name", "=", "_hand_out_queue")]).unlink()
        self.manager._set_shift_state("on_line")
        self._run("_hand_out_queue")
        self.assertEqual(order.user_id, self.manager)

    def test_cron_catches_what_lost_jobs_left(self):
        order = self._send_order()
        self.env.cr.flush()
        self.env["queue.job"].search([]).unlink()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.env["sale.order"]._cron_keep_going()
        self.assertTrue(order.user_id)

    def test_journal_tells_of_the_hand_out(self):
        order = self._send_order()
        self._commit()
        order._hand_out()
        self._commit()
        row = order.journal_ids[:1]
        self.assertEqual((row.user_to_id, row.channel), (order.user_id, "system"))

    def test_manager_is_told_on_the_screen_and_gets_no_letter(self):
        order = self._send_order()
        before = self.env["mail.mail"].search_count([])
        with patch.object(type(self.env["res.users"]), "_bus_send") as bus:
            order._hand_out()
            self.env.cr.flush()
        messages = [call.args[1] for call in bus.call_args_list if call.args[0] == "simple_notification"]
        self.assertEqual([message["message"] for message in messages], [order.assignment_reason])
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_decision_takes_as_many_queries_for_twenty_managers_as_for_two(self):
        first = self._send_order()
        first._hand_out()
        two = self._count_handing_out()
        people = [self._create_role_user(f"line_{number}", "manager") for number in range(18)]
        users = self.env["res.users"].union(*people)
        users._set_shift_state("on_line")
        self.env["torg.handout.member"]._ensure(users)
        self._count_handing_out()
        self.assertLessEqual(self._count_handing_out(), two + 3)

    def _count_handing_out(self):
        order = self._send_order()
        self.env.flush_all()
        return self._count_queries(order._hand_out)
