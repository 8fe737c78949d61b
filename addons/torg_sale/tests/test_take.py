from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.handout import HandoutCommon


@tagged("post_install", "-at_install")
class TestTake(HandoutCommon):
    """Orders taken, given and returned by people."""

    def test_whoever_takes_an_order_has_it_and_has_opened_it(self):
        order = self._send_order()
        order.with_user(self.manager).action_take()
        self.assertEqual(order.user_id, self.manager)
        self.assertTrue(order.opened_date)
        self.assertEqual(order.assignment_id.kind, "taken")
        self.assertFalse(order.queued_date)

    def test_second_one_hears_who_was_first(self):
        order = self._send_order()
        order.with_user(self.manager).action_take()
        with self.assertRaises(StageRefusal) as refusal:
            order.with_user(self.other_manager).action_take()
        self.assertIn(f"{self.manager.name} has it", str(refusal.exception))
        self.assertEqual(order.user_id, self.manager)

    def test_taking_ones_own_order_again_changes_nothing(self):
        order = self._send_order()
        order.with_user(self.manager).action_take()
        order.with_user(self.manager).action_take()
        self.assertEqual(len(order.assignment_ids), 1)

    def test_hands_that_are_full_may_still_take(self):
        self.mine.cap = 1
        self._make_order()
        order = self._send_order()
        order.with_user(self.manager).action_take()
        self.assertEqual(order.user_id, self.manager)

    def test_manager_returns_his_order_with_a_reason(self):
        order = self._send_order()
        order.with_user(self.manager).action_take()
        wizard = self.env["torg.order.assign"].with_user(self.manager)
        action = order.with_user(self.manager).action_return_to_queue()
        form = Form(wizard.with_context(**action["context"]))
        form.reason = "I do not speak Kazakh"
        form.save().action_apply()
        self.assertFalse(order.user_id)
        self.assertTrue(order.queued_date)
        self.assertEqual(order.assignment_ids.outcome_reason, "I do not speak Kazakh")
        self.assertEqual(order.assignment_ids.outcome, "returned")

    def test_supervisor_gives_an_order_of_the_team_with_a_reason(self):
        order = self._make_order()
        colleague = self._create_role_user("colleague", "manager")
        self.team.member_ids += colleague
        action = order.with_user(self.supervisor).action_assign()
        form = Form(self.env["torg.order.assign"].with_user(self.supervisor).with_context(**action["context"]))
        form.user_id = colleague
        form.reason = "on leave"
        form.save().action_apply()
        self.assertEqual(order.user_id, colleague)
        self.assertEqual(order.assignment_reason, f"{self.supervisor.name}: on leave")
        self.assertEqual(order.assignment_id.kind, "given")

    def test_supervisor_of_another_team_does_not(self):
        stranger = self._create_role_user("stranger_supervisor", "supervisor")
        self.other_team.user_id = stranger
        order = self._make_order()
        with self.assertRaises(StageRefusal):
            order.with_user(stranger)._assign(self.other_manager, "mine now")
        with self.assertRaises(AccessError):
            order.with_user(stranger).write({"user_id": self.other_manager.id})
        self.assertEqual(order.user_id, self.manager)

    def test_supervisor_gives_nothing_to_people_of_another_team(self):
        with self.assertRaises(StageRefusal):
            self._make_order().with_user(self.supervisor)._assign(self.other_manager, "there")

    def test_manager_gives_orders_to_nobody_else(self):
        for order in (self._make_order(), self._send_order()):
            with self.subTest(order=order.user_id.name), self.assertRaises(StageRefusal):
                order.with_user(self.manager).write({"user_id": self.other_manager.id})
            with self.assertRaises(StageRefusal):
                order.with_user(self.manager)._assign(self.other_manager, "because")

    def test_manager_does_not_return_the_order_of_another(self):
        order = self._make_order(user=self.other_manager)
        with self.assertRaises(StageRefusal):
            order.with_user(self.manager)._return_to_queue("no")
        with self.assertRaises(AccessError):
            order.with_user(self.manager).write({"user_id": self.manager.id})

    def test_director_gives_any_order_and_it_is_kept_why(self):
        order = self._make_order()
        order.with_user(self.director).write({"user_id": self.other_manager.id})
        self.assertEqual(order.assignment_reason, f"{self.director.name} gave the order to {self.other_manager.name}")
        self.assertEqual(order.assignment_ids.mapped("kind"), ["given", "given"])

    def test_writing_the_manager_takes_and_returns_as_the_buttons_do(self):
        order = self._send_order()
        order.with_user(self.manager).write({"user_id": self.manager.id})
        self.assertEqual(order.assignment_id.kind, "taken")
        order.with_user(self.manager).write({"user_id": False})
        self.assertTrue(order.queued_date)
        self.assertEqual(order.assignment_ids.outcome, "returned")

    def test_traces_are_not_written_by_hand(self):
        order = self._make_order().with_user(self.manager)
        for name in ("assignment_id", "opened_date", "open_until", "queued_date", "queue_hops"):
            with self.subTest(name), self.assertRaises(StageRefusal):
                order.write({name: False})

    def test_finished_order_is_in_no_queue(self):
        order = self._make_order()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        order.user_id = False
        self.assertFalse(order.queued_date)
        self.assertFalse(order._hand_out())

    def test_settings_of_managers_belong_to_their_supervisor(self):
        self.mine.with_user(self.supervisor).cap = 7
        with self.assertRaises(AccessError):
            self.his.with_user(self.supervisor).cap = 7
        with self.assertRaises(AccessError):
            self.mine.with_user(self.manager).cap = 7
        self.his.with_user(self.director).cap = 7
        self.assertEqual(self.members.mapped("cap"), [7, 7])
        with self.assertRaises(AccessError):
            self.env["torg.handout.member"].with_user(self.stranger).search([])

    def test_list_of_managers_is_complete_when_it_is_opened(self):
        self.members.unlink()
        self.env["torg.handout.member"].with_user(self.supervisor).action_open()
        seen = self.env["torg.handout.member"].with_user(self.supervisor).search([])
        self.assertIn(self.manager, seen.user_id)
        self.assertNotIn(self.other_manager, seen.user_id)

    def test_reasons_are_read_by_whoever_sees_the_order_and_written_by_nobody(self):
        order = self._make_order()
        self.assertTrue(order.assignment_id.with_user(self.manager).reason)
        self.assertTrue(order.assignment_id.with_user(self.supervisor).reason)
        with self.assertRaises(AccessError):
            order.assignment_id.with_user(self.other_manager).read(["reason"])
        with self.assertRaises(AccessError):
            order.assignment_id.with_user(self.director).reason = "Because"
        with self.assertRaises(AccessError):
            self.env["torg.order.assignment"].with_user(self.stranger).search([])

    def test_report_of_time_is_the_supervisors_for_the_team(self):
        order = self._make_order()
        self._commit()
        self._move(order, "agreed")
        self._commit()
        stays = self.env["torg.stage.time"]
        domain = [("order_id", "=", order.id)]
        self.assertEqual(len(stays.with_user(self.supervisor).search(domain)), 1)
        order.team_id = self.other_team
        self._commit()
        self.assertFalse(stays.with_user(self.supervisor).search(domain))
        self.assertEqual(len(stays.with_user(self.director).search(domain)), 1)
        with self.assertRaises(AccessError):
            stays.with_user(self.manager).search(domain)
