from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, mute_logger, new_test_user, tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import KEY, OTHER_KEY


@tagged("post_install", "-at_install")
class TestRace(BaseCase):
    """Two requests at once in the real base: what is committed here is taken back at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._environment() as env:
            self.jobs = env["queue.job"].search([], order="id desc", limit=1).id or 0
            self.store = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
            self.users = env["res.users"].union(*[self._create_user(env, name) for name in ("anna", "boris")])
            self.customer = env["res.partner"].create({"name": "Race customer"})
            self.product = env["product.product"].create({"name": "Race wrapping", "type": "service"})
            self.order = env["sale.order"].create(self._prepare_vals())
            self.order.action_confirm()
        self.addCleanup(self._clean_up)
        # The thread of the tests holds it all the while.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        self.startPatcher(patch("odoo.service.model.random.uniform", lambda low, high: 0.05))
        self.enterContext(mute_logger("odoo.service.model", "odoo.sql_db"))

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

    @contextmanager
    def _environment(self, user_id=SUPERUSER_ID):
        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, user_id, {})

    def _clean_up(self):
        with self._environment() as env:
            order = self.order.with_env(env)
            order._move_to_state("cancel")
            order.unlink()
            env["queue.job"].search([("id", ">", self.jobs)]).unlink()
            users = self.users.with_env(env)
            partners = users.partner_id + self.customer.with_env(env)
            users.unlink()
            partners.unlink()
            self.product.with_env(env).product_tmpl_id.unlink()

    def _race(self, works):
        """Run each `work(desk)` as one of the staff; both have looked before the first one goes."""
        everybody_looked, looked = Barrier(len(works)), set()

        def attempt(number, env):
            env.cr.execute("SELECT count(*) FROM sale_order")
            if number not in looked:
                looked.add(number)
                everybody_looked.wait(60)
            return works[number](env["torg.store.desk"])

        def request(number):
            try:
                with self._environment(self.users[number].id) as env:
                    return retrying(partial(attempt, number, env), env)
            except StageRefusal as refusal:
                return refusal

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(request, range(len(works))))

    def _get_refusals(self, outcomes):
        return [outcome.code for outcome in outcomes if isinstance(outcome, StageRefusal)]

    def test_of_two_who_take_an_order_at_once_one_collects_it(self):
        outcomes = self._race([lambda desk: desk.take_order(self.order.id)] * 2)
        self.assertEqual(self._get_refusals(outcomes), ["collected_by_other"])

    def test_same_press_sent_twice_at_once_takes_the_money_once(self):
        outcomes = self._race([lambda desk: desk.take_payment(self.order.id, 200, "cash", KEY)] * 2)
        self.assertEqual([outcome["paid"] for outcome in outcomes], [200, 200])
        self._check_paid()

    def test_two_tills_at_once_take_the_money_once(self):
        works = [lambda desk, key=key: desk.take_payment(self.order.id, 200, "cash", key) for key in (KEY, OTHER_KEY)]
        self.assertEqual(self._get_refusals(self._race(works)), ["sum_changed"])
        self._check_paid()

    def _check_paid(self):
        with self._environment() as env:
            order = self.order.with_env(env)
            self.assertEqual((order.paid_amount, len(order.payment_ids)), (200, 1))
