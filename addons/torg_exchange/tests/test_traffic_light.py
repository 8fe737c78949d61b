from datetime import datetime, timedelta

from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools.traffic_light import Figures, Light, Limits, judge, worst

NOW = datetime(2026, 3, 2, 12)


def ago(**age):
    """Return the moment so long before now."""
    return NOW - timedelta(**age)


class TestTrafficLight(BaseCase):
    def judge(self, limits=None, **figures):
        return judge(Figures(**figures), limits or Limits(), NOW)

    def test_no_traffic_is_grey(self):
        self.assertEqual(self.judge(), Light("grey"))

    def test_fresh_success_is_green(self):
        self.assertEqual(self.judge(last_success=ago(minutes=1), waiting=3, oldest_waiting=NOW), Light("green"))

    def test_old_queue_is_yellow_then_red(self):
        self.assertEqual(self.judge(waiting=1, oldest_waiting=ago(minutes=31)), Light("yellow", ("queue",)))
        self.assertEqual(self.judge(waiting=1, oldest_waiting=ago(minutes=60)), Light("red", ("queue",)))

    def test_one_stuck_is_yellow_ten_are_red(self):
        self.assertEqual(self.judge(stuck=1), Light("yellow", ("stuck",)))
        self.assertEqual(self.judge(stuck=10), Light("red", ("stuck",)))

    def test_retries_alone_are_yellow_at_most(self):
        self.assertEqual(self.judge(retrying=500, last_success=NOW), Light("yellow", ("retrying",)))

    def test_silence_counts_only_where_it_is_watched(self):
        self.assertEqual(self.judge(last_success=ago(days=9)).colour, "green")
        watched = Limits(silence_hours=4)
        self.assertEqual(self.judge(watched, last_success=ago(hours=3)), Light("yellow", ("silence",)))
        self.assertEqual(self.judge(watched, last_success=ago(hours=5)), Light("red", ("silence",)))

    def test_zero_means_do_not_watch(self):
        careless = Limits(queue_minutes=0, failures=0)
        self.assertEqual(self.judge(careless, waiting=1, oldest_waiting=ago(days=9)), Light("green"))
        self.assertEqual(self.judge(careless, stuck=1000), Light("yellow", ("stuck",)))

    def test_worst_reason_decides_and_all_are_told(self):
        light = self.judge(stuck=1, retrying=1, waiting=1, oldest_waiting=ago(hours=2))
        self.assertEqual(light.colour, "red")
        self.assertEqual(set(light.reasons), {"stuck", "queue", "retrying"})

    def test_worst_of_nothing_is_grey(self):
        self.assertEqual(worst([]), "grey")
        self.assertEqual(worst(["green", "red", "yellow", "grey"]), "red")
