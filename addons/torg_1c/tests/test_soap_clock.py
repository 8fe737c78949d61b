from freezegun import freeze_time

from odoo.modules.module import get_module_path, load_script
from odoo.tests import tagged

from .common import OnecCase
from .soap import SoapMixin


@tagged("post_install", "-at_install")
class TestSoapClock(SoapMixin, OnecCase):
    """Each base is asked by a clock of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_soap()

    def setUp(self):
        super().setUp()
        self.make_jobs()

    def tick(self, moment):
        """The minute of the cron comes; return how many conversations it has begun."""
        before = len(self.jobs)
        with freeze_time(moment):
            self.soap._cron_talk()
        return len(self.jobs) - before

    def test_base_is_asked_at_its_interval(self):
        self.onec.onec_soap_minutes = 5
        minutes = ("09:00", "09:01", "09:04", "09:05", "09:09", "09:10")
        self.assertEqual([self.tick(f"2026-03-02 {minute}") for minute in minutes], [1, 0, 0, 1, 0, 1])

    def test_base_is_left_alone_out_of_its_hours(self):
        self.onec.write({"onec_soap_hour_from": 9, "onec_soap_hour_to": 18, "onec_soap_workdays_only": True})
        # Moscow is three hours ahead; March 7 is a Saturday.
        self.assertEqual([self.tick(f"2026-03-06 {hour}") for hour in ("05:59", "06:00", "15:00")], [0, 1, 0])
        self.assertEqual(self.tick("2026-03-07 08:00"), 0)

    def test_pause_stops_the_clock_and_not_the_button(self):
        self.onec.onec_soap_paused = True
        self.assertEqual(self.tick("2026-03-02 09:00"), 0)
        self.onec.action_talk_soap()
        self.assertEqual(len(self.jobs), 1)
        self.onec.onec_soap_paused = False
        self.assertEqual(self.tick("2026-03-02 09:01"), 1)

    def test_other_interval_counts_at_once(self):
        self.onec.onec_soap_minutes = 600
        self.tick("2026-03-02 09:00")
        self.onec.onec_soap_minutes = 1
        self.assertEqual(self.tick("2026-03-02 09:01"), 1)

    def test_older_base_is_looked_at_every_minute(self):
        cron = self.env.ref("torg_1c.cron_talk_soap")
        cron.interval_number = 10
        path = f"{get_module_path('torg_1c')}/migrations/19.0.1.0.1/post-soap_clock.py"
        load_script(path, "post-soap_clock").migrate(self.env.cr, "19.0.1.0.0")
        self.assertEqual(cron.interval_number, 1)
