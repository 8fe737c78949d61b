from datetime import datetime, timedelta

from freezegun import freeze_time
from pytz import timezone, utc

from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon

ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
    "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
)  # fmt: skip
NOON = "2026-11-06 09:00:00"  # a Friday, noon in Moscow


@tagged("post_install", "-at_install")
class TestTimeLimit(OrderCommon):
    """The near store is open 10–20, Monday to Saturday, by Moscow's clock unless told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.near.opening_hours = cls._make_calendar("Europe/Moscow")
        cls.far.opening_hours = False
        cls.near.exception_ids = cls.far.exception_ids = False
        cls.stages["new"].time_limit = 4
        cls.stages["in_work"].time_limit = 10

    @classmethod
    def _make_calendar(cls, tz):
        lines = [
            {"name": "Day", "dayofweek": str(day), "hour_from": 10, "hour_to": 20, "day_period": "full_day"}
            for day in range(6)
        ]
        return cls.env["resource.calendar"].create(
            {"name": tz, "tz": tz, "attendance_ids": [Command.clear(), *map(Command.create, lines)]}
        )

    def _except(self, day, hours=None):
        vals = {"warehouse_id": self.near.id, "date_from": day}
        if hours:
            vals |= {"is_open": True, "hour_from": hours[0], "hour_to": hours[1]}
        self.env["torg.store.exception"].create(vals)

    def _jobs(self, method="_check_time_limits"):
        self.env.cr.flush()
        return self.env["queue.job"].search([("method_name", "=", method), ("state", "=", "pending")])

    @freeze_time(NOON)
    def test_new_order_has_a_deadline_by_the_hours_of_its_store(self):
        self.assertEqual(self._make_order().stage_deadline, datetime(2026, 11, 6, 13))

    @freeze_time(NOON)
    def test_weekend_does_not_count(self):
        order = self._make_order()
        with freeze_time("2026-11-07 15:00:00"):  # Saturday, 18:00 in Moscow
            self._move(order, "in_work")
        self.assertEqual(order.stage_deadline, datetime(2026, 11, 9, 15))

    @freeze_time(NOON)
    def test_holiday_does_not_count_and_the_day_before_it_is_short(self):
        self._except("2026-11-06", (10, 14))
        self._except("2026-11-07")
        self.assertEqual(self._make_order().stage_deadline, datetime(2026, 11, 9, 9))

    @freeze_time(NOON)
    def test_store_that_never_closes_counts_every_hour(self):
        self.assertEqual(self._make_order(store=self.far).stage_deadline, datetime(2026, 11, 6, 13))
        self.stages["new"].time_limit = 100
        self.assertEqual(self._make_order(store=self.far).stage_deadline, datetime(2026, 11, 10, 13))

    @freeze_time(NOON)
    def test_store_that_does_not_open_has_no_deadline(self):
        self.near.exception_ids = [Command.create({"date_from": "2026-11-01", "date_to": "2029-11-01"})]
        order = self._make_order()
        self.assertFalse(order.stage_deadline)
        self.assertFalse(order.is_overdue)

    @freeze_time(NOON)
    def test_stage_without_a_limit_and_a_final_one_have_no_deadline(self):
        order = self._make_order()
        self._move(order, "agreed")
        self.stages["done"].time_limit = 1
        self._move(order, "ready")
        self.assertFalse(order.stage_deadline)
        self._move(order, "done")
        self.assertFalse(order.stage_deadline)

    def test_eleven_time_zones_over_the_new_year_agree_with_counting_minutes(self):
        self._except("2026-12-31", (10, 15))
        self.env["torg.store.exception"].create(
            {"warehouse_id": self.near.id, "date_from": "2027-01-01", "date_to": "2027-01-08"}
        )
        for number, zone in enumerate(ZONES):
            self.near.opening_hours = self._make_calendar(zone)
            since = datetime(2026, 12, 30, 6 + number)
            for hours in (0.5, 4, 13, 31):
                with self.subTest(zone=zone, hours=hours):
                    self.assertEqual(
                        self.near._add_open_hours(since, hours), self._count_minutes(since, hours, timezone(zone))
                    )

    def _count_minutes(self, moment, hours, tz):
        """The slow way: walk minute by minute, looking at the clock on the wall."""
        left = round(hours * 60)
        while left:
            wall = utc.localize(moment).astimezone(tz).replace(tzinfo=None)
            left -= self._is_open(wall)
            moment += timedelta(minutes=1)
        return moment

    def _is_open(self, wall):
        if (wall.year, wall.month, wall.day) == (2026, 12, 31):
            return 10 <= wall.hour < 15
        if wall.year == 2027 and wall.month == 1 and wall.day <= 8:
            return False
        return wall.weekday() < 6 and 10 <= wall.hour < 20

    @freeze_time(NOON)
    def test_other_store_counts_by_its_own_hours(self):
        order = self._make_order()
        self.stages["new"].time_limit = 12
        order._restart_time_limit()
        self.assertEqual(order.stage_deadline, datetime(2026, 11, 7, 11))
        order.with_user(self.manager)._change_store(self.far)
        self.assertEqual(order.stage_deadline, datetime(2026, 11, 6, 21))
        self.assertEqual(order.escalation_date, order.stage_deadline)

    @freeze_time(NOON)
    def test_overdue_orders_are_found(self):
        order = self._make_order()
        found = self.env["sale.order"].search([("is_overdue", "=", True), ("id", "=", order.id)])
        self.assertFalse(found)
        with freeze_time("2026-11-06 13:00:00"):
            order.invalidate_recordset()
            self.assertTrue(order.is_overdue)
            self.assertEqual(self.env["sale.order"].search([("is_overdue", "=", True), ("id", "=", order.id)]), order)
            self.assertFalse(self.env["sale.order"].search([("is_overdue", "=", False), ("id", "=", order.id)]))

    @freeze_time(NOON)
    def test_job_waits_at_the_deadline_once_for_all_orders_of_the_moment(self):
        jobs = self._jobs()
        self._make_order()
        self._make_order()
        new = self._jobs() - jobs
        self.assertEqual(new.mapped("eta"), [datetime(2026, 11, 6, 13)])

    @freeze_time(NOON)
    def test_deadline_is_not_written_by_hand(self):
        order = self._make_order().with_user(self.manager)
        for name in ("stage_deadline", "escalation_date", "escalation_level"):
            with self.subTest(name), self.assertRaises(StageRefusal):
                order.write({name: False})
        with self.assertRaises(StageRefusal):
            order.write({"stage_id": self.stages["in_work"].id, "stage_deadline": False})

    @freeze_time(NOON)
    def test_deadline_given_with_a_new_order_is_not_believed(self):
        order = self._make_order(stage_deadline="2030-01-01 00:00:00", escalation_date=False)
        self.assertEqual(order.stage_deadline, datetime(2026, 11, 6, 13))
        self.assertEqual(order.escalation_date, order.stage_deadline)
