from datetime import date

from odoo.tests import tagged

from .shop import ShopCase

DAY = "/stores/{}/day-totals/2026-03-02"
TOLD = {"receipts": 40, "revenue": "52000.50", "returns": 1, "returned": "2000.50"}


@tagged("post_install", "-at_install")
class TestDayTotals(ShopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = DAY.format(cls.near.code)

    def put(self, body=None, path=None, **kwargs):
        return self.call("PUT", path or self.path, body or TOLD, **kwargs)

    def test_results_are_told_and_read_back(self):
        told = self.put()
        self.assertEqual(told.status_code, 200, told.text)
        self.assertEqual((told.data["net"], told.data["average_receipt"]), ("50000.00", "1300.01"))
        self.assertEqual((told.data["store"], told.data["source"]), (self.near.code, "shop.example"))
        self.assertEqual(self.call("GET", self.path).data, told.data)

    def test_again_it_is_the_same_and_other_figures_are_a_correction(self):
        self.put()
        self.assertEqual(self.put().data["corrections"], 0)
        corrected = self.put(TOLD | {"revenue": "60000"}).data
        self.assertEqual((corrected["corrections"], corrected["revenue"]), (1, "60000.00"))
        self.assertEqual(self.env["torg.store.day"].search_count([("warehouse_id", "=", self.near.id)]), 1)

    def test_repeated_request_is_answered_from_memory(self):
        first = self.put(headers={"Idempotency-Key": "day-1"})
        again = self.put(headers={"Idempotency-Key": "day-1"})
        self.assertEqual((again.content, again.headers["Idempotent-Replayed"]), (first.content, "true"))

    def test_wrong_figures_are_named(self):
        problem = self.assert_problem(self.put({"receipts": -1, "revenue": "ten", "bonus": 1}), 422, "validation")
        self.assertEqual({row["pointer"] for row in problem["errors"]}, {"/receipts", "/revenue", "/bonus"})

    def test_day_is_a_date_that_has_come(self):
        path = f"/stores/{self.near.code}/day-totals/"
        problem = self.assert_problem(self.put(path=path + "yesterday"), 422, "validation")
        self.assertEqual(problem["errors"][0]["code"], "date")
        self.assert_problem(self.put(path=path + "2199-01-01"), 409, "conflict")

    def test_day_another_system_tells_about_is_a_conflict(self):
        self.env["torg.store.day"]._receive_day_totals(self.near, date(2026, 3, 2), {"revenue": 5}, "UT")
        problem = self.assert_problem(self.put(), 409, "conflict")
        self.assertIn("UT", problem["detail"])
        self.assertEqual(self.call("GET", self.path).data["revenue"], "5.00")

    def test_store_of_another_company_and_untold_day_are_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1).code = "THEIR"
        for path in (DAY.format("THEIR"), DAY.format("NONE")):
            self.assert_problem(self.put(path=path), 404, "not_found")
            self.assert_problem(self.call("GET", path), 404, "not_found")
        self.assert_problem(self.call("GET", self.path), 404, "not_found")

    def test_many_days_are_read_at_once(self):
        for day in ("2026-03-02", "2026-03-01", "2026-02-01"):
            self.put(path=f"/stores/{self.near.code}/day-totals/{day}")
        path = f"/stores/{self.near.code}/day-totals?since=2026-03-01&until="
        found = self.call("GET", path + "2026-03-31").data["items"]
        self.assertEqual([row["date"] for row in found], ["2026-03-01", "2026-03-02"])
        self.assert_problem(self.call("GET", path + "2026-02-01"), 422, "validation")

    def test_rights(self):
        self.assert_scope("PUT", self.path, "results", TOLD)
        self.assert_scope("GET", self.path, "results")
        self.assert_scope("GET", f"/stores/{self.near.code}/day-totals?since=2026-03-01&until=2026-03-02", "results")
