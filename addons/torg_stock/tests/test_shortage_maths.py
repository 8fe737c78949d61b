from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.torg_stock.tools.purchase import Offer, choose_offer
from odoo.addons.torg_stock.tools.shortage import Position, Transfer, plan_minimum, suggest_transfers

# Hypothesis reads the source of every module loaded, all of Odoo, before its first example.
SLOW = [HealthCheck.too_slow, HealthCheck.differing_executors]
QUANTITIES = st.integers(0, 60)
POSITIONS = st.builds(
    lambda free, incoming, minimum, more, rate: Position(free, incoming, minimum, minimum + more, rate / 4),
    st.integers(-10, 60),
    QUANTITIES,
    st.integers(0, 40),
    QUANTITIES,
    st.integers(0, 20),
)
NETWORKS = st.dictionaries(st.integers(1, 9), POSITIONS, max_size=9)


def _line(first, second):
    """Stores along a road, one kilometre after the other."""
    return abs(first - second)


def _packs(quantity, step):
    return round(quantity / step)


class TestTransferMaths(BaseCase):
    def test_nearest_store_helps_first(self):
        positions = {1: Position(0, minimum=4, maximum=8), 2: Position(5, minimum=0), 7: Position(50)}
        self.assertEqual(suggest_transfers(positions, _line), [Transfer(2, 1, 5), Transfer(7, 1, 3)])

    def test_store_whose_place_is_not_known_helps_last(self):
        positions = {1: Position(0, minimum=4), 2: Position(9), 3: Position(9)}
        found = suggest_transfers(positions, lambda source, _target: None if source == 2 else 700)
        self.assertEqual(found, [Transfer(3, 1, 4)])

    def test_empty_store_is_helped_before_one_that_has_some_left(self):
        positions = {1: Position(2, minimum=5, rate=1), 2: Position(0, minimum=3), 3: Position(3)}
        self.assertEqual(suggest_transfers(positions, _line), [Transfer(3, 2, 3)])

    def test_what_is_under_way_is_not_asked_for_again(self):
        positions = {1: Position(1, incoming=4, minimum=5, maximum=20), 2: Position(90)}
        self.assertEqual(suggest_transfers(positions, _line), [])

    def test_minimum_of_parts_of_a_kilogram_is_kept_exactly(self):
        self.assertEqual(Position(free=0.1, incoming=0.7, minimum=0.8, maximum=5).need, 0)

    def test_only_whole_packs_move(self):
        positions = {1: Position(0, minimum=8), 2: Position(20, minimum=4)}
        self.assertEqual(suggest_transfers(positions, _line, step=6), [Transfer(2, 1, 12)])

    def test_half_a_kilogram_moves_where_the_unit_allows(self):
        positions = {1: Position(0.1, minimum=0.6), 2: Position(2)}
        self.assertEqual(suggest_transfers(positions, _line, step=0.01), [Transfer(2, 1, 0.5)])

    @given(positions=NETWORKS, step=st.sampled_from([1.0, 2.0, 6.0, 0.5]))
    @settings(max_examples=400, deadline=None, suppress_health_check=SLOW)
    def test_donor_keeps_its_minimum_and_as_much_is_covered_as_can_be(self, positions, step):
        found = suggest_transfers(positions, _line, step)
        given_packs, taken = dict.fromkeys(positions, 0), dict.fromkeys(positions, 0)
        for source, target, quantity in found:
            self.assertGreater(quantity, 0)
            self.assertAlmostEqual(quantity, _packs(quantity, step) * step)
            given_packs[source] += _packs(quantity, step)
            taken[target] += _packs(quantity, step)
        for store, position in positions.items():
            if given_packs[store]:
                self.assertGreaterEqual(position.free - given_packs[store] * step, position.minimum)
            self.assertLess(taken[store] * step, position.need + step if position.need else 1e-9)
            self.assertFalse(given_packs[store] and taken[store], "no store gives and takes")
        spare = sum(int(position.surplus // step) for position in positions.values())
        wanted = sum(-int(-position.need // step) for position in positions.values())
        self.assertEqual(sum(taken.values()), min(spare, wanted))

    @given(positions=NETWORKS, order=st.randoms(use_true_random=False))
    @settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
    def test_order_in_which_stores_are_named_changes_nothing(self, positions, order):
        shuffled = list(positions.items())
        order.shuffle(shuffled)
        self.assertEqual(suggest_transfers(positions, _line), suggest_transfers(dict(shuffled), _line))


class TestMinimumMaths(BaseCase):
    def test_minimum_is_days_of_sales_rounded_up(self):
        self.assertEqual(plan_minimum(0.5, 7, 21), (4, 11))

    def test_whole_packs(self):
        self.assertEqual(plan_minimum(0.5, 7, 21, step=6), (6, 12))

    def test_goods_that_do_not_sell_keep_the_least(self):
        self.assertEqual(plan_minimum(0, 7, 21, least=1), (1, 1))

    def test_maximum_is_never_below_the_minimum(self):
        self.assertEqual(plan_minimum(1, 7, 3), (7, 7))

    def test_sums_of_fractions_do_not_grow_by_a_pack(self):
        self.assertEqual(plan_minimum(0.1 + 0.2, 10, 10), (3, 3))


class TestOfferMaths(BaseCase):
    def test_need_becomes_whole_packs(self):
        self.assertEqual(choose_offer([Offer(0, 6, 600)], 13), (0, 3))

    def test_greater_quantity_gets_the_better_row(self):
        self.assertEqual(choose_offer([Offer(1, 6, 600), Offer(10, 6, 540)], 60), (1, 10))
        self.assertEqual(choose_offer([Offer(1, 6, 600), Offer(10, 6, 540)], 54), (0, 9))

    def test_supplier_that_asks_for_more_gets_its_minimum(self):
        self.assertEqual(choose_offer([Offer(5, 6, 600)], 7), (0, 5))

    @given(
        offers=st.lists(st.builds(Offer, st.integers(0, 12), st.sampled_from([1, 6, 12]), st.just(1)), min_size=1),
        needed=st.integers(1, 200),
    )
    @settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
    def test_need_is_covered_and_the_minimum_kept(self, offers, needed):
        number, packs = choose_offer(offers, needed)
        self.assertGreaterEqual(packs * offers[number].pack, needed)
        self.assertGreaterEqual(packs, offers[number].minimum)
