from datetime import date

from odoo.tests import BaseCase

from odoo.addons.torg_ru.tools import vat


class TestVat(BaseCase):
    def test_standard_rate_changes_with_the_year_2026(self):
        self.assertEqual(vat.get_standard_rate("RU", date(2019, 1, 1)), "20")
        self.assertEqual(vat.get_standard_rate("RU", date(2025, 12, 31)), "20")
        self.assertEqual(vat.get_standard_rate("RU", date(2026, 1, 1)), "22")
        self.assertEqual(vat.get_standard_rate("RU", date(2030, 6, 1)), "22")

    def test_another_country_has_no_standard_rate_here(self):
        self.assertIsNone(vat.get_standard_rate("KZ", date(2026, 1, 1)))
        self.assertFalse(vat.is_standard_rate("KZ", "20"))

    def test_reduced_rates_are_not_standard(self):
        self.assertTrue(vat.is_standard_rate("RU", "20"))
        self.assertTrue(vat.is_standard_rate("RU", "22"))
        for code in ("10", "7", "5", "0", "none"):
            self.assertFalse(vat.is_standard_rate("RU", code))
