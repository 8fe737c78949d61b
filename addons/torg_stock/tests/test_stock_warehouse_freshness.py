from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestFreshness(StoreCommon):
    NOW = datetime(2026, 11, 2, 12)

    def setUp(self):
        super().setUp()
        self.near.stock_keeper = "external"
        self.startPatcher(freeze_time(self.NOW))

    def _age(self, minutes):
        self.near.figures_at = self.NOW - timedelta(minutes=minutes)
        return self.near.freshness

    def test_stock_kept_here_is_live(self):
        self.assertEqual(self.far.freshness, "live")
        self.assertEqual(self.far._get_figures_age(), timedelta())

    def test_stock_that_never_came_is_stale(self):
        self.assertEqual(self.near.freshness, "stale")
        self.assertIsNone(self.near._get_figures_age())

    def test_light_turns_yellow_then_red_by_the_company_settings(self):
        self.env.company.write({"figure_late_minutes": 10, "figure_stale_minutes": 30})
        lights = [self._age(minutes) for minutes in (0, 9, 10, 29, 30, 1000)]
        self.assertEqual(lights, ["fresh", "fresh", "late", "late", "stale", "stale"])

    def test_age_is_told_in_minutes_and_never_negative(self):
        self._age(75)
        self.assertEqual(self.near.figures_age, 75)
        self._age(-5)
        self.assertEqual(self.near.figures_age, 0)

    def test_stores_are_found_by_their_light(self):
        self._age(10**4)
        stores = self.env["stock.warehouse"]
        self.assertIn(self.near, stores.search([("freshness", "in", ("late", "stale"))]))
        self.assertNotIn(self.far, stores.search([("freshness", "=", "stale")]))
        self.assertIn(self.far, stores.search([("freshness", "!=", "stale")]))

    def test_red_comes_after_yellow(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.company.write({"figure_late_minutes": 30, "figure_stale_minutes": 30})
            self.env.company.flush_recordset()
