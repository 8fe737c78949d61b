from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, mute_logger


class RaceCase(BaseCase):
    """Transactions of the real base at once: `_set_up(env)` commits what they need, `_tear_down(env)` takes it back.

    :cvar refusals: errors that are an answer like any other
    """

    refusals = ()

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._environment() as env:
            self._set_up(env)
        self.addCleanup(self._clean_up)
        # The thread of the tests holds it all the while.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        # Core waits up to half a minute between its tries.
        self.startPatcher(patch("odoo.service.model.random.uniform", self._get_pause))
        self.enterContext(mute_logger("odoo.service.model", "odoo.sql_db"))

    def _clean_up(self):
        with self._environment() as env:
            self._tear_down(env)

    def _get_pause(self, _low, _high):
        """Return how many seconds a request waits before its next try."""
        return 0.05

    @contextmanager
    def _environment(self, user_id=SUPERUSER_ID):
        """An environment on a cursor of its own, committed at the end."""
        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, user_id, {})

    def _race(self, attempts, user_ids=None):
        """Run each `attempt(env)` in a request of its own; all have looked at the base before the first one goes.

        :param user_ids: who sends each of them; the system unless told
        :return: what each of them returned, or its refusal
        """
        user_ids = user_ids or [SUPERUSER_ID] * len(attempts)
        everybody_looked, looked = Barrier(len(attempts)), set()

        def attempt(number, env):
            env.cr.execute("SELECT 1")  # its sight of the data begins here
            if number not in looked:
                looked.add(number)
                everybody_looked.wait(60)
            return attempts[number](env)

        def request(number):
            try:
                with self._environment(user_ids[number]) as env:
                    return retrying(partial(attempt, number, env), env)
            except self.refusals as refusal:
                return refusal

        with ThreadPoolExecutor(len(attempts)) as pool:
            return list(pool.map(request, range(len(attempts))))
