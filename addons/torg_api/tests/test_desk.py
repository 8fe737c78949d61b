from odoo import fields
from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestDesk(ShopCase):
    """The tablet of a store, or a bot: orders of the store, steps by the matrix, how fresh the figures are."""

    def setUp(self):
        super().setUp()
        self.tablet = self.make_key("tablet", "orders", "desk", "catalogue")._issue()
        self.mine = self.browse(self.order(1))
        self.theirs = self.browse(self.order(1, store=self.far.code))

    def read(self, path):
        response = self.call("GET", path, secret=self.tablet)
        self.assertEqual(response.status_code, 200, response.text)
        return response.data

    def test_tablet_lists_orders_of_its_store_by_stage(self):
        found = self.read(f"/orders?store={self.near.code}&stage=new")["items"]
        self.assertEqual([row["id"] for row in found], [self.mine.id])
        self.assertEqual(self.read(f"/orders?store={self.near.code}&stage=done")["items"], [])
        self.assertEqual(self.read("/orders?store=nowhere")["items"], [])

    def test_tablet_moves_an_order_only_where_the_matrix_says(self):
        steps = {(step["source"], step["target"]) for step in self.read("/stages")["transitions"]}
        stages = [row["code"] for row in self.read("/stages")["items"]]
        for stage in stages:
            if stage == "new" or ("new", stage) in steps:
                continue
            refused = self.call("POST", f"/orders/{self.mine.id}/move", {"stage": stage}, secret=self.tablet)
            self.assert_problem(refused, 409, "refused")
        self.assertIn(("new", "agreed"), steps)
        moved = self.call("POST", f"/orders/{self.mine.id}/move", {"stage": "agreed"}, secret=self.tablet)
        self.assertEqual(moved.data["stage"]["code"], "agreed")
        rows = self.env["torg.order.journal"].search([("order_id", "=", self.mine.id)], order="id desc", limit=1)
        self.assertEqual(rows.stage_to_id.code, "agreed")

    def test_answer_that_a_field_cannot_hold_is_named(self):
        stage = self.env["sale.order.stage"].search([("code", "=", "agreed")])
        names = (
            "validity_date",
            "commitment_date",
            "prepayment_percent",
            "delivery_interval_id",
            "stage_id",
            "picking_policy",
        )
        asked = {name: self.mine._fields[name].type for name in names if name in self.mine._fields}
        for name in asked:
            stage.required_field_ids = self.env["ir.model.fields"]._get("sale.order", name)
            for told in ("abc", 10**40, 1e308, "2026-02-30", "nan"):
                body = {"stage": "agreed", "answers": {name: told}}
                answer = self.call("POST", f"/orders/{self.mine.id}/move", body, secret=self.tablet)
                problem = self.assert_problem(answer, 422, "validation")
                self.assertEqual(problem["errors"][0]["pointer"], f"/answers/{name}", told)

    def test_freshness_of_a_store_is_told(self):
        told = fields.Datetime.now()
        self.near.sudo().write({"figures_at": told})
        stores = {row["code"]: row for row in self.read("/stores")["items"]}
        live = stores[self.near.code]["stock_as_of"]
        self.assertEqual(live is None, self.near.stock_keeper == "odoo")
        cells = {row["store"]: row for row in self.read(f"/availability?products={self.product.id}")["stores"]}
        self.assertTrue(cells[self.near.code]["known"])

    def test_each_part_needs_its_permission(self):
        path = f"/orders/{self.mine.id}/move"
        for scopes, method, address, body in (
            (("orders", "catalogue"), "POST", path, {"stage": "agreed"}),
            (("orders", "catalogue"), "GET", "/stages", None),
            (("desk", "catalogue"), "GET", "/orders", None),
            (("orders", "desk"), "GET", "/stores", None),
        ):
            secret = self.make_key("part", *scopes)._issue()
            self.assert_problem(self.call(method, address, body, secret=secret), 403, "forbidden")
