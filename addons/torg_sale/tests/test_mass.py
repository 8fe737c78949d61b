from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestMass(OrderCommon):
    def setUp(self):
        super().setUp()
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: "desk")

    def _start(self, orders, user=None, **values):
        user = user or self.manager
        action = self.env["torg.order.mass"].with_user(user)._open_for(orders.with_user(user))
        mass = self.env["torg.order.mass"].with_user(user).browse(action["res_id"])
        mass.write(values)
        mass.action_run()
        return mass

    def _outcomes(self, mass):
        return dict(zip(mass.line_ids.order_id, mass.line_ids.mapped("state"), strict=True))

    def test_orders_move_together_at_once(self):
        orders = self._make_order() | self._make_order()
        mass = self._start(orders, stage_id=self.stages["in_work"].id)
        self.assertEqual(orders.stage_id, self.stages["in_work"])
        self.assertEqual((mass.state, mass.done_count, mass.refused_count), ("done", 2, 0))
        self.assertEqual(mass.progress, 100)

    def test_who_refuses_stays_and_the_others_go(self):
        orders = self._make_order() | self._make_order() | self._make_order()
        self.env.flush_all()
        self.stages["in_work"].required_field_ids = self.env.ref("sale.field_sale_order__client_order_ref")
        (orders[0] | orders[2]).write({"client_order_ref": "A"})
        mass = self._start(orders, stage_id=self.stages["in_work"].id)
        self.assertEqual(mass.line_ids.mapped("state"), ["done", "refused", "done"])
        self.assertIn("asks for", mass.line_ids[1].message)
        self.assertEqual(orders[1].stage_id, self.stages["new"])
        self.assertEqual((orders[0] | orders[2]).stage_id, self.stages["in_work"])

    def test_matrix_is_asked_for_each_order(self):
        orders = self._make_order() | self._make_order()
        self._move(orders[0], "cancelled", cancel_reason_id=self.reason.id)
        mass = self._start(orders, stage_id=self.stages["in_work"].id)
        mass._work_on()
        self.assertEqual(self._outcomes(mass)[orders[0]], "refused")
        self.assertIn("only a supervisor reopens", mass.line_ids[0].message)
        self.assertEqual(orders[1].stage_id, self.stages["in_work"])

    def test_confirming_is_left_to_jobs(self):
        self.near.shortage_policy = "refuse"
        orders = self._make_order(quantity=6) | self._make_order(quantity=6)
        mass = self._start(orders, stage_id=self.stages["agreed"].id)
        self.assertEqual(mass.state, "running")
        self.assertEqual(orders.mapped("state"), ["draft", "draft"])
        self.assertTrue(
            self.env["queue.job"].search_count([("method_name", "=", "_work_on"), ("model_name", "=", mass._name)])
        )
        mass._work_on()
        self.assertEqual(mass.state, "done")
        self.assertEqual(mass.line_ids.mapped("state"), ["done", "refused"])
        self.assertEqual(self._free(self.product), 4)
        self._commit()
        self.assertEqual(orders[0].journal_ids[0].channel, "desk")

    def test_job_gives_way_after_some_seconds_and_goes_on(self):
        orders = self._make_order() | self._make_order()
        mass = self._start(orders, stage_id=self.stages["agreed"].id)
        with patch("odoo.addons.torg_sale.models.torg_order_mass_work.CHUNK", -1):
            mass._work_on()
        self.assertEqual((mass.state, mass.done_count, mass.progress), ("running", 1, 50))
        mass._work_on()
        self.assertEqual(mass.state, "done")

    def test_stopped_action_touches_no_further_order(self):
        orders = self._make_order() | self._make_order()
        mass = self._start(orders, stage_id=self.stages["agreed"].id)
        mass.action_stop()
        mass._work_on()
        self.assertEqual(orders.stage_id, self.stages["new"])

    def test_cancelling_asks_for_a_reason(self):
        order = self._make_order()
        with self.assertRaises(UserError):
            self._start(order, stage_id=self.stages["cancelled"].id)
        mass = self._start(order, stage_id=self.stages["cancelled"].id, cancel_reason_id=self.reason.id)
        mass._work_on()
        self.assertEqual((order.state, order.cancel_reason_id), ("cancel", self.reason))

    def test_order_of_another_manager_is_refused(self):
        mine, other = self._make_order(), self._make_order(user=self.other_manager)
        other.team_id = self.other_team
        orders = (mine | other).with_user(self.manager)
        mass = self.env["torg.order.mass"].with_user(self.manager).create({"stage_id": self.stages["in_work"].id})
        self.env["torg.order.mass.line"].create(
            [{"mass_id": mass.id, "order_id": order.id, "order_name": "?"} for order in orders]
        )
        mass.action_run()
        self.assertEqual(mass.line_ids.mapped("state"), ["done", "refused"])
        self.assertEqual(other.stage_id, self.stages["new"])

    def test_only_a_supervisor_gives_orders_to_others(self):
        order = self._make_order()
        with self.assertRaises(AccessError):
            self._start(order, kind="manager", user_id=self.other_manager.id)
        self._start(order, self.supervisor, kind="manager", user_id=self.supervisor.id)
        self.assertEqual(order.user_id, self.supervisor)

    def test_orders_move_to_another_store(self):
        orders = self._make_order(quantity=1) | self._make_order(quantity=1)
        self._move(orders[0], "agreed")
        mass = self._start(orders, kind="store", warehouse_id=self.far.id)
        mass._work_on()
        self.assertEqual(orders.warehouse_id, self.far)
        self.assertEqual(self._free(self.product, self.far), 3)

    def test_more_than_a_thousand_are_too_many(self):
        with patch("odoo.addons.torg_sale.models.torg_order_mass.MOST", 1), self.assertRaises(UserError):
            self.env["torg.order.mass"]._open_for(self._make_order() | self._make_order())

    def test_action_is_its_owners_alone(self):
        mass = self._start(self._make_order(), stage_id=self.stages["in_work"].id)
        self.assertFalse(mass.with_user(self.other_manager).has_access("read"))
        self.assertTrue(mass.with_user(self.director).has_access("read"))
        self.assertFalse(mass.with_user(self.director).has_access("write"))
        self.assertFalse(mass.line_ids.with_user(self.manager).has_access("write"))
        self.assertFalse(mass.with_user(self.stranger).has_access("read"))

    def test_fifty_orders_cost_few_queries_each(self):
        orders = self.env["sale.order"].union(*(self._make_order() for _number in range(50)))
        self.env.flush_all()
        queries = self._count_queries(lambda: self._start_and_flush(orders))
        self.assertLess(queries / 50, 8)

    def _start_and_flush(self, orders):
        self._start(orders, stage_id=self.stages["in_work"].id)
        self.cr.flush()

    def test_way_of_a_running_action_is_not_chosen_by_its_owner(self):
        """The system may leave a final stage: a manager must not make his jobs speak for it."""
        order = self._make_order()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        mass = self._start(order | self._make_order(), stage_id=self.stages["agreed"].id)
        self.assertEqual(mass.state, "running")
        for vals in ({"channel": "system"}, {"state": "draft"}, {"stage_id": self.stages["new"].id}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                mass.write(vals)
        with self.assertRaises(AccessError):
            self.env["torg.order.mass"].with_user(self.manager).create({"channel": "system", "state": "running"})
