from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.robot import RobotCommon


@tagged("post_install", "-at_install")
class TestRobotTrial(RobotCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.robot_enabled = False
        cls.rule.active = False
        # sql: orders of the base are none of the trial's; core stamps the date of creation
        cls.env.cr.execute("UPDATE sale_order SET create_date = create_date - interval '1 year'")
        cls.env.invalidate_all()

    def _finish(self, order):
        order._move_to_stage(self.stages["agreed"], "system")
        self._ship(order)
        order._register_payment(order.amount_total, "till")
        self._commit()
        self.assertTrue(order.stage_id.is_final)

    def _by_person(self):
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: "desk")

    def _try(self, **values):
        trial = self.env["torg.order.robot.trial"].with_user(self.director).create({"rule_id": self.rule.id, **values})
        trial.action_start()
        return trial

    def test_former_trials_are_opened_from_their_rule(self):
        trial, other = self._try(), self._try(rule_id=self.rule.copy().id)
        action = self.env.ref("torg_sale.torg_order_robot_trial_action")
        arch = self.rule.with_user(self.director).get_view(view_type="form")["arch"]
        self.assertIn(f'name="{action.id}"', arch)
        found = trial.search(safe_eval(action.domain, {"active_id": self.rule.id}))
        self.assertEqual(found & (trial | other), trial)

    def test_completed_as_it_came_is_right(self):
        self._finish(self._send_order())
        trial = self._try()
        self.assertEqual((trial.state, trial.progress), ("done", 100))
        self.assertEqual((trial.came_count, trial.approved_count, trial.right_count, trial.wrong_count), (1, 1, 1, 0))
        self.assertEqual((trial.share, trial.precision), (1, 1))
        self.assertEqual((trial.came_amount, trial.approved_amount), (200, 200))

    def test_order_that_a_person_put_right_would_have_been_wrong_and_is_shown(self):
        order = self._send_order(quantity=2)
        self._by_person()
        order.with_user(self.director).order_line.product_uom_qty = 1
        self._commit()
        self._finish(order)
        trial = self._try()
        self.assertEqual((trial.right_count, trial.wrong_count, trial.precision), (0, 1, 0))
        self.assertEqual(trial.line_ids.order_id, order)
        self.assertEqual(trial.line_ids.reason, "A person changed goods, the sum")
        self.assertEqual(trial.line_ids.amount, 200, "the sum as it came")

    def test_cancelled_order_would_have_been_wrong_with_its_reason(self):
        order = self._send_order()
        order._move_to_stage(self.stages["cancelled"], "system", {"cancel_reason_id": self.reason.id})
        self._commit()
        self.assertEqual(self._try().line_ids.reason, f"Cancelled: {self.reason.name}")

    def test_changed_store_would_have_been_wrong(self):
        order = self._send_order()
        order.with_user(self.director)._change_store(self.far.with_user(self.director), "desk")
        self._commit()
        self.assertEqual(self._try().line_ids.reason, "A person changed the store")

    def test_order_that_is_not_over_is_no_proof(self):
        self._finish(self._send_order())
        self._send_order(quantity=1)
        trial = self._try()
        self.assertEqual((trial.approved_count, trial.open_count, trial.precision), (2, 1, 1))

    def test_orders_typed_by_people_and_requests_did_not_come_ready_made(self):
        self._send_order("desk")
        self.env["sale.order"]._make_request("+79161234567", "Anna")
        self._commit()
        self.assertEqual(self._try().came_count, 0)
        self.rule.takes_typed = True
        self.assertEqual(self._try().came_count, 1)

    def test_share_is_of_all_that_came(self):
        self._send_order()
        self._send_order(customer_note="Call me", quantity=1)
        self.assertEqual(self._try().share, 0.5)

    def test_order_is_judged_as_it_came(self):
        self.rule.amount_limit = 250
        order = self._send_order(quantity=2)
        order.order_line.product_uom_qty = 9
        self._commit()
        self.assertEqual(self._try().approved_count, 1)

    def test_order_that_came_further_than_the_rule_begins_is_not_the_rules(self):
        self._send_order(stage_id=self.stages["in_work"].id)
        self._send_order("system", stage_id=self.stages["in_work"].id, quantity=1)  # history begins at the beginning
        trial = self._try()
        self.assertEqual((trial.came_count, trial.approved_count, trial.approved_amount), (2, 1, 100))

    def test_money_that_came_after_a_person_took_the_order_does_not_count(self):
        self.rule.money = "paid"
        early, late = self._send_order(), self._send_order(quantity=1)
        early._register_payment(early.amount_total, "site")
        late._move_to_stage(self.stages["in_work"], "desk")
        self._commit()
        late._register_payment(late.amount_total, "site", date=fields.Datetime.now() + timedelta(hours=1))
        self._commit()
        trial = self._try()
        self.assertEqual((trial.came_count, trial.approved_count, trial.approved_amount), (2, 1, 200))

    def test_replacement_tells_that_goods_were_not_there(self):
        self._put(self.near, gin := self._create_product("Gin"), 10)
        order = self._send_order()
        order.order_line._replace(gin)
        self._commit()
        self.assertEqual(self._try().approved_count, 0)
        self.rule.in_stock = False
        self.assertEqual(self._try().approved_count, 1)

    def test_customer_counts_as_what_he_was_then(self):
        self.rule.completed_orders = 1
        first = self._send_order()
        self._finish(first)
        self._send_order(quantity=1)
        self._set_back(first, create_date=2, stage_date=1)
        self.assertEqual(self._try().approved_count, 1)

    def test_orders_before_the_period_are_left_out(self):
        order = self._send_order()
        tomorrow = order.create_date.date() + timedelta(days=2)
        self.assertEqual(self._try(date_from=tomorrow, date_to=tomorrow).came_count, 0)

    def test_job_gives_way_after_some_seconds_and_goes_on(self):
        for quantity in (1, 2, 3):
            self._send_order(quantity=quantity)
        work = "odoo.addons.torg_sale.models.torg_order_robot_trial_work"
        with patch(f"{work}.CHUNK", -1), patch(f"{work}.BATCH", 1):
            trial = self._try()
            self.assertEqual((trial.state, trial.seen_count), ("running", 1))
            with self.assertRaises(ValidationError):
                trial.action_start()
            self.assertTrue(
                self.env["queue.job"].search_count([("method_name", "=", "_work_on"), ("model_name", "=", trial._name)])
            )
        trial._work_on()
        self.assertEqual((trial.state, trial.came_count, trial.seen_count), ("done", 3, 3))

    def test_counting_again_begins_anew(self):
        self._send_order()
        trial = self._try()
        trial.action_start()
        self.assertEqual((trial.came_count, trial.state), (1, "done"))

    def test_rule_tells_how_it_works_in_life(self):
        self.company.robot_enabled = self.rule.active = True
        right, wrong, left = self._send_order(), self._send_order(quantity=1), self._send_order(customer_note="?")
        self._run()
        wrong._move_to_stage(self.stages["cancelled"], "system", {"cancel_reason_id": self.reason.id})
        self._finish(right)
        self.assertFalse(left.robot_date)
        rule = self.rule.with_user(self.supervisor)
        self.assertEqual((rule.moved_count, rule.moved_amount), (2, 300))
        self.assertEqual((rule.completed_count, rule.cancelled_count, rule.changed_count), (1, 1, 0))
        self.assertEqual((rule.over_count, rule.live_precision), (2, 0.5))
        self.assertTrue(0 < rule.live_share <= 1)

    def test_many_past_orders_take_as_many_queries_as_few(self):
        def make(number):
            orders = self.env["sale.order"]
            for n in range(number):
                partner = self.env["res.partner"].create({"name": f"Client {number} {n}"})
                orders |= self._make_order(partner_id=partner.id)
            self._commit()
            return orders

        def judge(orders):
            self.rule._judge_facts(orders, orders._get_past_robot_facts())
            orders._get_robot_outcomes()

        few, many = make(5), make(50)
        queries = self._count_queries(lambda: judge(few))
        self.env.invalidate_all()
        with self.assertQueryCount(queries):
            judge(many)


@tagged("post_install", "-at_install")
class TestRobotAccess(RobotCommon):
    def test_director_arranges_supervisor_reads_others_see_nothing(self):
        trial = self.env["torg.order.robot.trial"].create({"rule_id": self.rule.id})
        line = self.env["torg.order.robot.trial.line"].create({"trial_id": trial.id, "order_id": self._make_order().id})
        for records in (self.rule, trial, line):
            for operation in ("read", "write", "create", "unlink"):
                self.assertTrue(records.with_user(self.director).has_access(operation), (records._name, operation))
            self.assertTrue(records.with_user(self.supervisor).has_access("read"), records._name)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(records.with_user(self.supervisor).has_access(operation), (records._name, operation))
            for person in (self.manager, self.stranger, self.store_staff, self.courier, self.integration_admin):
                self.assertFalse(records.with_user(person).has_access("read"), (records._name, person.login))

    def test_supervisor_does_not_begin_a_trial(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.supervisor).action_try()

    def test_marks_of_the_robot_are_not_written_by_hand(self):
        order = self._make_order()
        with self.assertRaises(StageRefusal):
            order.with_user(self.director).robot_date = fields.Datetime.now()
        made = self._make_order(robot_note="It was me").robot_note
        self.assertFalse(made)

    def test_manager_reads_that_the_robot_moved_his_order_and_not_by_which_rule(self):
        order = self._send_order()
        order.user_id = self.manager
        self._run()
        mine = order.with_user(self.manager)
        self.assertTrue(mine.robot_date)
        with self.assertRaises(AccessError):
            mine.read(["robot_rule_id"])
