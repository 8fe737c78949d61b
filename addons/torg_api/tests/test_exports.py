import gzip
import json
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestExports(ShopCase):
    """Files of JSON lines that a site asks for."""

    def ask(self, kind, **more):
        return self.call("POST", "/exports", {"kind": kind, **more})

    def make(self, kind, **more):
        """Ask for a file, do what its jobs do, and return its rows."""
        asked = self.ask(kind, **more)
        self.assertEqual(asked.status_code, 202, asked.text)
        one = self.env["torg.api.export"].browse(asked.data["id"])
        while one.state == "running":
            one._export_next(one.last_id)
        told = self.call("GET", f"/exports/{one.id}").data
        self.assertEqual((told["state"], told["progress"]), ("ready", 100))
        file = self.url_open(told["url"])
        self.assertEqual((file.status_code, file.headers["Cache-Control"]), (200, "private, no-store"))
        rows = [json.loads(line) for line in gzip.decompress(file.content).splitlines()]
        self.assertEqual(len(rows), told["rows"])
        return rows

    def test_goods_prices_and_stock_are_what_the_resources_tell(self):
        [goods] = [row for row in self.make("products") if row["id"] == self.product.id]
        card = self.call("GET", f"/products/{self.product.id}").data
        self.assertEqual(
            {name: goods[name] for name in ("name", "price", "unit")}, {n: card[n] for n in ("name", "price", "unit")}
        )
        [price] = [row for row in self.make("prices", customer=self.customer.id) if row["product"] == self.product.id]
        self.assertEqual(price["price"], "100.00")
        [stock] = [row for row in self.make("stock") if row["product"] == self.product.id]
        self.assertEqual(stock, self.call("GET", f"/products/{self.product.id}/availability").data["items"][0])
        [stock] = [row for row in self.make("stock", store=self.far.code) if row["product"] == self.product.id]
        self.assertEqual([cell["store"] for cell in stock["stores"]], [self.far.code])

    def test_customers_and_orders(self):
        made = self.order()
        [customer] = [row for row in self.make("customers") if row["id"] == self.customer.id]
        self.assertEqual(customer, self.call("GET", f"/customers/{self.customer.id}").data)
        [order] = self.make("orders", customer=self.customer.id)
        self.assertEqual(order, self.call("GET", f"/orders/{made.data['id']}").data)
        self.assertEqual(self.make("orders", customer=self.customer.id, changed_since="2199-01-01T00:00:00Z"), [])
        self.assertEqual(self.make("orders", customer=self.customer.id, store=self.far.code), [])

    def test_changes_that_the_key_may_not_hear_of_are_left_out(self):
        start = self.call("GET", "/changes").data["next_cursor"]
        row = {"object_id": 1, "revision": 1, "changed_at": "2026-03-01 10:00:00"}
        self.env["torg.api.change"].create([{**row, "event": event} for event in ("store.updated", "order.created")])
        self.assertEqual(
            {row["type"] for row in self.make("changes", cursor=start)}, {"store.updated", "order.created"}
        )
        self.secret = self.make_key("poor", "feed", "bulk", "catalogue")._issue()
        self.assertEqual([row["type"] for row in self.make("changes", cursor=start)], ["store.updated"])

    def test_changes_since_a_place_of_the_feed(self):
        start = self.call("GET", "/changes").data["next_cursor"]
        row = {"event": "store.updated", "object_id": self.near.id, "revision": 1, "changed_at": "2026-03-01 10:00:00"}
        self.env["torg.api.change"].create(row)
        [change] = self.make("changes", cursor=start)
        self.assertEqual((change["type"], change["code"]), ("store.updated", self.near.code))

    def test_changes_since_a_place_that_is_gone_are_no_short_file(self):
        start = self.call("GET", "/changes").data["next_cursor"]
        row = {"event": "store.updated", "object_id": self.near.id, "revision": 1, "changed_at": "2026-03-01 10:00:00"}
        rows = self.env["torg.api.change"].create([row, {**row, "revision": 2}, {**row, "revision": 3}])
        self.env["torg.api.change"].search([("id", "<", rows[-1].id)]).unlink()
        self.assert_problem(self.ask("changes", cursor=start), 410, "gone")

    def test_long_file_is_made_part_by_part(self):
        products = [self._create_product(f"Wine {number}") for number in range(5)]
        kinds = self.env["torg.api.export"]._get_kinds()
        small = {**kinds, "stock": type(kinds["stock"])("catalogue", "_get_goods", "_dump_stock", 2)}
        with patch.object(self.registry["torg.api.export"], "_get_kinds", lambda _self: small):
            found = [row["product"] for row in self.make("stock")]
        self.assertEqual(found, sorted(set(found)))
        self.assertLessEqual({product.id for product in products}, set(found))

    def test_part_without_rows_does_not_end_the_chain(self):
        """Goods of a part may be gone from the shop when it is told of them: the next part has a job all the same."""
        goods = [self._create_product(f"Wine {number}").id for number in range(4)]
        kinds = self.env["torg.api.export"]._get_kinds()
        small = {**kinds, "prices": type(kinds["prices"])("catalogue", "_get_goods", "_dump_prices", 1)}
        exports = self.registry["torg.api.export"]
        told, dump = [], exports._dump_prices

        def only_the_last(one, shop, products):
            told.append(products.id)
            return dump(one, shop, products) if products.id == goods[-1] else []

        with (
            patch.object(exports, "_get_kinds", lambda _self: small),
            patch.object(exports, "_dump_prices", only_the_last),
        ):
            one = self.env["torg.api.export"].browse(self.ask("prices").data["id"])
            while one.state == "running":
                places = self.env["queue.job"].search([("state", "=", "pending"), ("method_name", "=", "_export_next")])
                self.assertIn([one.last_id], [list(job.args) for job in places if one in job.records])
                one._export_next(one.last_id)
        self.assertLessEqual(set(goods), set(told))
        self.assertEqual(one.row_count, 1)

    def test_administrator_goes_on_with_a_file_whose_job_broke_off(self):
        one = self.env["torg.api.export"].browse(self.ask("stock").data["id"])
        jobs = self.env["queue.job"].search([("method_name", "=", "_export_next"), ("state", "=", "pending")])
        jobs.filtered(lambda job: one in job.records).write({"state": "cancelled"})
        one.with_user(new_test_user(self.env, "export_admin", "torg_base.group_integration_admin")).action_continue()
        again = self.env["queue.job"].search([("method_name", "=", "_export_next"), ("state", "=", "pending")])
        self.assertIn(one, [record for job in again for record in job.records])
        director = new_test_user(self.env, "export_director", "torg_base.group_director")
        with self.assertRaises(AccessError):
            one.with_user(director).action_continue()

    def test_late_job_does_nothing(self):
        one = self.env["torg.api.export"].browse(self.ask("stock").data["id"])
        self.assertEqual(one._export_next(5), "nothing to do")
        self.assertEqual((one.state, one._get_shop_address()), ("running", None))

    def test_goods_and_customers_of_another_company_are_left_out(self):
        foreign = self.make_foreign()
        self.assertNotIn(foreign.partner_id.id, {row["id"] for row in self.make("customers")})
        self.assertNotIn(foreign.id, {row["id"] for row in self.make("orders")})

    def test_our_own_people_are_no_customers(self):
        own = self.env.ref("base.user_admin").partner_id
        self.assertNotIn(own.id, {row["id"] for row in self.make("customers")})

    def test_file_is_deleted_after_some_days(self):
        one = self.env["torg.api.export"].browse(self.ask("stock").data["id"])
        while one.state == "running":
            one._export_next(one.last_id)
        url = one._get_shop_address()
        one.finished_at -= timedelta(days=4)
        one._gc()
        self.assertEqual(one.state, "expired")
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertIsNone(self.call("GET", f"/exports/{one.id}").data["url"])

    def test_address_is_not_guessed(self):
        one = self.env["torg.api.export"].browse(self.ask("stock").data["id"])
        while one.state == "running":
            one._export_next(one.last_id)
        url = one._get_shop_address()
        stamp, _dot, rest = url.rpartition("/file/")[2].partition(".")
        self.assertEqual(self.url_open(url.replace(f"{stamp}.{rest}", f"{stamp}.AAAA/x.gz")).status_code, 404)

    def test_wrong_bodies_and_repeats(self):
        for body, pointer in (
            ({"kind": "planets"}, "/kind"),
            ({"kind": "stock", "store": "NONE"}, "/store"),
            ({"kind": "prices", "customer": 2**31 - 1}, "/customer"),
            ({"kind": "changes", "cursor": "abc"}, "/cursor"),
            ({"kind": "stock", "colour": 1}, "/colour"),
        ):
            with self.subTest(body=body):
                problem = self.assert_problem(self.call("POST", "/exports", body), 422, "validation")
                self.assertEqual(problem["errors"][0]["pointer"], pointer)
        headers = {"Idempotency-Key": "export-1"}
        first, again = (self.call("POST", "/exports", {"kind": "stock"}, headers=headers) for _once in "12")
        self.assertEqual(first.content, again.content)

    def test_so_many_files_at_once(self):
        for _number in range(5):
            self.ask("stock")
        self.assert_problem(self.ask("stock"), 409, "conflict")

    def test_rights(self):
        self.assert_scope("POST", "/exports", "bulk", {"kind": "stock"})
        self.assert_scope("GET", "/exports/1", "bulk")
        poor = self.make_key("poor", "bulk", "catalogue")._issue()
        problem = self.assert_problem(self.call("POST", "/exports", {"kind": "orders"}, secret=poor), 403, "forbidden")
        self.assertEqual(problem["scope"], "orders")
        made = self.ask("stock").data
        other = self.make_key("other")._issue()
        self.assert_problem(self.call("GET", f"/exports/{made['id']}", secret=other), 404, "not_found")
