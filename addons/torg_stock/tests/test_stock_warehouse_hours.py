from datetime import datetime, timedelta

from freezegun import freeze_time
from pytz import timezone

from odoo import Command
from odoo.tests import tagged

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestOpeningHours(StoreCommon):
    """Hours are Moscow's: 10:00 there is 7:00 in the base. 2 November 2026 is a Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = cls.near
        cls.store.opening_hours = cls._create_calendar({day: (10, 22) for day in range(6)})

    @classmethod
    def _create_calendar(cls, hours_by_day):
        lines = [
            {"name": "Day", "dayofweek": str(day), "hour_from": start, "hour_to": end, "day_period": "full_day"}
            for day, (start, end) in hours_by_day.items()
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Store",
                "tz": "Europe/Moscow",
                "attendance_ids": [Command.clear(), *[Command.create(line) for line in lines]],
            }
        )

    def _except(self, first, last=None, hours=None):
        vals = {"warehouse_id": self.store.id, "date_from": first, "date_to": last or first}
        if hours:
            vals |= {"is_open": True, "hour_from": hours[0], "hour_to": hours[1]}
        return self.env["torg.store.exception"].create(vals)

    def test_open_from_opening_to_closing(self):
        cases = {"06:59:59": False, "07:00:00": True, "18:59:59": True, "19:00:00": False, "23:00:00": False}
        for hour, expected in cases.items():
            with self.subTest(hour=hour):
                self.assertEqual(self.store._is_open_at(datetime.fromisoformat(f"2026-11-02 {hour}")), expected)

    def test_aware_moments_are_understood(self):
        moscow = timezone("Europe/Moscow")
        self.assertTrue(self.store._is_open_at(moscow.localize(datetime(2026, 11, 2, 10))))
        self.assertFalse(self.store._is_open_at(moscow.localize(datetime(2026, 11, 2, 9, 59))))

    def test_next_opening_is_now_when_open(self):
        now = datetime(2026, 11, 2, 12)
        self.assertEqual(self.store._next_opening(now), now)

    def test_next_opening_skips_the_day_off(self):
        self.assertEqual(self.store._next_opening(datetime(2026, 11, 7, 20)), datetime(2026, 11, 9, 7))

    def test_closed_day_overrules_the_week(self):
        self._except("2026-11-02", "2026-11-03")
        self.assertFalse(self.store._is_open_at(datetime(2026, 11, 3, 12)))
        self.assertEqual(self.store._next_opening(datetime(2026, 11, 1, 20)), datetime(2026, 11, 4, 7))

    def test_short_day_overrules_the_week(self):
        self._except("2026-11-02", hours=(12, 15))
        self.assertFalse(self.store._is_open_at(datetime(2026, 11, 2, 8)))
        self.assertTrue(self.store._is_open_at(datetime(2026, 11, 2, 9)))
        self.assertFalse(self.store._is_open_at(datetime(2026, 11, 2, 12)))

    def test_store_may_work_on_a_day_off(self):
        self._except("2026-11-08", hours=(10, 14))
        self.assertEqual(self.store._next_opening(datetime(2026, 11, 7, 20)), datetime(2026, 11, 8, 7))

    def test_later_entry_overrules_an_earlier_one(self):
        self._except("2026-11-01", "2026-11-10")
        self._except("2026-11-05", hours=(10, 18))
        self.assertEqual(self.store._next_opening(datetime(2026, 11, 2, 8)), datetime(2026, 11, 5, 7))

    def test_exception_of_one_store_does_not_close_another(self):
        self.far.opening_hours = self.store.opening_hours
        self._except("2026-11-02")
        self.assertTrue(self.far._is_open_at(datetime(2026, 11, 2, 12)))

    def test_days_off_of_the_calendar_close_and_those_of_the_office_do_not(self):
        leave = {"date_from": datetime(2026, 11, 2, 5), "date_to": datetime(2026, 11, 2, 10), "name": "Closed"}
        self.env["resource.calendar.leaves"].create(leave)
        self.assertTrue(self.store._is_open_at(datetime(2026, 11, 2, 8)))
        self.env["resource.calendar.leaves"].create(leave | {"calendar_id": self.store.opening_hours.id})
        self.assertFalse(self.store._is_open_at(datetime(2026, 11, 2, 8)))

    def test_night_store_is_one_interval(self):
        self.store.opening_hours = self._create_calendar({4: (18, 24), 5: (0, 2)})
        midnight = datetime(2026, 11, 6, 21)
        for minutes in (-1, 0, 119):
            self.assertTrue(self.store._is_open_at(midnight + timedelta(minutes=minutes)))
        self.assertFalse(self.store._is_open_at(midnight + timedelta(minutes=120)))
        with freeze_time("2026-11-06 19:00:00"):
            self.assertEqual(self.store.opening_text, "Open until 2:00")

    def test_store_around_the_clock_never_blinks_at_midnight(self):
        self.store.opening_hours = self._create_calendar({day: (0, 24) for day in range(7)})
        almost_midnight = datetime(2026, 11, 2, 20, 59, 59, 999999)
        self.assertTrue(self.store._is_open_at(almost_midnight))
        self.assertEqual(self.store.opening_text, "Open around the clock")

    def test_store_without_hours_never_closes(self):
        self.assertTrue(self.far._is_open_at(datetime(2026, 11, 2, 3)))
        self.assertEqual(self.far.opening_text, "Open around the clock")

    def test_store_that_is_closed_for_long_says_so(self):
        self._except("2026-11-01", "2030-01-01")
        self.assertFalse(self.store._next_opening(datetime(2026, 11, 2)))
        with freeze_time("2026-11-02 08:00:00"):
            self.assertEqual(self.store.opening_text, "Closed")
            self.assertFalse(self.store.is_open_now)

    def test_card_says_when_the_store_opens_and_closes(self):
        cases = {
            "2026-11-02 08:00:00": (True, "Open until 22:00"),
            "2026-11-02 04:00:00": (False, "Opens at 10:00"),
            "2026-11-07 20:00:00": (False, "Opens on Mon, 9 Nov, 10:00"),
        }
        for moment, expected in cases.items():
            with self.subTest(moment=moment), freeze_time(moment):
                self.store.invalidate_recordset()
                self.assertEqual((self.store.is_open_now, self.store.opening_text), expected)

    def test_name_of_a_special_day_reads_by_itself(self):
        self.assertEqual(self._except("2026-12-31", hours=(10, 18.5)).display_name, "12/31/2026: 10:00 – 18:30")
        self.assertEqual(self._except("2026-12-31", "2027-01-02").display_name, "12/31/2026 – 01/02/2027: closed")

    def test_opening_of_ten_stores_takes_as_many_queries_as_of_one(self):
        calendar = self.store.opening_hours
        stores = self._create_stores(*[{"name": f"Store {n}", "opening_hours": calendar.id} for n in range(10)])
        stores.mapped("opening_text")
        of_one = self._count_queries(lambda: stores[:1].mapped("opening_text"))
        self.assertEqual(self._count_queries(lambda: stores.mapped("opening_text")), of_one)
