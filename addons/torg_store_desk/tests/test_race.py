from odoo import SUPERUSER_ID, Command
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_base.tests.race import RaceCase
from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import KEY, OTHER_KEY


@tagged("post_install", "-at_install")
class TestRace(RaceCase):
    """Two of the staff press the same at once."""

    refusals = (StageRefusal,)

    def _set_up(self, env):
        self.jobs = env["queue.job"].search([], order="id desc", limit=1).id or 0
        self.store = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
        self.users = env["res.users"].union(*[self._create_user(env, name) for name in ("anna", "boris")])
        self.customer = env["res.partner"].create({"name": "Race customer"})
        self.product = env["product.product"].create({"name": "Race wrapping", "type": "service"})
        self.order = env["sale.order"].create(self._prepare_vals())
        self.order.action_confirm()

    def _create_user(self, env, name):
        context = {"no_reset_password": True}
        login, group = f"torg_counter_{name}", "torg_base.group_store_staff"
        return new_test_user(env, login, group, context=context, store_ids=[Command.link(self.store.id)])

    def _prepare_vals(self):
        line = {"product_id": self.product.id, "product_uom_qty": 1, "price_unit": 200, "tax_ids": [Command.clear()]}
        return {
            "partner_id": self.customer.id,
            "user_id": SUPERUSER_ID,
            "warehouse_id": self.store.id,
            "order_line": [Command.create(line)],
        }

    def _tear_down(self, env):
        order = self.order.with_env(env)
        order._move_to_state("cancel")
        order.unlink()
        env["queue.job"].search([("id", ">", self.jobs)]).unlink()
        users = self.users.with_env(env)
        partners = users.partner_id + self.customer.with_env(env)
        users.unlink()
        partners.unlink()
        self.product.with_env(env).product_tmpl_id.unlink()

    def _press(self, *works):
        """Run each `work(desk)` as one of the staff, all at once."""
        attempts = [lambda env, work=work: work(env["torg.store.desk"]) for work in works]
        return self._race(attempts, self.users.ids)

    def _get_refusals(self, outcomes):
        return [outcome.code for outcome in outcomes if isinstance(outcome, StageRefusal)]

    def test_of_two_who_take_an_order_at_once_one_collects_it(self):
        outcomes = self._press(*[lambda desk: desk.take_order(self.order.id)] * 2)
        self.assertEqual(self._get_refusals(outcomes), ["collected_by_other"])

    def test_same_press_sent_twice_at_once_takes_the_money_once(self):
        outcomes = self._press(*[lambda desk: desk.take_payment(self.order.id, 200, "cash", KEY)] * 2)
        self.assertEqual([outcome["paid"] for outcome in outcomes], [200, 200])
        self._check_paid()

    def test_two_tills_at_once_take_the_money_once(self):
        works = [lambda desk, key=key: desk.take_payment(self.order.id, 200, "cash", key) for key in (KEY, OTHER_KEY)]
        self.assertEqual(self._get_refusals(self._press(*works)), ["sum_changed"])
        self._check_paid()

    def _check_paid(self):
        with self._environment() as env:
            order = self.order.with_env(env)
            self.assertEqual((order.paid_amount, len(order.payment_ids)), (200, 1))
