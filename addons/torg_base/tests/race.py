from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, mute_logger

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal


class RaceCase(BaseCase):
    """Transactions of the real base at once: `_set_up(env)` commits what they need, `_tear_down(env)` takes it back."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._environment() as env:
            self._set_up(env)
        self.addCleanup(self._clean_up)
        # The thread of the tests holds it all the while.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        self.startPatcher(patch("odoo.service.model.random.uniform", lambda low, high: 0.05))
        self.enterContext(mute_logger("odoo.service.model", "odoo.sql_db"))

    def _clean_up(self):
        with self._environment() as env:
            self._tear_down(env)

    @contextmanager
    def _environment(self):
        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, {})

    def _race(self, attempts):
        """Run each `attempt(env)` in a request of its own; all have looked at the base before the first one goes."""
        everybody_looked, looked = Barrier(len(attempts)), set()

        def attempt(number, env):
            env.cr.execute("SELECT count(*) FROM sale_order")
            if number not in looked:
                looked.add(number)
                everybody_looked.wait(60)
            return attempts[number](env)

        def request(number):
            try:
                with self._environment() as env:
                    return retrying(partial(attempt, number, env), env)
            except DeliveryRefusal as refusal:
                return refusal

        with ThreadPoolExecutor(len(attempts)) as pool:
            return list(pool.map(request, range(len(attempts))))
