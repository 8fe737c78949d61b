from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestUpkeep(ExchangeCase):
    def emit(self, **vals):
        self.anna._emit_event("person.stepped")
        message = self.emitted()[-1]
        message.write(vals)
        return message

    def age(self, messages, **age):
        """Let the messages be written so long ago."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE torg_exchange_message SET write_date = %s WHERE id IN %s",
            [fields.Datetime.now() - timedelta(**age), tuple(messages.ids)],
        )
        self.env.invalidate_all()

    def sweep(self):
        """Return the jobs a sweep brings."""
        before = self.jobs()
        self.messages._cron_sweep()
        return self.jobs() - before

    def clean(self):
        with patch.object(self.registry["ir.cron"], "_commit_progress", return_value=100):
            self.messages._cron_clean()

    def test_message_that_lost_its_job_gets_another(self):
        self.age(self.emit(), minutes=5)
        self.assertEqual(self.sweep().mapped("method_name"), ["_deliver_waiting"])

    def test_fresh_message_is_left_to_its_own_job(self):
        self.emit()
        self.assertFalse(self.sweep())

    def test_overdue_attempt_is_started(self):
        message = self.emit(state="failed", next_try=fields.Datetime.now() - timedelta(minutes=5))
        self.age(message, minutes=30)
        self.assertTrue(self.sweep())

    def test_attempt_that_is_not_due_is_left_alone(self):
        message = self.emit(state="failed", next_try=fields.Datetime.now() + timedelta(hours=1))
        self.age(message, minutes=30)
        self.assertFalse(self.sweep())

    def test_message_of_a_switched_off_endpoint_is_left_alone(self):
        self.age(self.emit(), minutes=5)
        self.endpoint.active = False
        self.assertFalse(self.sweep())

    def test_incoming_message_that_lost_its_job_gets_another(self):
        message = self.messages._receive(self.endpoint, "people", "k1", b"x")
        self.jobs().unlink()
        self.age(message, minutes=5)
        self.assertEqual(self.sweep().mapped("method_name"), ["_process"])

    def test_unconfirmed_pull_is_released(self):
        message = self.emit(state="offered", mode="pull", offered_at=fields.Datetime.now() - timedelta(hours=1))
        self.sweep()
        self.assertEqual(message.state, "ready")

    def test_old_finished_messages_are_deleted_and_others_are_kept(self):
        old = fields.Datetime.now() - timedelta(days=31)
        gone = self.emit(state="delivered", done_at=old) | self.emit(state="cancelled", done_at=old)
        kept = (
            self.emit(state="delivered", done_at=fields.Datetime.now())
            | self.emit(state="dead", done_at=old)
            | self.emit(state="failed", next_try=old)
            | self.emit()
        )
        self.clean()
        self.assertFalse(gone.exists())
        self.assertEqual(kept.exists(), kept)

    def test_dead_messages_are_kept_longer_but_not_for_ever(self):
        message = self.emit(state="dead", done_at=fields.Datetime.now() - timedelta(days=181))
        self.clean()
        self.assertFalse(message.exists())

    def test_zero_days_mean_for_ever(self):
        self.endpoint.write({"keep_delivered_days": 0, "keep_dead_days": 0})
        long_ago = fields.Datetime.now() - timedelta(days=5000)
        messages = self.emit(state="dead", done_at=long_ago) | self.emit(state="delivered", done_at=long_ago)
        self.clean()
        self.assertEqual(messages.exists(), messages)

    def test_messages_of_a_switched_off_endpoint_are_deleted_too(self):
        message = self.emit(state="delivered", done_at=fields.Datetime.now() - timedelta(days=31))
        self.endpoint.active = False
        self.clean()
        self.assertFalse(message.exists())
        self.assertTrue(self.endpoint.last_success)

    def test_cleaning_stops_when_its_time_is_over(self):
        old = fields.Datetime.now() - timedelta(days=31)
        messages = self.emit(state="delivered", done_at=old) | self.emit(state="delivered", done_at=old)
        chunk = "odoo.addons.torg_exchange.models.torg_exchange_message_upkeep.CHUNK"
        with patch(chunk, 1), patch.object(self.registry["ir.cron"], "_commit_progress", return_value=0):
            self.messages._cron_clean()
        self.assertEqual(len(messages.exists()), 1)
