from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from unittest.mock import patch
from uuid import uuid4

from psycopg2.errors import UniqueViolation

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import ConcurrencyError
from odoo.modules.registry import Registry
from odoo.orm.registry import DummyRLock
from odoo.service.model import retrying
from odoo.tests import BaseCase, TransactionCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestShiftIndex(TransactionCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(self.env, "test_anna", groups="torg_base.group_manager")
        self.vals = {"user_id": self.user.id, "state": "on_line"}
        self.env["torg.shift"].create(self.vals)

    def test_database_refuses_a_second_running_interval(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["torg.shift"].create(self.vals)

    def test_verb_asks_for_a_retry_instead_of_a_second_interval(self):
        # what a request sees that began before the interval was committed
        with patch.object(self.registry["torg.shift"], "_get_open", lambda self, users: self.browse()):
            with self.assertRaises(ConcurrencyError):
                self.user._set_shift_state("on_line")
        self.assertEqual(self.env["torg.shift"].search_count([("user_id", "=", self.user.id)]), 1)


@tagged("post_install", "-at_install")
class TestShiftParallel(BaseCase):
    """Real connections that commit: what several tabs of one person do."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # The runner of tests holds this lock all the time: no other thread would get an environment.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            context = {"no_reset_password": True}  # what is committed sends no letter
            user = new_test_user(env, f"tabs-{uuid4()}", groups="torg_base.group_manager", context=context)
            self.user_id = user.id
        self.addCleanup(self._forget)

    def _forget(self):
        with self.registry.cursor() as cr:
            user = Environment(cr, SUPERUSER_ID, {})["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def _switch_together(self, states):
        """Each state comes from its own tab; all have looked at the shift before any has moved it."""
        barrier = Barrier(len(states))

        def request(state):
            tries = []
            with self.registry.cursor() as cr:
                env = Environment(cr, self.user_id, {})

                def call():
                    tries.append(env["res.users"].get_my_shift())
                    if len(tries) == 1:
                        barrier.wait(timeout=30)
                    return env["res.users"].set_my_shift_state(state)["state"]

                return retrying(call, env), len(tries)

        with patch("odoo.service.model.random.uniform", return_value=0.01), mute_logger("odoo.sql_db"):
            with ThreadPoolExecutor(len(states)) as pool:
                return list(pool.map(request, states, timeout=60))

    def _get_log(self):
        with self.registry.cursor() as cr:
            shifts = Environment(cr, SUPERUSER_ID, {})["torg.shift"].search(
                [("user_id", "=", self.user_id)], order="id"
            )
            return [(shift.state, bool(shift.end)) for shift in shifts]

    def test_tabs_that_go_on_line_together_open_one_interval(self):
        answers = self._switch_together(["on_line"] * 4)
        self.assertEqual([state for state, _tries in answers], ["on_line"] * 4)
        self.assertGreater(max(tries for _state, tries in answers), 1, "nobody had to start over: no race was played")
        self.assertEqual(self._get_log(), [("on_line", False)])

    def test_tabs_that_disagree_leave_one_interval_running(self):
        self._switch_together(["on_line"])
        answers = self._switch_together(["break", "on_line", "break"])
        self.assertEqual([state for state, _tries in answers], ["break", "on_line", "break"])
        log = self._get_log()
        self.assertEqual([is_over for _state, is_over in log].count(False), 1)
        self.assertEqual(log[0], ("on_line", True))
