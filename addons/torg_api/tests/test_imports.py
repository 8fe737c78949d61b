import json
from unittest.mock import patch

from odoo.tests import tagged

from .shop import ShopCase

LINES = "application/x-ndjson"


@tagged("post_install", "-at_install")
class TestImports(ShopCase):
    """Files of JSON lines that a site sends."""

    def send(self, kind, *rows, raw=None, media=LINES, **kwargs):
        lines = raw if raw is not None else "\n".join(json.dumps(row) for row in rows).encode()
        headers = {"Content-Type": media, **kwargs.pop("headers", {})}
        return self.call("POST", f"/imports?kind={kind}", raw=lines, headers=headers, **kwargs)

    def load(self, kind, *rows, **kwargs):
        """Send a file, do what its jobs do, and return what the API tells of it then."""
        sent = self.send(kind, *rows, **kwargs)
        self.assertEqual(sent.status_code, 202, sent.text)
        one = self.env["torg.api.import"].browse(sent.data["id"])
        while one.state == "running":
            one._load_next(one.done_count)
        return self.call("GET", f"/imports/{one.id}").data

    def problems(self, told):
        response = self.call("GET", f"/imports/{told['id']}/problems")
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, LINES))
        return [json.loads(line) for line in response.text.splitlines()]

    def counts(self, told):
        return {name: told[name] for name in ("created", "changed", "unchanged", "problems")}

    # === FILES === #

    def test_file_waits_for_its_jobs(self):
        sent = self.send("customers", {"phone": "+7 912 555-77-01", "name": "Vera"}).data
        self.assertEqual((sent["state"], sent["rows"], sent["done"], sent["progress"]), ("running", 1, 0, 0))
        jobs = self.env["queue.job"].search([("method_name", "=", "_load_next"), ("state", "=", "pending")])
        self.assertIn(sent["id"], jobs.records.ids if hasattr(jobs.records, "ids") else jobs.mapped("records.id"))

    def test_wrong_rows_are_named_and_the_others_loaded(self):
        raw = b'{"phone": "+7 912 555-77-01", "name": "Vera"}\n\n{"phone": 5}\n'
        raw += b'not json\n{"bonus": 1, "phone": "+79125557702"}\n{"external_id": "5", "name": "A\\u0000"}\n'
        told = self.load("customers", raw=raw)
        self.assertEqual((told["state"], told["rows"], told["progress"]), ("done", 5, 100))
        self.assertEqual(self.counts(told), {"created": 1, "changed": 0, "unchanged": 0, "problems": 4})
        self.assertEqual(
            [(row["line"], row["pointer"], row["code"]) for row in self.problems(told)],
            [(3, "/phone", "type"), (4, "", "bad_json"), (5, "/bonus", "unknown_field"), (6, "/name", "invalid")],
        )

    def test_long_file_is_loaded_part_by_part_and_a_late_job_does_nothing(self):
        rows = [{"phone": f"+7912666{number:04d}", "name": f"Customer {number}"} for number in range(450)]
        one = self.env["torg.api.import"].browse(self.send("customers", *rows).data["id"])
        one._load_next(0)
        self.assertEqual((one.done_count, one.created_count, round(one.progress)), (200, 200, 44))
        self.assertEqual(one._load_next(0), "nothing to do")
        one._load_next(200)
        one._load_next(400)
        self.assertEqual((one.state, one.created_count, one.part_ids), ("done", 450, one.part_ids.browse()))

    def test_killed_job_leaves_its_part(self):
        one = self.env["torg.api.import"].browse(self.send("customers", {"phone": "+79125557701"}).data["id"])
        with (
            self.assertRaises(RuntimeError),
            self.env.cr.savepoint(),
            patch.object(self.registry["torg.api.import"], "_note", side_effect=RuntimeError),
        ):
            one._load_next(0)
        self.assertEqual((one.done_count, len(one.part_ids)), (0, 1))
        one._load_next(0)
        self.assertEqual((one.state, one.created_count), ("done", 1))

    def test_one_file_of_a_kind_at_once(self):
        first = self.send("customers", {"phone": "+79125557701"}).data
        problem = self.assert_problem(self.send("customers", {"phone": "+79125557702"}), 409, "conflict")
        self.assertIn(str(first["id"]), problem["detail"])
        self.assertEqual(self.send("products", {"external_id": "1", "name": "Wine"}).status_code, 202)

    def test_file_is_stopped(self):
        one = self.send("customers", {"phone": "+79125557701"}).data
        self.assertEqual(self.call("DELETE", f"/imports/{one['id']}").data["state"], "cancelled")
        record = self.env["torg.api.import"].browse(one["id"])
        self.assertEqual(record._load_next(0), "nothing to do")
        self.assertFalse(record.part_ids)

    def test_files_are_bounded(self):
        self.assert_problem(self.send("customers", raw=b"\n \n"), 409, "conflict")
        self.assert_problem(self.send("customers", raw=b" " * (32 * 1024 * 1024 + 1)), 413, "too_large")
        with patch("odoo.addons.torg_api.models.torg_api_import.ROWS", 1):
            self.assert_problem(
                self.send("customers", {"phone": "+79125557701"}, {"phone": "+79125557702"}), 409, "conflict"
            )

    def test_other_bodies_and_kinds_are_refused(self):
        body = {"phone": "+79125557701"}
        self.assert_problem(self.send("customers", body, media="application/json"), 415, "unsupported_media_type")
        problem = self.assert_problem(self.send("planets", body), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "?kind")
        self.assert_problem(
            self.call("POST", "/imports", raw=b"{}", headers={"Content-Type": LINES}), 422, "validation"
        )

    def test_same_request_is_one_file(self):
        row = {"phone": "+79125557701"}
        first, again = (self.send("customers", row, headers={"Idempotency-Key": "file-1"}) for _once in "12")
        self.assertEqual((again.content, again.headers["Idempotent-Replayed"]), (first.content, "true"))
        other = self.send("customers", {"phone": "+79125557702"}, headers={"Idempotency-Key": "file-1"})
        self.assert_problem(other, 422, "idempotency_reused")

    def test_files_are_listed_and_those_of_another_key_do_not_exist(self):
        told = self.load("customers", {"phone": "+79125557701"})
        self.assertEqual([row["id"] for row in self.call("GET", "/imports").data["items"]], [told["id"]])
        other = self.make_key("other")._issue()
        self.assertEqual(self.call("GET", "/imports", secret=other).data["items"], [])
        for method, tail in (("GET", ""), ("GET", "/problems"), ("DELETE", "")):
            self.assert_problem(self.call(method, f"/imports/{told['id']}{tail}", secret=other), 404, "not_found")

    def test_rights(self):
        self.assert_scope("GET", "/imports", "bulk")
        self.assert_scope("GET", "/imports/1", "bulk")
        self.assert_scope("GET", "/imports/1/problems", "bulk")
        self.assert_scope("DELETE", "/imports/1", "bulk")
        row = {"phone": "+79125557701"}
        self.assert_problem(
            self.send("customers", row, secret=self.make_key("p", "customers")._issue()), 403, "forbidden"
        )
        poor = self.make_key("poor", "bulk", "catalogue")._issue()
        problem = self.assert_problem(self.send("customers", row, secret=poor), 403, "forbidden")
        self.assertEqual(problem["scope"], "customers")
        self.assert_problem(self.send("customers", row, secret=""), 401, "unauthorized")

    # === CUSTOMERS === #

    def test_customers_are_found_or_made_and_the_same_file_changes_nothing(self):
        rows = [
            {"external_id": "C-1", "phone": "8 912 555-00-11", "inn": "7707083893", "company": True},
            {"external_id": "C-2", "name": "LLC Wine", "email": "wine@example.com"},
            {"external_id": "C-3", "name": "No contacts"},
        ]
        told = self.load("customers", *rows)
        self.assertEqual(self.counts(told), {"created": 2, "changed": 1, "unchanged": 0, "problems": 0})
        self.assertEqual(
            (self.customer.vat, self.customer.is_company, self.customer.name), ("7707083893", True, "Anna")
        )
        told = self.load("customers", *rows)
        self.assertEqual(self.counts(told), {"created": 0, "changed": 0, "unchanged": 3, "problems": 0})

    def test_external_id_owns_what_it_tells(self):
        self.load("customers", {"external_id": "C-1", "phone": "+79125550011"})
        told = self.load("customers", {"external_id": "C-1", "name": "Anna Petrova", "phone": "+79125557799"})
        self.assertEqual((told["changed"], self.customer.name), (1, "Anna Petrova"))
        self.load("customers", {"phone": "+79125557799", "name": "Somebody"})
        self.assertEqual(self.customer.name, "Anna Petrova")

    def test_phone_of_another_customer_and_our_own_people_are_refused(self):
        self.env["res.partner"].create({"name": "Boris", "phone": "+79125550022"})
        self.load("customers", {"external_id": "C-1", "phone": "+79125550011"})
        own = self.env.ref("base.user_admin").partner_id
        own.email = "boss@example.com"
        told = self.load(
            "customers",
            {"external_id": "C-1", "phone": "+79125550022"},
            {"email": "boss@example.com", "name": "Boss"},
            {"external_id": "C-9", "phone": "no phone"},
        )
        self.assertEqual(told["problems"], 3)
        self.assertEqual({row["code"] for row in self.problems(told)}, {"refused"})

    # === GOODS === #

    def test_products_are_made_changed_and_left_alone(self):
        category = self.env["product.category"].create({"name": "Rums"})
        row = {"external_id": "P-1", "name": "White rum", "article": "WR", "category": category.id}
        self.assertEqual(self.load("products", row)["created"], 1)
        product = self.env["product.product"].search([("default_code", "=", "WR")])
        self.assertEqual((product.name, product.categ_id, product.is_storable), ("White rum", category, True))
        self.assertEqual(self.load("products", row)["unchanged"], 1)
        self.assertEqual(self.load("products", row | {"name": "Black rum", "on_sale": False})["changed"], 1)
        self.assertEqual((product.name, product.sale_ok), ("Black rum", False))

    def test_product_is_known_by_its_barcode(self):
        self.product.barcode = "4600000000017"
        told = self.load("products", {"external_id": "P-1", "name": "Rum", "barcode": "4600000000017"})
        self.assertEqual(told["unchanged"], 1)

    def test_product_that_another_system_keeps_is_refused(self):
        ut = self.env["torg.exchange.endpoint"].create({"name": "UT", "code": "ut-test", "kind": "webhook"})
        self.env["torg.exchange.link"]._link(ut, "item", {("guid", ""): self.product})
        self.product.default_code = "R-1"
        told = self.load("products", {"external_id": "P-1", "name": "Other name", "article": "R-1"})
        self.assertIn("UT", self.problems(told)[0]["detail"])
        self.assertEqual(self.product.name, "Rum")

    def test_row_the_database_refuses_takes_back_itself_alone(self):
        rows = [
            {"external_id": "P-1", "name": "First", "article": "A1", "barcode": "4600000000017"},
            {"external_id": "P-2", "name": "Second", "article": "A2", "category": 2**31 - 1},
            {"external_id": "P-3", "name": "Third", "article": "A3"},
        ]
        told = self.load("products", *rows)
        self.assertEqual(self.counts(told), {"created": 2, "changed": 0, "unchanged": 0, "problems": 1})
        self.assertEqual([row["line"] for row in self.problems(told)], [2])

    # === PRICES AND STOCK === #

    def test_prices_of_a_file_are_one_revision(self):
        pricelist = self.env["product.pricelist"].create({"name": "Wholesale"})
        kind = self.env["torg.price.type"].create({"name": "W", "code": "opt", "pricelist_id": pricelist.id})
        products = self.product + self._create_product("Gin")
        rows = [{"product": row.id, "price_type": "opt", "price": "55.00"} for row in products]
        kinds = self.registry["torg.api.import"]._get_kinds(self.env["torg.api.import"])
        small = {**kinds, "prices": type(kinds["prices"])("catalogue", kinds["prices"].schema, "_load_prices", 1)}
        with patch.object(self.registry["torg.api.import"], "_get_kinds", lambda _self: small):
            told = self.load("prices", *rows, {"product": 2**31 - 1, "price_type": "opt", "price": "1"})
        self.assertEqual(self.counts(told), {"created": 0, "changed": 2, "unchanged": 0, "problems": 1})
        revision = self.env["torg.price.revision"].search([("price_type_id", "=", kind.id)])
        self.assertEqual((len(revision), revision.state, len(revision.line_ids)), (1, "published", 2))

    def test_stock_of_a_file(self):
        self.stores.stock_keeper = "external"
        rows = [{"product": self.product.id, "store": store.code, "on_hand": 5} for store in self.stores]
        told = self.load("stock", *rows, {"product": self.product.id, "store": "NONE", "on_hand": 5})
        self.assertEqual(self.counts(told), {"created": 0, "changed": 2, "unchanged": 0, "problems": 1})
        self.assertEqual((self.free(self.near), self.free(self.far)), (5, 5))
