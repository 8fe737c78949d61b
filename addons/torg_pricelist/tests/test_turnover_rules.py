from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests.common import BaseCase

from odoo.addons.torg_pricelist.tools.turnover import (
    Takings,
    TurnoverReplay,
    TurnoverRules,
    apply_discount,
    compose,
    get_listed_discount,
    get_position,
    limit_discount,
)
from odoo.addons.torg_pricelist.tools.turnover_sheet import parse_amount, parse_month

KOPECKS = st.integers(1, 100_000_000).map(lambda kopecks: kopecks / 100)
PERCENTS = st.integers(0, 9_999).map(lambda part: part / 100)
RULES = st.sampled_from(["best", "add"])
FIRST = date(2024, 1, 1)
THRESHOLDS = [100, 500, 1000]
TAKINGS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(-200, 900)).map(
        lambda pair: Takings(FIRST + timedelta(pair[0]), FIRST + timedelta(pair[0]), pair[1])
    ),
    max_size=25,
)


class TestTurnoverRules(BaseCase):
    def test_windows(self):
        day = date(2026, 3, 10)
        cases = {"life": None, "year": date(2026, 1, 1), "rolling": date(2025, 3, 11)}
        for basis, start in cases.items():
            self.assertEqual(TurnoverRules(basis).get_window(day), (start, date(2026, 3, 31)))
        self.assertEqual(TurnoverRules("rolling").get_window(date(2024, 2, 29))[0], date(2023, 3, 1))

    def test_position_is_exact_at_the_threshold(self):
        for turnover, position in ((99.99, -1), (100, 0), (0.1 + 0.2 + 99.7, 0), (499.995, 1), (1e9, 2)):
            self.assertEqual(get_position(turnover, THRESHOLDS), position)

    @settings(max_examples=200, deadline=None)
    @given(takings=TAKINGS, offset=st.integers(0, 1000), basis=st.sampled_from(["life", "year", "rolling"]))
    def test_replayed_turnover_is_the_sum_of_the_window(self, takings, offset, basis):
        day, rules = FIRST + timedelta(offset), TurnoverRules(basis)
        start, _end = rules.get_window(day)
        expected = sum(sum_.amount for sum_ in takings if sum_.date <= day and not (start and sum_.date < start))
        self.assertEqual(TurnoverReplay(rules, takings, THRESHOLDS).get_turnover(day), expected)

    @settings(max_examples=200, deadline=None)
    @given(takings=TAKINGS, offset=st.integers(0, 1000), fall_on=st.sampled_from(["month", "year"]))
    def test_waiting_levels_are_never_below_those_that_fall_at_once(self, takings, offset, fall_on):
        day = FIRST + timedelta(offset)
        levels = [
            TurnoverReplay(rules, takings, THRESHOLDS).get_level(day)
            for rules in (TurnoverRules(), TurnoverRules(fall_on=fall_on), TurnoverRules(mode="one_way"))
        ]
        self.assertEqual(levels, sorted(levels))

    @settings(max_examples=200, deadline=None)
    @given(takings=TAKINGS, offset=st.integers(0, 1000))
    def test_level_that_only_rises_never_falls(self, takings, offset):
        replay = TurnoverReplay(TurnoverRules(mode="one_way"), takings, THRESHOLDS)
        day = FIRST + timedelta(offset)
        self.assertLessEqual(replay.get_level(day), replay.get_level(day + timedelta(days=40)))

    def test_return_that_leaves_the_period_raises_the_level_for_good(self):
        takings = [Takings(FIRST, FIRST, -1), Takings(FIRST + timedelta(1), FIRST + timedelta(1), 100)]
        replay = TurnoverReplay(TurnoverRules(mode="one_way"), takings, THRESHOLDS)
        levels = [replay.get_level(FIRST + timedelta(days)) for days in (1, 365, 366, 367, 500)]
        self.assertEqual(levels, [-1, -1, 0, 0, 0])

    # === DISCOUNT === #

    @settings(max_examples=300, deadline=None)
    @given(listed=PERCENTS, tier=PERCENTS)
    def test_best_is_never_more_than_both_and_both_never_more_than_all(self, listed, tier):
        best, both = compose(listed, tier, "best"), compose(listed, tier, "add")
        self.assertEqual(best, max(listed, tier))
        self.assertLessEqual(best, both)
        self.assertLessEqual(both, 100)

    @settings(max_examples=500, deadline=None)
    @given(base=KOPECKS, listed=PERCENTS, tier=PERCENTS, floor=KOPECKS, rule=RULES)
    def test_price_is_never_below_the_floor_nor_above_the_list(self, base, listed, tier, floor, rule):
        discount = limit_discount(base, compose(listed, tier, rule), floor, listed)
        price, list_price = (Decimal(repr(apply_discount(base, part))) for part in (discount, listed))
        self.assertLessEqual(price, list_price)
        self.assertGreaterEqual(price + Decimal("1e-9"), min(Decimal(repr(floor)), list_price))
        self.assertGreaterEqual(price, 0)

    @settings(max_examples=500, deadline=None)
    @given(base=KOPECKS, discount=PERCENTS)
    def test_discount_is_read_back_from_the_price_it_makes(self, base, discount):
        self.assertEqual(get_listed_discount(base, apply_discount(base, discount)), discount)

    @settings(max_examples=300, deadline=None)
    @given(base=KOPECKS, first=PERCENTS, second=PERCENTS, floor=KOPECKS, rule=RULES)
    def test_higher_level_is_never_dearer(self, base, first, second, floor, rule):
        low, high = sorted((first, second))
        discounts = [limit_discount(base, compose(5.0, tier, rule), floor, 5.0) for tier in (low, high)]
        self.assertEqual(discounts, sorted(discounts))

    # === CELLS === #

    def test_months_as_people_write_them(self):
        november = (date(2025, 11, 1), "")
        for written in ("11.2025", "2025-11", "ноябрь 2025", "Ноября 2025 г.", "30.11.2025", "Nov 2025", "11/2025",
                        "2025-11-30", date(2025, 11, 5)):  # fmt: skip
            self.assertEqual(parse_month(written), november, written)
        self.assertEqual(parse_month("май 2025"), (date(2025, 5, 1), ""))
        self.assertEqual(parse_month("марта 2025"), (date(2025, 3, 1), ""))
        for written in ("13.2025", "2025", "вчера", "11", "0.2025"):
            self.assertEqual(parse_month(written), (None, "bad_month"), written)
        self.assertEqual(parse_month(None), (None, "no_month"))

    def test_sums_as_people_write_them(self):
        for written, amount in (("1 200,50 ₽", 1200.5), ("-300", -300.0), (0.1 + 0.2, 0.3), ("12000 руб.", 12000.0)):
            self.assertEqual(parse_amount(written), (amount, ""), written)
        for written in ("много", "1.2.3", "nan", "1e50"):
            self.assertEqual(parse_amount(written), (None, "bad_amount"), written)
        self.assertEqual(parse_amount(""), (None, "no_amount"))
