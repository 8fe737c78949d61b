from odoo.tests import new_test_user, tagged

from odoo.addons.torg_base.tests.race import RaceCase
from odoo.addons.torg_sale.exceptions import StageRefusal


@tagged("post_install", "-at_install")
class TestHandOutRace(RaceCase):
    """Orders are taken and handed out by two at once."""

    refusals = (StageRefusal,)

    def _set_up(self, env):
        self.users = env["res.users"].union(*[self._create_user(env, name) for name in ("anna", "boris")])
        self.team = env["crm.team"].create({"name": "Race team", "member_ids": self.users.ids})
        # orders of the base that wait must not get these people
        waiting = env["sale.order"].search([("queued_date", "!=", False)])
        self.waiting = [(order, order.queued_date) for order in waiting]
        waiting.write({"queued_date": False})
        self.customer = env["res.partner"].create({"name": "Race customer"})
        self.orders = env["sale.order"].create([self._prepare_vals() for _number in range(4)])
        self.jobs = env["queue.job"].search([], order="id desc", limit=1).id or 0

    def _create_user(self, env, name):
        context = {"no_reset_password": True}
        return new_test_user(env, f"torg_race_{name}", "torg_base.group_manager", context=context)

    def _prepare_vals(self):
        return {"partner_id": self.customer.id, "user_id": False, "team_id": self.team.id}

    def _tear_down(self, env):
        for order, date in self.waiting:
            order.with_env(env).queued_date = date
        orders = self.orders.with_env(env)
        orders.with_context(mail_notrack=True)._move_to_state("cancel")
        orders.unlink()
        env["queue.job"].search([("method_name", "in", ("_hand_out_queue", "_return_left"))]).unlink()
        env["queue.job"].search([("method_name", "in", ("_check_time_limits", "_return_unopened"))]).unlink()
        users = self.users.with_env(env)
        env["torg.handout.member"].search([("user_id", "in", users.ids)]).unlink()
        env["torg.shift"].search([("user_id", "in", users.ids)]).unlink()
        self.team.with_env(env).unlink()
        partners = users.partner_id + self.customer.with_env(env)
        users.unlink()
        partners.unlink()

    def test_of_two_who_take_an_order_at_once_one_has_it_and_the_other_hears_who(self):
        order = self.orders[0]
        outcomes = self._race([lambda env: order.with_env(env).action_take()] * 2, self.users.ids)
        (refusal,) = (outcome for outcome in outcomes if outcome is not True)
        self.assertIsInstance(refusal, StageRefusal)
        with self._environment() as env:
            order = order.with_env(env)
            self.assertIn(order.user_id.name, str(refusal))
            self.assertEqual(len(order.assignment_ids), 1)

    def test_two_hand_outs_at_once_do_not_fill_hands_beyond_their_limit(self):
        with self._environment() as env:
            anna = self.users[0].with_env(env)
            anna._set_shift_state("on_line")
            env["torg.handout.member"]._ensure(anna).cap = 1
        outcomes = self._race(
            [lambda env, order=order: len(order.with_env(env)._hand_out()) for order in self.orders[:2]]
        )
        self.assertEqual(sorted(outcomes), [0, 1])
        with self._environment() as env:
            self.assertEqual(len(self.orders.with_env(env).filtered("user_id")), 1)

    def test_job_that_collides_comes_again_instead_of_failing(self):
        with self._environment() as env:
            self.users[0].with_env(env)._set_shift_state("on_line")
        counts = self._race([lambda env: env["sale.order"]._hand_out_queue()] * 2)
        self.assertIn(0, counts)
        with self._environment() as env:
            again = env["queue.job"].search([("id", ">", self.jobs), ("method_name", "=", "_hand_out_queue")])
            self.assertTrue(again.filtered("eta"))
            self.assertEqual(self.orders.with_env(env).user_id, self.users[0].with_env(env))
