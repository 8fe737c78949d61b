from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestOrderMoves(ShopCase):
    """What happens to an order after it was made."""

    def setUp(self):
        super().setUp()
        self.made = self.order()
        self.sale = self.browse(self.made)
        self.path = f"/orders/{self.sale.id}"

    def test_cancelled_order_frees_its_goods(self):
        response = self.call("POST", f"{self.path}/cancel", {"comment": "Changed my mind"})
        self.assertEqual((response.status_code, response.data["stage"]["code"]), (200, "cancelled"))
        self.assertTrue(response.data["stage"]["final"])
        self.assertEqual((self.sale.state, self.free(self.near)), ("cancel", 10))
        self.assertIn("Changed my mind", str(self.sale.message_ids.mapped("body")))

    def test_shipped_order_is_not_cancelled(self):
        self.sale.action_confirm()
        self.sale._register_shipment({self.sale.order_line: 1}, "desk")
        problem = self.assert_problem(self.call("POST", f"{self.path}/cancel", {}), 409, "refused")
        self.assertEqual(problem["reason"], "shipped")
        self.assertEqual(self.sale.state, "sale")

    def test_order_that_has_changed_meanwhile_is_not_cancelled(self):
        seen = {"If-Match": self.made.headers["ETag"]}
        self.sale.order_line.product_uom_qty = 3
        problem = self.call("POST", f"{self.path}/cancel", {}, headers=seen)
        self.assert_problem(problem, 412, "precondition_failed")
        now = {"If-Match": self.call("GET", self.path).headers["ETag"]}
        self.assertEqual(self.call("POST", f"{self.path}/cancel", {}, headers=now).status_code, 200)

    def test_version_told_when_it_was_made_is_the_one_that_is_read(self):
        self.assertEqual(self.made.headers["ETag"], self.call("GET", self.path).headers["ETag"])

    def test_same_again_is_a_new_order_with_held_goods(self):
        head = {"Idempotency-Key": "again"}
        response = self.call("POST", f"{self.path}/repeat", headers=head)
        new = self.browse(response)
        self.assertNotEqual(new, self.sale)
        self.assertEqual((new.partner_id, new.order_line.product_uom_qty), (self.customer, 2))
        self.assertEqual(self.free(self.near), 6)
        self.assertFalse(new.user_id, "a service user serves nobody")
        self.assertEqual(self.call("POST", f"{self.path}/repeat", headers=head).content, response.content)

    def test_repeat_of_what_is_gone_is_refused_and_leaves_nothing(self):
        self.browse(self.order(7))
        before = self.env["sale.order"].search_count([])
        problem = self.assert_problem(self.call("POST", f"{self.path}/repeat"), 409, "out_of_stock")
        self.assertEqual(problem["alternatives"][0]["stores"], [{"store": self.far.code, "free": 4}])
        self.assertEqual(self.env["sale.order"].search_count([]), before)

    def test_repeat_is_checked_as_any_order_is(self):
        self.near.pickup_allowed = False
        problem = self.assert_problem(self.call("POST", f"{self.path}/repeat"), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "no_pickup")
        self.near.pickup_allowed = True
        self.env["torg.order.type"].search([]).minimum_amount = 250
        problem = self.assert_problem(self.call("POST", f"{self.path}/repeat"), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "below_minimum")

    def test_repeat_of_what_is_sold_no_more_is_refused(self):
        self.product.sale_ok = False
        problem = self.assert_problem(self.call("POST", f"{self.path}/repeat"), 409, "refused")
        self.assertEqual(problem["reason"], "nothing")

    def test_hold_moves_to_the_other_store(self):
        response = self.call("POST", f"{self.path}/change-store", {"store": self.far.code})
        self.assertEqual(response.data["store"], self.far.code)
        self.assertEqual((self.free(self.near), self.free(self.far)), (10, 2))

    def test_store_that_has_too_little_is_refused(self):
        big = self.browse(self.order(6))
        response = self.call("POST", f"/orders/{big.id}/change-store", {"store": self.far.code})
        self.assert_problem(response, 409, "out_of_stock")
        self.assertEqual((big.warehouse_id, self.free(self.near)), (self.near, 2))
        response = self.call("POST", f"{self.path}/change-store", {"store": "nowhere"})
        self.assert_problem(response, 422, "validation")

    # === DESK === #

    def test_order_moves_by_the_matrix(self):
        response = self.call("POST", f"{self.path}/move", {"stage": "agreed"})
        self.assertEqual((response.status_code, response.data["stage"]["code"]), (200, "agreed"))
        self.assertEqual(self.sale.state, "sale")
        self.assertTrue(response.data["pickup_code"])
        done = self.env["sale.order.stage"].search([("code", "=", "done")])
        self.env["torg.order.transition"].create(
            {"name": "Not so", "sequence": 1, "effect": "deny", "target_stage_ids": done.ids, "channel": "api"}
        )
        problem = self.assert_problem(self.call("POST", f"{self.path}/move", {"stage": "done"}), 409, "refused")
        self.assertEqual(problem["reason"], "forbidden")
        steps = self.call("GET", "/stages").data["transitions"]
        self.assertFalse([step for step in steps if step["target"] == "done"])
        self.assertIn(("new", "agreed"), [(step["source"], step["target"]) for step in steps])
        self.assertFalse([step for step in steps if step["source"] == "cancelled"])

    def test_stage_gets_what_it_asks_for_and_nothing_else(self):
        agreed = self.env["sale.order.stage"].search([("code", "=", "agreed")])
        field = self.env["ir.model.fields"]._get("sale.order", "client_order_ref")
        agreed.required_field_ids = field
        problem = self.assert_problem(self.call("POST", f"{self.path}/move", {"stage": "agreed"}), 409, "refused")
        self.assertEqual((problem["reason"], problem["fields"]), ("missing_fields", ["client_order_ref"]))
        body = {"stage": "agreed", "answers": {"client_order_ref": "Z-1", "company_id": 1}}
        problem = self.assert_problem(self.call("POST", f"{self.path}/move", body), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "/answers/company_id")
        del body["answers"]["company_id"]
        self.assertEqual(self.call("POST", f"{self.path}/move", body).data["reference"], "Z-1")

    def test_stages_have_the_names_that_customers_read(self):
        new = self.env["sale.order.stage"].search([("code", "=", "new")])
        new.portal_name = "We have it"
        stage = next(row for row in self.call("GET", "/stages").data["items"] if row["code"] == "new")
        self.assertEqual((stage["name"], stage["final"], stage["stands_for"]), ("We have it", False, "draft"))
        self.assertEqual(self.call("GET", self.path).data["stage"]["name"], "We have it")

    # === MONEY === #

    def pay(self, number, amount, **more):
        return self.call("POST", f"{self.path}/payments", {"id": number, "amount": amount, **more})

    def test_parts_of_the_money_add_up_and_a_number_counts_once(self):
        self.assertEqual(self.pay("p1", "50.00").data["payment_status"], "partial")
        data = self.pay("p1", "50.00").data
        self.assertEqual((data["paid"], data["due"], len(data["payments"])), ("50.00", "150.00", 1))
        data = self.pay("p2", "150.00", method="sbp", taken_at="2026-11-22T12:00:00+03:00", receipt="FN 1").data
        self.assertEqual((data["payment_status"], data["due"]), ("paid", "0.00"))
        paid = next(row for row in data["payments"] if row["id"] == "p2")
        self.assertEqual((paid["method"], paid["source"], paid["taken_at"]), ("sbp", "site", "2026-11-22T09:00:00Z"))
        self.assertEqual(self.sale.payment_ids.filtered(lambda row: row.external_id == "p2").note, "FN 1")

    def test_money_is_given_back(self):
        self.pay("p1", "200.00")
        data = self.pay("r1", "200.00", kind="refund").data
        self.assertEqual((data["paid"], data["payment_status"]), ("0.00", "none"))

    def test_refund_under_the_number_of_its_payment_is_refused(self):
        self.pay("p1", "200.00")
        problem = self.assert_problem(self.pay("p1", "200.00", kind="refund"), 409, "refused")
        self.assertEqual((problem["reason"], self.sale.paid_amount), ("other_direction", 200))
        self.pay("r1", "200.00", kind="refund")
        self.assert_problem(self.pay("r1", "200.00"), 409, "refused")
        self.assertEqual(self.sale.paid_amount, 0)

    def test_sites_that_count_from_one_do_not_meet(self):
        other = self.make_key("other.example")._issue()
        second = self.browse(self.order(1))
        self.pay("1", "200.00")
        for _time in range(2):
            body = {"id": "1", "amount": "100.00"}
            response = self.call("POST", f"/orders/{second.id}/payments", body, secret=other)
            self.assertEqual((response.status_code, response.data["payment_status"]), (200, "paid"))
            self.assertEqual([row["id"] for row in response.data["payments"]], ["1"])
        self.assertEqual((self.sale.paid_amount, second.paid_amount), (200, 100))

    def test_new_key_of_a_site_does_not_count_its_payment_again(self):
        self.sale._register_payment(50, "site", "p1")  # told before sites had numbers of their own
        self.assertEqual(self.pay("p1", "50.00").data["paid"], "50.00")
        body = {"id": "p1", "amount": "50.00"}
        again = self.call("POST", f"{self.path}/payments", body, secret=self.make_key("shop.example")._issue())
        self.assertEqual((again.status_code, again.data["paid"]), (200, "50.00"))

    def test_number_of_another_order_is_refused_without_naming_it(self):
        other = self.browse(self.order(1))
        self.call("POST", f"/orders/{other.id}/payments", {"id": "p1", "amount": "10.00"})
        problem = self.assert_problem(self.pay("p1", "50.00"), 409, "refused")
        self.assertNotIn(other.name, str(problem))

    def test_sums_have_a_form(self):
        for amount in ("0", "-5", "1.005", "x", None):
            self.assert_problem(self.pay("p1", amount), 422, "validation")

    # === WHO MAY === #

    def test_each_needs_its_permission(self):
        for path, scope, body in (
            ("cancel", "orders", {}), ("repeat", "orders", None), ("change-store", "orders", {"store": "x"}),
            ("move", "desk", {"stage": "agreed"}), ("payments", "orders", {"id": "1", "amount": "1"}),
        ):  # fmt: skip
            self.assert_scope("POST", f"{self.path}/{path}", scope, body)
        self.assert_scope("GET", "/stages", "desk")

    def test_orders_of_others_are_not_there(self):
        foreign = self.make_foreign().id
        for path, body in (
            ("cancel", {}), ("repeat", None), ("change-store", {"store": "x"}), ("move", {"stage": "agreed"}),
            ("payments", {"id": "1", "amount": "1"}),
        ):  # fmt: skip
            for number in (foreign, 2**31 - 1):
                self.assert_problem(self.call("POST", f"/orders/{number}/{path}", body), 404, "not_found")
