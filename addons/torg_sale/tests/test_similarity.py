from odoo.tests import BaseCase

from odoo.addons.torg_sale.tools.similarity import find_alike, similarity


class TestSimilarity(BaseCase):
    def test_same_baskets_are_the_same(self):
        self.assertEqual(similarity({1: 2, 2: 1}, {2: 1, 1: 2}), 1)

    def test_nothing_in_common_is_nothing(self):
        self.assertEqual(similarity({1: 2}, {2: 2}), 0)
        self.assertEqual(similarity({}, {}), 0)

    def test_seven_pieces_of_ten_are_seventy_per_cent(self):
        self.assertAlmostEqual(similarity({1: 7, 2: 3}, {1: 7, 3: 3}), 0.7)

    def test_likest_is_found_and_the_first_of_equals(self):
        others = {5: {1: 1}, 3: {1: 2}, 4: {1: 2}}
        self.assertEqual(find_alike({1: 2}, others, 0.7), 3)

    def test_share_counts_exactly(self):
        self.assertEqual(find_alike({1: 7, 2: 3}, {9: {1: 7, 3: 3}}, 0.7), 9)
        self.assertIsNone(find_alike({1: 69, 2: 31}, {9: {1: 69, 3: 31}}, 0.7))
