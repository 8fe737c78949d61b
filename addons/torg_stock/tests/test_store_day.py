from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import StoreCommon

TOLD = {"receipt_count": 40, "revenue": 52000.5, "return_count": 1, "return_amount": 2000.5}


@tagged("post_install", "-at_install")
class TestStoreDay(StoreCommon):
    """Results of stores as their tills tell them."""

    def tell(self, day=date(2026, 3, 2), store=None, source="till", **vals):
        return self.env["torg.store.day"]._receive_day_totals(store or self.near, day, {**TOLD, **vals}, source)

    def track(self):
        """Let the history be written, as it is at the end of a transaction."""
        self.env.flush_all()
        self.env.cr.flush()

    def test_day_is_told_once_and_again_without_a_trace(self):
        day = self.tell()
        self.assertEqual((day.net_amount, day.average_receipt), (50000, 1300.01))
        self.track()
        before = len(day.message_ids)
        self.assertEqual(self.tell(), day)
        self.track()
        self.assertEqual((day.correction_count, len(day.message_ids)), (0, before))

    def test_correction_replaces_the_figures_and_stays_in_the_history(self):
        day = self.tell()
        self.track()
        self.tell(revenue=60000)
        self.track()
        self.assertEqual((day.revenue, day.correction_count), (60000, 1))
        tracked = day.message_ids.tracking_value_ids
        self.assertEqual([(row.old_value_float, row.new_value_float) for row in tracked], [(52000.5, 60000)])

    def test_what_is_left_out_is_nought(self):
        day = self.tell()
        self.env["torg.store.day"]._receive_day_totals(self.near, day.date, {"revenue": 10}, "till")
        self.assertEqual((day.revenue, day.receipt_count, day.return_amount), (10, 0, 0))
        self.assertEqual(day.average_receipt, 0)

    def test_another_system_may_not_overwrite_the_day(self):
        day = self.tell()
        with self.assertRaisesRegex(UserError, "told by “till”"):
            self.tell(source="1C")
        self.assertTrue(self.tell(store=self.far, source="1C"))
        day.with_user(self.director).unlink()
        self.assertEqual(self.tell(source="1C").source, "1C")

    def test_endpoint_is_named_as_the_source(self):
        endpoint = self.env["torg.exchange.endpoint"].create({"name": "Till", "code": "till-1", "kind": "webhook"})
        day = self.tell(source=endpoint)
        self.assertEqual(day.source, "Till")
        endpoint.name = "Till of the corner"
        self.assertEqual(self.tell(source=endpoint, revenue=1), day)
        with self.assertRaises(UserError):
            self.tell(source="Till")

    def test_day_that_has_not_come_is_refused_by_the_clock_of_the_store(self):
        self.near.company_id.trade_tz = "Asia/Vladivostok"
        with freeze_time("2026-03-01 15:00:00"):  # the second of March has begun there
            self.assertTrue(self.tell())
            with self.assertRaises(UserError):
                self.tell(date(2026, 3, 2) + timedelta(days=1))

    def test_average_of_a_month_is_that_of_its_receipts(self):
        self.tell(receipt_count=1, revenue=1000)
        self.tell(date(2026, 3, 3), receipt_count=9, revenue=1000)
        [(average,)] = self.env["torg.store.day"]._read_group(
            [("warehouse_id", "=", self.near.id)], [], ["average_receipt:avg"]
        )
        self.assertEqual(average, 200)

    def test_unknown_figures_are_a_slip_of_the_caller(self):
        with self.assertRaises(ValueError):
            self.tell(profit=5)

    def test_director_reads_and_nobody_writes(self):
        day = self.tell()
        self.assertEqual(day.with_user(self.director).revenue, 52000.5)
        for user in (self.manager, self.supervisor, self.store_staff, self.courier, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                day.with_user(user).read(["revenue"])
        for user in (self.director, self.integration_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                day.with_user(user).write({"revenue": 1})

    def test_results_of_another_company_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        store = self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1)
        self.tell(store=store)
        self.assertFalse(self.env["torg.store.day"].with_user(self.director).search([("warehouse_id", "=", store.id)]))
