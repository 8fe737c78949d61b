from odoo.tests import BaseCase

from odoo.addons.torg_stock.tools.geo import distance_km

MOSCOW, PETERSBURG, VLADIVOSTOK = (55.7558, 37.6173), (59.9386, 30.3141), (43.1155, 131.8855)


class TestGeo(BaseCase):
    def test_distances_are_those_of_the_atlas(self):
        self.assertAlmostEqual(distance_km(MOSCOW, PETERSBURG), 634, delta=3)
        self.assertAlmostEqual(distance_km(MOSCOW, VLADIVOSTOK), 6418, delta=20)

    def test_distance_to_oneself_is_zero(self):
        self.assertEqual(distance_km(MOSCOW, MOSCOW), 0)

    def test_opposite_points_of_the_globe_are_half_its_girth_apart(self):
        self.assertAlmostEqual(distance_km((0.1, 0), (-0.1, 180)), 20015, delta=1)

    def test_distance_is_unknown_without_coordinates(self):
        self.assertIsNone(distance_km(MOSCOW, (0, 0)))
        self.assertIsNone(distance_km((0, 0), MOSCOW))
