import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError
from odoo.modules.registry import Registry
from odoo.orm.registry import DummyRLock
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

PHONE, MAIL = "+7 912 555-43-21", "parallel-twin@example.com"
TRIES = 5


@tagged("post_install", "-at_install")
class TestCustomerParallel(BaseCase):
    """Two requests of one phone at the same moment, on connections of their own: one customer."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # The runner of tests holds this lock all the time: no other thread would get an environment.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        self.forget()  # a run that was broken off may have left him
        self.addCleanup(self.forget)
        self.start, self.found, self.repeats = threading.Barrier(2), [], []

    def run_as(self, work):
        with db_connect(get_db_name()).cursor() as cr:
            return work(api.Environment(cr, SUPERUSER_ID, {})["res.partner"])

    def forget(self):
        self.run_as(lambda partners: partners.search([("email", "=", MAIL)]).unlink())

    def make(self):
        """As the server does: begin anew when somebody else was faster."""
        for turn in range(TRIES):
            try:
                self.found.append(self.run_as(lambda partners, turn=turn: self.make_once(partners, turn)))
                return
            except ConcurrencyError:
                self.repeats.append(turn)

    def make_once(self, partners, turn):
        partners.env.cr.execute("SELECT 1")  # the snapshot begins
        if turn == 0:
            self.start.wait(timeout=20)
        return self.find_or_make(partners).id

    def find_or_make(self, partners):
        return partners._find_or_make_customer(PHONE, MAIL, "Twin")

    def test_one_phone_at_once_is_one_customer(self):
        threads = [threading.Thread(target=self.make) for _number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        self.assertEqual(len(self.found), 2)
        self.assertEqual(len(set(self.found)), 1, "nobody is made twice")
        self.assertEqual(self.run_as(lambda partners: partners.search_count([("email", "=", MAIL)])), 1)
        self.assertEqual(self.repeats, [0], "who came second began anew and found him")


@tagged("post_install", "-at_install")
class TestRequestParallel(TestCustomerParallel):
    """Two missed calls, or a call back asked for twice: the same."""

    def find_or_make(self, partners):
        return partners._find_or_make_unverified(PHONE, "Twin", MAIL)
