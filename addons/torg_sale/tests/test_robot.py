from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.robot import RobotCommon


@tagged("post_install", "-at_install")
class TestRobot(RobotCommon):
    def test_order_of_the_site_goes_on_by_itself_and_says_which_rule_it_was(self):
        order = self._send_order()
        self._run()
        self.assertEqual(order.stage_id, self.stages["in_work"])
        self.assertEqual((order.robot_rule_id, bool(order.robot_date)), (self.rule, True))
        self.assertIn("Robot: rule “Small orders”", order.message_ids[0].body)
        self._commit()
        self.assertEqual(order.journal_ids[0].channel, "system")

    def test_nothing_happens_while_the_robot_or_the_rule_is_off(self):
        self.company.robot_enabled = False
        self.assertFalse(self._send_order().robot_due_date)
        self.company.robot_enabled = True
        self.rule.active = False
        order = self._send_order()
        self._run()
        self.assertEqual(order.stage_id, self.stages["new"])

    def test_robot_that_was_switched_off_leaves_what_waits_for_it(self):
        order = self._send_order()
        self.company.robot_enabled = False
        self._run()
        self.assertEqual((order.stage_id, order.robot_due_date), (self.stages["new"], False))

    def test_order_that_is_left_says_why(self):
        order = self._send_order(customer_note="Call me first")
        self._run()
        self.assertEqual(order.stage_id, self.stages["new"])
        self.assertEqual(order.robot_note, "“Small orders”: the customer has left a comment.")
        self.assertFalse(order.robot_due_date)

    def test_orders_typed_by_people_wait_for_people_unless_the_rule_takes_them(self):
        order = self._send_order("desk")
        self._run()
        self.assertEqual(order.stage_id, self.stages["new"])
        self.rule.takes_typed = True
        order._ask_robot()
        self._run()
        self.assertEqual(order.stage_id, self.stages["in_work"])

    def test_orders_of_1c_phone_and_system_go_on(self):
        orders = [self._send_order(channel) for channel in ("1c", "phone", "system")]
        self._run()
        self.assertEqual({order.stage_id for order in orders}, {self.stages["in_work"]})

    def test_paid_order_is_looked_at_again(self):
        self.rule.money = "paid"
        order = self._send_order()
        self._run()
        self.assertIn("not paid in full", order.robot_note)
        order._register_payment(order.amount_total / 2, "site", "P-1")
        self.assertFalse(order.robot_due_date)
        order._register_payment(order.amount_total / 2, "site", "P-2")
        self._run()
        self.assertEqual((order.stage_id, order.robot_note), (self.stages["in_work"], False))

    def test_pickup_without_money_goes_on_when_the_rule_allows_it(self):
        self.rule.money = "paid_or_pickup"
        product = self.env["product.product"].create({"name": "Pickup", "type": "service"})
        pickup = self.env["delivery.carrier"].create({"name": "Pickup", "product_id": product.id, "is_pickup": True})
        taken, sent = self._send_order(carrier_id=pickup.id), self._send_order()
        self._run()
        self.assertEqual((taken.stage_id, sent.stage_id), (self.stages["in_work"], self.stages["new"]))

    def test_rule_that_waits_moves_the_order_later(self):
        self.rule.minutes = 20
        order = self._send_order()
        self._run()
        self.assertEqual(order.stage_id, self.stages["new"])
        self.assertEqual(order.robot_due_date, order.create_date + timedelta(minutes=20))
        self.env.cr.flush()
        job = self.env["queue.job"].search([("method_name", "=", "_run_robot"), ("eta", "=", order.robot_due_date)])
        self.assertTrue(job)
        self._set_back(order, create_date=1, robot_due_date=1)
        self.env["sale.order"]._run_robot()
        self.assertEqual(order.stage_id, self.stages["in_work"])

    def test_work_of_a_person_goes_first(self):
        opened, changed, watched = self._send_order(), self._send_order(), self._send_order()
        opened.with_user(self.manager).action_take()
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: "desk")
        changed.user_id = self.manager
        changed.with_user(self.manager).order_line.product_uom_qty = 3
        watched.user_id = self.manager
        self._commit()
        changed.sudo().opened_date = False
        watched.with_user(self.manager).touch_presence()
        self._run()
        for order in (opened, changed, watched):
            self.assertEqual(order.stage_id, self.stages["new"])
            self.assertIn("somebody works on the order already", order.robot_note)

    def test_order_given_to_a_manager_who_has_not_opened_it_goes_on(self):
        order = self._send_order()
        order.user_id = self.manager
        self._run()
        self.assertEqual(order.stage_id, self.stages["in_work"])
        self.assertFalse(order.opened_date)

    def test_refusal_of_the_stage_leaves_the_order_with_the_reason(self):
        self.stages["in_work"].required_field_ids = self.env.ref("sale.field_sale_order__client_order_ref")
        order = self._send_order()
        self._run()
        self.assertEqual((order.stage_id, order.robot_date), (self.stages["new"], False))
        self.assertIn("asks for", order.robot_note)

    def test_last_bottles_go_to_the_first_order_and_the_second_waits_for_a_person(self):
        self.near.shortage_policy = "refuse"
        self.rule.stage_to_id = self.stages["agreed"]
        first, second = self._send_order(quantity=6), self._send_order(quantity=6)
        self._run()
        self.assertEqual((first.state, second.state), ("sale", "draft"))
        self.assertTrue(second.robot_note)
        self.assertEqual(self._free(self.product), 4)

    def test_store_that_sells_what_it_lacks_does_not_do_so_by_the_robot(self):
        self.near.shortage_policy = "accept"
        self.rule.stage_to_id = self.stages["agreed"]
        first, second = self._send_order(quantity=6), self._send_order(quantity=6)
        self._run()
        self.assertEqual((first.state, second.state), ("sale", "draft"))
        self.assertIn("the goods have gone to another order", second.robot_note)
        self.assertEqual(self._free(self.product), 4)

    def test_goods_held_for_the_order_are_its_own(self):
        order = self._send_order(quantity=10)
        order._hold_goods(fields.Datetime.now() + timedelta(hours=1))
        self.assertEqual(self._free(self.product), 0)
        self.assertEqual(self._judge(order), (self.rule, []))

    def test_order_goes_on_once(self):
        order = self._send_order()
        self._run()
        order._move_to_stage(self.stages["new"], "desk")
        order._ask_robot()
        self.assertFalse(order.robot_due_date)

    def test_cron_finds_what_a_lost_job_left(self):
        order = self._send_order()
        self.env.cr.flush()
        self.env["queue.job"].search([("method_name", "=", "_run_robot")]).unlink()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **values: 60.0)
        self.env["sale.order"]._cron_keep_going()
        self.assertEqual(order.stage_id, self.stages["in_work"])

    def test_job_gives_way_after_some_seconds_and_goes_on(self):
        first, second = self._send_order(), self._send_order()
        with patch("odoo.addons.torg_sale.models.sale_order_robot.CHUNK", -1):
            self._run()
        self.assertEqual((first.stage_id, second.stage_id), (self.stages["in_work"], self.stages["new"]))
        self._run()
        self.assertEqual((first | second).stage_id, self.stages["in_work"])

    def test_history_that_is_loaded_is_not_looked_at(self):
        order = self._send_order()
        quiet = order.with_context(torg_silent=True).copy()
        self.assertFalse(quiet.robot_due_date)

    def test_card_of_an_order_that_the_robot_moved_says_so(self):
        moved, left = self._send_order(), self._send_order(customer_note="?")
        self._run()
        badges = (moved | left)._get_card_badges()
        self.assertIn({"code": "robot", "text": "Robot", "level": "info"}, badges[moved.id])
        self.assertNotIn("robot", [badge["code"] for badge in badges[left.id]])

    def test_empty_order_is_left(self):
        order = self._send_order(order_line=[Command.clear()])
        self.assertIn("no goods", self._judge(order)[1][0])
