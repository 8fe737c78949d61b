from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.torg_sale.tools.deadline import add_hours

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of the code

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
DAY = [(MONDAY + timedelta(days=n, hours=10), MONDAY + timedelta(days=n, hours=20)) for n in range(5)]


def count_hours(start, end, intervals):
    """Return how many hours of working time lie between two moments."""
    parts = (max(min(closes, end) - max(opens, start), timedelta()) for opens, closes in intervals)
    return sum(parts, start=timedelta()) / timedelta(hours=1)


@st.composite
def schedules(draw):
    """Sorted intervals apart from each other, over some weeks."""
    intervals, moment = [], MONDAY
    for _number in range(draw(st.integers(1, 30))):
        opens = moment + timedelta(minutes=draw(st.integers(1, 2000)))
        moment = opens + timedelta(minutes=draw(st.integers(1, 1000)))
        intervals.append((opens, moment))
    return intervals


minutes = st.integers(1, 5000)


class TestDeadlineMaths(BaseCase):
    def test_hours_pass_only_while_it_is_open(self):
        self.assertEqual(add_hours(MONDAY + timedelta(hours=18), 4, DAY), MONDAY + timedelta(days=1, hours=12))

    def test_before_opening_the_clock_waits(self):
        self.assertEqual(add_hours(MONDAY, 0.5, DAY), MONDAY + timedelta(hours=10, minutes=30))

    def test_limit_that_ends_with_the_day_is_that_day(self):
        self.assertEqual(add_hours(MONDAY + timedelta(hours=10), 10, DAY), MONDAY + timedelta(hours=20))

    def test_what_the_intervals_do_not_hold_is_unknown(self):
        self.assertIsNone(add_hours(MONDAY, 51, DAY))
        self.assertIsNone(add_hours(MONDAY, 1, []))

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(schedules(), minutes, minutes)
    def test_counting_undoes_adding(self, intervals, offset, length):
        start = MONDAY + timedelta(minutes=offset)
        end = add_hours(start, length / 60, intervals)
        if end is None:
            self.assertLess(count_hours(start, intervals[-1][1], intervals), length / 60)
        else:
            self.assertAlmostEqual(count_hours(start, end, intervals), length / 60, places=6)
            self.assertTrue(any(opens < end <= closes for opens, closes in intervals))

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(schedules(), minutes, minutes, minutes)
    def test_adding_twice_is_adding_the_sum(self, intervals, offset, first, second):
        start = MONDAY + timedelta(minutes=offset)
        whole = add_hours(start, (first + second) / 60, intervals)
        half = add_hours(start, first / 60, intervals)
        if whole is not None:
            self.assertAlmostEqual(add_hours(half, second / 60, intervals).timestamp(), whole.timestamp(), delta=0.001)
