from unittest.mock import patch

from odoo import api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from odoo.addons.torg_api.models import torg_api_turn


@tagged("post_install", "-at_install")
class TestTurn(TransactionCase):
    """Two who want the same come one after the other; cursors are real ones, those of tests wait for nobody."""

    def open(self):
        """A transaction of another request."""
        cr = db_connect(self.env.cr.dbname).cursor()
        self.addCleanup(cr.close)
        return api.Environment(cr, self.env.uid, {})

    def is_free(self, name):
        """Whether nobody has the turn for it."""
        stranger = self.open()
        [number] = torg_api_turn._get_numbers([name])
        stranger.cr.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        [free] = stranger.cr.fetchone()
        stranger.cr.rollback()
        return free

    def test_turn_is_held_until_the_transaction_ends(self):
        for end in ("commit", "rollback", "close"):
            first = self.open()
            self.assertTrue(first["torg.api.turn"]._wait({"SAD/1", "SAD/2"}))
            first["res.partner"].search([], limit=1)
            self.assertFalse(self.is_free("SAD/1"))
            self.assertFalse(self.is_free("SAD/2"))
            self.assertTrue(self.is_free("SAD/3"))
            getattr(first.cr, end)()
            self.assertTrue(self.is_free("SAD/1"), end)
            self.assertTrue(self.is_free("SAD/2"), end)

    def test_who_waited_sees_what_was_done_meanwhile(self):
        late, done = self.open(), self.open()
        named = [("name", "=", "Made meanwhile by test_turn")]
        self.assertFalse(late["res.partner"].search(named))  # its eyes are open now
        done["res.partner"].create({"name": named[0][2]})
        done.cr.commit()
        self.addCleanup(self.forget, named)
        self.assertFalse(late["res.partner"].search(named))
        late["torg.api.turn"]._wait({"SAD/1"})
        self.assertTrue(late["res.partner"].search(named))

    def forget(self, domain):
        env = self.open()
        env["res.partner"].search(domain).unlink()
        env.cr.commit()

    def test_transaction_that_has_written_is_not_begun_anew(self):
        env = self.open()
        partner = env["res.partner"].create({"name": "Not lost"})
        self.assertFalse(env["torg.api.turn"]._wait({"SAD/1"}))
        self.assertTrue(partner.exists())
        self.assertTrue(self.is_free("SAD/1"))

    def test_after_long_waiting_rows_decide(self):
        first, second = self.open(), self.open()
        first["torg.api.turn"]._wait({"SAD/1"})
        with patch.object(torg_api_turn, "PATIENCE", "20ms"):
            self.assertTrue(second["torg.api.turn"]._wait({"SAD/0", "SAD/1"}))
        second["res.partner"].search([], limit=1)
        second.cr.commit()
        self.assertTrue(self.is_free("SAD/0"))
        self.assertFalse(self.is_free("SAD/1"))
