from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests.common import BaseCase

from odoo.addons.torg_pricelist.tools.rounding import ROUNDINGS, change_price, round_price

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of the code

PRICES = st.integers(1, 100_000_000).map(lambda kopecks: kopecks / 100)
CODES = st.sampled_from(sorted(ROUNDINGS))
MODES = st.sampled_from(["nearest", "up", "down"])


def exact(price):
    return Decimal(repr(price))


class TestRounding(BaseCase):
    def test_price_tags(self):
        cases = [
            (114.0, "nine", "nearest", 119.0),
            (113.99, "nine", "nearest", 109.0),
            (120.0, "nine", "up", 129.0),
            (128.99, "nine", "down", 119.0),
            (12.25, "half", "nearest", 12.5),
            (12.24, "half", "nearest", 12.0),
            (12.01, "half", "up", 12.5),
            (4.35 + 0.1, "kopeck", "nearest", 4.45),
            (12.39, "ninety", "nearest", 11.9),
            (12.4, "ninety", "nearest", 12.9),
            (150.0, "ninety_nine", "nearest", 199.0),
            (3.0, "nine", "down", 9.0),
            (0.2, "rouble", "down", 1.0),
            (1.0, "ninety_nine", "nearest", 99.0),
        ]
        for price, code, mode, expected in cases:
            with self.subTest(price=price, code=code, mode=mode):
                self.assertEqual(round_price(price, code, mode), expected)

    @settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
    @given(price=PRICES, code=CODES, mode=MODES)
    def test_result_has_the_ending_and_stays_within_a_period(self, price, code, mode):
        way, result = ROUNDINGS[code], round_price(price, code, mode)
        period = Decimal(way.period)
        self.assertEqual((exact(result) - Decimal(way.ending)) % period, 0)
        self.assertGreater(result, 0)
        if exact(price) >= period:
            self.assertLess(abs(exact(result) - exact(price)), period)

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(price=PRICES, code=CODES)
    def test_up_is_never_lower_and_down_never_higher(self, price, code):
        up, down, nearest = (round_price(price, code, mode) for mode in ("up", "down", "nearest"))
        self.assertGreaterEqual(exact(up), exact(price))
        if exact(price) >= Decimal(ROUNDINGS[code].period):
            self.assertLessEqual(exact(down), exact(price))
        self.assertIn(nearest, (up, down))

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(price=PRICES, code=CODES, mode=MODES)
    def test_rounding_twice_changes_nothing(self, price, code, mode):
        once = round_price(price, code, mode)
        self.assertEqual(round_price(once, code, mode), once)

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(first=PRICES, second=PRICES, code=CODES, mode=MODES)
    def test_dearer_goods_never_become_cheaper_than_others(self, first, second, code, mode):
        low, high = sorted((first, second))
        self.assertLessEqual(round_price(low, code, mode), round_price(high, code, mode))

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(price=PRICES, percent=st.integers(-9999, 100_000).map(lambda part: part / 100))
    def test_percent_is_exact_to_the_kopeck(self, price, percent):
        expected = exact(price) * (100 + exact(percent)) / 100
        result = exact(change_price(price, percent))
        self.assertLessEqual(abs(result - max(expected, Decimal("0.01"))), Decimal("0.0051"))

    def test_price_never_falls_to_nothing(self):
        self.assertEqual(change_price(100.0, percent=-100), 0.01)
        self.assertEqual(change_price(100.0, surcharge=-500), 0.01)
        self.assertEqual(change_price(1.0, percent=-99.99, rounding="nine"), 9.0)
