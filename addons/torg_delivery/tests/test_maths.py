from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.torg_delivery.tools import prices, slots, zones


@tagged("post_install", "-at_install")
class TestZones(BaseCase):
    def _find(self, *rows, store=1, **address):
        numbered = [zones.Zone(id=number, **row) for number, row in enumerate(rows, start=1)]
        found = zones.find_zone(numbered, zones.Address(**address), store)
        return found and found.id

    def test_city_is_found_in_any_spelling(self):
        for city in ("Орёл", "г. Орел", "ОРЕЛ", " город  орёл "):
            self.assertEqual(self._find({"cities": ("Орёл",)}, city=city), 1, city)
        self.assertIsNone(self._find({"cities": ("Орёл",)}, city="Орлов"))

    def test_postal_code_is_found_by_its_beginning(self):
        self.assertEqual(self._find({"zips": ("1883", "190")}, zip="190 031"), 1)
        self.assertIsNone(self._find({"zips": ("1883", "190")}, zip="119021"))
        self.assertIsNone(self._find({"zips": ("1883",)}, zip=""))

    def test_district_is_whole_words_of_the_address(self):
        self.assertEqual(self._find({"districts": ("Мурино",)}, text="ЛО, Мурино, Петровский б-р, 5"), 1)
        self.assertIsNone(self._find({"districts": ("Пушкин",)}, text="Санкт-Петербург, Пушкинская ул., 1"))

    def test_circle_takes_what_is_near_the_store_and_nothing_unknown(self):
        self.assertEqual(self._find({"radius": 5.0}, distance=4.99), 1)
        self.assertIsNone(self._find({"radius": 5.0}, distance=5.01))
        self.assertIsNone(self._find({"radius": 5.0}))

    def test_first_zone_decides_and_foreign_stores_are_passed_by(self):
        rows = ({"cities": ("A",), "stores": frozenset({7})}, {"cities": ("A",)}, {"cities": ("A",)})
        self.assertEqual(self._find(*rows, city="A"), 2)
        self.assertEqual(self._find(*rows, city="A", store=7), 1)

    def test_words_stand_in_lines_or_between_commas(self):
        self.assertEqual(zones.split_words("A, B\n C ;\n\n D"), ("A", "B", "C", "D"))
        self.assertEqual(zones.split_words(None), ())


@tagged("post_install", "-at_install")
class TestPrices(BaseCase):
    def test_highest_threshold_decides(self):
        rows = [prices.Row(0, price=350), prices.Row(2000, price=200), prices.Row(4000, price=100)]
        for total, price in ((0, 350), (1999.99, 350), (2000, 200), (3999.99, 200), (9000, 100)):
            self.assertEqual(prices.price_by_sum(rows, total), price, total)

    def test_free_from_the_smallest_sum_of_the_zone(self):
        rows = [prices.Row(0, price=350, free_from=5000), prices.Row(2000, price=200)]
        self.assertEqual(prices.get_free_from(rows), 5000)
        self.assertEqual([prices.price_by_sum(rows, total) for total in (4999.99, 5000)], [200, 0])

    def test_order_below_the_first_threshold_is_not_brought(self):
        self.assertIsNone(prices.price_by_sum([prices.Row(1000, price=100)], 999.99))
        self.assertIsNone(prices.price_by_sum([], 999.99))

    def test_narrowest_weight_decides_and_begun_kilograms_count(self):
        rows = [
            prices.Row(weight_to=0, price=500, per_kg=20, weight_above=10),
            prices.Row(weight_to=5, price=300),
            prices.Row(weight_to=10, price=400),
        ]
        for weight, price in ((0, 300), (5, 300), (5.001, 400), (10, 400), (10.2, 520), (12, 540)):
            self.assertEqual(prices.price_by_weight(rows, weight, 0), price, weight)

    def test_too_heavy_goods_are_not_brought_even_for_nothing(self):
        rows = [prices.Row(weight_to=5, price=300, free_from=100)]
        self.assertIsNone(prices.price_by_weight(rows, 5.5, 1000))
        self.assertEqual(prices.price_by_weight(rows, 5, 1000), 0)

    def test_sum_that_misses_a_threshold_by_the_dust_of_floats_reaches_it(self):
        self.assertEqual(prices.price_by_sum([prices.Row(0, price=9), prices.Row(0.3, price=1)], 0.1 + 0.2 - 1e-9), 1)


@tagged("post_install", "-at_install")
class TestSlots(BaseCase):
    SLOT = slots.Slot(frozenset({0, 1, 2, 3, 4}), 10, 14, capacity=2, same_day_until=9.5)
    MONDAY = date(2026, 3, 2)

    def _fault(self, day, now, taken=0, slot=None):
        return slots.get_fault(slot or self.SLOT, day, now, taken)

    def test_why_an_order_does_not_fit(self):
        early = datetime(2026, 3, 2, 9, 29)
        self.assertIsNone(self._fault(self.MONDAY, early))
        self.assertEqual(self._fault(self.MONDAY, datetime(2026, 3, 2, 9, 30)), "too_late")
        self.assertEqual(self._fault(self.MONDAY, datetime(2026, 3, 3, 0, 0)), "past")
        self.assertEqual(self._fault(date(2026, 3, 7), early), "day_off")
        self.assertEqual([self._fault(self.MONDAY, early, taken) for taken in (1, 2, 3)], [None, "full", "full"])

    def test_without_capacity_as_many_as_come(self):
        endless = slots.Slot(frozenset({0}), 10, 14, same_day_until=24)
        self.assertIsNone(self._fault(self.MONDAY, datetime(2026, 3, 2, 23, 59), 1000, endless))

    def test_hours_are_read_as_on_a_clock(self):
        self.assertEqual([slots.format_hour(hour) for hour in (9, 13.5, 23.75)], ["9:00", "13:30", "23:45"])
