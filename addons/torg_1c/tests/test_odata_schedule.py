from datetime import timedelta

import psycopg2
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .odata_common import OdataCase


@tagged("post_install", "-at_install")
class TestOdataSchedule(OdataCase):
    """Each stream has its own pace; one job reads it; a person may pause it or ask for it now."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.stock = self.schedule("stock")
        self.now = fields.Datetime.now()

    def due(self, **after):
        """Do what the cron does, later; return the streams that got a job."""
        before = {schedule: schedule.turn for schedule in self.onec.onec_schedule_ids}
        with freeze_time(self.now + timedelta(**after)):
            self.schedules._cron_due()
        return {schedule.topic for schedule, turn in before.items() if schedule.turn > turn}

    def test_connection_brings_a_schedule_for_each_stream_stock_first(self):
        self.assertEqual(
            self.onec.onec_schedule_ids.sorted("priority").mapped("topic")[0],
            "stock",
        )
        for schedule in self.onec.onec_schedule_ids:
            self.assertEqual(len(self.jobs(schedule)), 1, schedule.topic)
        self.assertEqual(self.due(), set(), "each has its job")
        self.assertEqual(self.due(minutes=3), {"catalogue", "prices", "stock", "partners", "orders"}, "they were lost")

    def test_steady_lag_stays_below_a_minute_with_shipped_intervals(self):
        for topic in ("stock", "prices", "catalogue"):
            self.assertLess(self.schedule(topic).interval_minutes, 1, topic)

    def test_reading_leaves_the_next_one_in_the_queue(self):
        self.read("stock")
        job = self.jobs(self.stock)[-1]
        self.assertEqual(job.channel, "root.stock")
        self.assertAlmostEqual((job.eta - fields.Datetime.now()).total_seconds(), 30, delta=5)
        self.assertEqual(job.args, [self.stock.turn])
        self.assertEqual(self.due(), set(), "stock has its job")

    def test_job_that_was_lost_is_sent_again(self):
        self.read("stock")
        self.assertNotIn("stock", self.due(minutes=1))
        self.assertIn("stock", self.due(minutes=3))

    def test_second_job_of_the_same_stream_does_nothing(self):
        self.stock._enqueue()
        old = self.stock.turn
        self.stock.action_read_now()
        asked = len(self.server.log)
        self.assertEqual(self.stock._read_piece(old), "another job has its turn")
        self.assertEqual(len(self.server.log), asked)

    def test_stream_that_another_worker_reads_is_left_to_it(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_advisory_xact_lock(hashtext('torg.onec.read'), %s)", (self.stock.id,))
            self.assertEqual(self.stock._read_piece(self.stock.turn), "somebody else reads")

    def test_third_reading_of_a_base_waits_for_a_lane(self):
        with self.taken_lanes():
            turn = self.stock.turn
            self.assertIn("lanes", self.stock._read_piece(turn))
        self.assertEqual(self.stock.turn, turn + 1)
        self.assertTrue(self.jobs(self.stock)[-1].eta)

    def test_paused_stream_is_read_only_when_somebody_asks(self):
        self.stock.paused = True
        self.assertNotIn("stock", self.due(days=1))
        self.stock.action_read_now()
        self.read("stock")
        self.assertEqual(self.stock.state, "paused")
        self.assertFalse(self.jobs(self.stock).filtered("eta"), "no next reading")
        self.stock.paused = False
        self.assertIn("stock", self.due())

    def test_working_hours_are_those_of_1c(self):
        self.stock.write({"hour_from": 9, "hour_to": 18})
        for utc, is_open in (("05:30", False), ("06:30", True), ("14:59", True), ("15:01", False)):
            with freeze_time(f"2026-03-02 {utc}:00"):
                self.assertIs(self.stock._is_open(), is_open, utc)
        self.stock.write({"hour_from": 22, "hour_to": 6})
        with freeze_time("2026-03-02 20:00:00"):
            self.assertTrue(self.stock._is_open(), "over midnight")
        self.stock.write({"hour_from": 0, "hour_to": 24, "workdays_only": True})
        with freeze_time("2026-03-01 09:00:00"):
            self.assertFalse(self.stock._is_open(), "Sunday")

    def test_out_of_hours_nothing_is_queued_and_the_cron_begins_in_the_morning(self):
        self.stock.write({"hour_from": 9, "hour_to": 18})
        with freeze_time("2026-03-02 14:59:50"):
            self.read("stock")
            self.assertFalse(self.jobs(self.stock).filtered("eta"))
        self.now = fields.Datetime.from_string("2026-03-02 20:00:00")
        self.assertNotIn("stock", self.due())
        self.now = fields.Datetime.from_string("2026-03-03 06:01:00")
        self.assertIn("stock", self.due())

    def test_changed_interval_counts_from_the_next_minute(self):
        self.read("stock")
        self.stock.interval_minutes = 60
        self.assertIn("stock", self.due(minutes=1))

    def test_switched_off_base_is_not_read(self):
        self.onec.active = False
        self.assertEqual(self.due(days=1), set())
        self.assertEqual(self.stock._read_piece(self.stock.turn), "off")
        self.assertEqual(self.stock.state, "off")

    def test_reading_anew_tells_everything_again(self):
        first = self.kinds(self.read("stock"))
        self.stock.action_read_anew()
        self.assertEqual(self.kinds(self.read("stock")), first)

    def test_interval_of_nothing_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.CheckViolation):
            self.stock.interval_minutes = 0
            self.stock.flush_recordset()

    def test_only_the_integration_administrator_reads_and_decides(self):
        admin = new_test_user(self.env, "odata_admin", "torg_base.group_integration_admin")
        self.stock.with_user(admin).write({"interval_minutes": 2})
        self.stock.with_user(admin).action_read_now()
        for group in ("torg_base.group_director", "torg_base.group_manager", "base.group_portal"):
            user = new_test_user(self.env, f"odata_{group}", group)
            with self.assertRaises(AccessError):
                self.stock.with_user(user).action_read_now()
            with self.assertRaises(AccessError):
                self.stock.with_user(user).read(["topic"])

    def test_director_sees_the_light_of_a_stream_that_fails(self):
        self.server.trouble.add("html")
        self.read("stock")
        director = new_test_user(self.env, "odata_director", "torg_base.group_director")
        self.assertEqual(self.onec._get_stream("stock").with_user(director).light, "yellow")
