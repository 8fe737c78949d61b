import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestHealth(ExchangeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.health = cls.env["torg.health"]
        cls.env["queue.job"].search([("state", "in", ("enqueued", "failed"))]).state = "done"

    def find_out(self, name):
        self.env.flush_all()
        self.env.invalidate_all()
        level, figures = self.health._get_checks()[name]()
        return level, figures

    def wait(self, minutes, state="pending", eta=None):
        """A job that somebody asked for so long ago."""
        job = self.anna.with_delay().exists().db_record()
        job.write({"state": state, "eta": eta})
        job.flush_recordset()
        asked = fields.Datetime.now() - timedelta(minutes=minutes)
        self.env.cr.execute("UPDATE queue_job SET date_created = %s WHERE id = %s", [asked, job.id])
        return job

    def test_quiet_queue_passes(self):
        self.wait(60, "done")
        self.wait(60, eta=fields.Datetime.now() + timedelta(hours=1))
        self.assertEqual(self.find_out("queue"), ("pass", {"waiting": 0, "failed": 0, "oldest_seconds": 0}))

    def test_age_of_the_oldest_job_that_is_due_decides(self):
        for minutes, level in ((1, "pass"), (6, "warn"), (20, "fail")):
            self.wait(minutes)
            found, figures = self.find_out("queue")
            self.assertEqual(found, level, minutes)
            self.assertAlmostEqual(figures["oldest_seconds"], minutes * 60, delta=30)
        self.assertEqual(figures["waiting"], 3)

    def test_job_that_was_asked_for_long_ago_waits_since_it_is_due(self):
        self.wait(600, eta=fields.Datetime.now() - timedelta(minutes=1))
        self.assertEqual(self.find_out("queue")[0], "pass")

    def test_failed_job_is_a_warning(self):
        self.wait(1, "failed")
        level, figures = self.find_out("queue")
        self.assertEqual((level, figures["failed"], figures["waiting"]), ("warn", 1, 0))

    def test_lights_are_counted_without_names(self):
        self.anna._emit_event("person.stepped")
        message = self.emitted()
        message.write({"state": "delivered", "done_at": fields.Datetime.now()})
        self.assertEqual(self.find_out("exchange"), ("pass", {"green": 1, "yellow": 0, "red": 0}))
        message.write({"state": "failed"})
        self.assertEqual(self.find_out("exchange"), ("warn", {"green": 0, "yellow": 1, "red": 0}))
        message.write({"state": "ready"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE torg_exchange_message SET create_date = create_date - interval '2 hours' WHERE id = %s",
            [message.id],
        )
        self.assertEqual(self.find_out("exchange"), ("fail", {"green": 0, "yellow": 0, "red": 1}))
        self.endpoint.active = False
        self.assertEqual(self.find_out("exchange")[0], "pass")

    def test_nothing_secret_is_told(self):
        told = json.dumps(self.health._report())
        for word in (self.endpoint.name, self.endpoint.code, self.webhook.url, self.env.cr.dbname):
            self.assertNotIn(word, told)
