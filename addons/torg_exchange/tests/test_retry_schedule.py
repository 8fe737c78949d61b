from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools.retry_schedule import HOUR, MAX_ATTEMPTS, next_pause, parse_retry_after


def middle(low, high):
    """Return no jitter."""
    return (low + high) / 2


class TestRetrySchedule(BaseCase):
    def test_twelve_tries_take_about_three_days(self):
        self.assertEqual(MAX_ATTEMPTS, 12)
        total = sum(next_pause(attempt, spread=middle) for attempt in range(1, MAX_ATTEMPTS))
        self.assertAlmostEqual(total / HOUR, 72, delta=2)

    def test_pauses_grow(self):
        pauses = [next_pause(attempt, spread=middle) for attempt in range(1, MAX_ATTEMPTS)]
        self.assertEqual(pauses, sorted(set(pauses)))

    def test_last_try_has_no_next(self):
        self.assertIsNone(next_pause(MAX_ATTEMPTS))
        self.assertIsNone(next_pause(MAX_ATTEMPTS + 1, wish=5))

    def test_jitter_spreads_equal_messages(self):
        pauses = {next_pause(5) for _ in range(50)}
        self.assertGreater(len(pauses), 10)
        self.assertTrue(all(0.9 * 1800 <= pause <= 1.1 * 1800 for pause in pauses))

    def test_receiver_may_ask_for_longer_but_not_for_shorter(self):
        self.assertEqual(next_pause(1, wish=600, spread=middle), 600)
        self.assertEqual(next_pause(5, wish=1, spread=middle), 1800)

    def test_wish_of_a_year_is_cut_to_a_day(self):
        self.assertEqual(next_pause(1, wish=365 * 24 * HOUR, spread=middle), 24 * HOUR)

    def test_retry_after_is_a_number_or_a_date(self):
        self.assertEqual(parse_retry_after("120", now=0), 120)
        self.assertEqual(parse_retry_after("Thu, 01 Jan 1970 00:02:00 GMT", now=60), 60)
        self.assertEqual(parse_retry_after("Thu, 01 Jan 1970 00:00:00 GMT", now=60), 0)
        self.assertIsNone(parse_retry_after("soon", now=0))
        self.assertIsNone(parse_retry_after("²", now=0), "a digit to Python's isdigit, yet no number")
        self.assertIsNone(parse_retry_after("Mon, 01 Jan 99999 00:00:00 GMT", now=0))
        self.assertIsNone(parse_retry_after(None, now=0))
