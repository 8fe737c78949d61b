from odoo.tests import tagged

from .catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestProductAvailability(CatalogueCase):
    def ask(self, products, stores=None):
        response = self.call("POST", "/availability", {"products": products, "stores": stores})
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.data

    def test_levels_and_words_are_those_of_the_desk(self):
        answer = self.ask(self.goods.ids, ["NEAR", "FARR"])
        self.assertEqual((answer["words"]["many"], answer["words"]["none"]), ("in stock", "none"))
        red, white, cheese = answer["items"]
        self.assertEqual(red["stores"], [
            {"store": "NEAR", "level": "many", "free": 10.0, "incoming": 0.0},
            {"store": "FARR", "level": "few", "free": 2.0, "incoming": 0.0},
        ])  # fmt: skip
        self.assertEqual((red["free"], red["level"]), (12.0, "many"))
        self.assertEqual((white["stores"], white["level"]), ([], "none"))
        self.assertEqual([cell["store"] for cell in cheese["stores"]], ["FARR"])
        desk = self.red.read_stock(store_ids=(self.near + self.far).ids)["cells"][self.red.id]
        self.assertEqual([cell["level"] for cell in red["stores"]], [desk[s.id]["level"] for s in self.near + self.far])

    def test_promised_goods_are_not_free(self):
        self.near._hold([(self.red, 9)])
        (red,) = self.ask(self.red.ids, ["NEAR"])["items"]
        self.assertEqual((red["free"], red["level"]), (1.0, "few"))

    def test_store_of_1c_that_never_reported_is_unknown(self):
        self.far.write({"stock_keeper": "external", "figures_at": False})
        answer = self.ask(self.red.ids, ["FARR"])
        self.assertEqual(answer["stores"], [{"store": "FARR", "as_of": None, "known": False}])
        self.assertEqual(answer["items"][0]["stores"][0]["level"], "unknown")
        self.assertEqual(answer["items"][0]["free"], 0.0)

    def test_what_is_not_on_sale_is_listed_and_nothing_is_said_of_it(self):
        asked = [self.red.id, self.foreign.id, self.hidden.id, 2**31 - 1]
        answer = self.ask(asked)
        self.assertEqual([row["product"] for row in answer["items"]], self.red.ids)
        self.assertEqual(answer["unknown"], asked[1:])

    def test_stores_of_another_company_are_unknown(self):
        foreign = self.env["stock.warehouse"].search([("company_id", "=", self.other.id)], limit=1)
        foreign.code = "FOREI"
        details = set()
        for code in ("FOREI", "NOPE"):
            problem = self.call("POST", "/availability", {"products": self.red.ids, "stores": [code]})
            error = self.assert_problem(problem, 422, "validation")["errors"][0]
            self.assertEqual(error["pointer"], "/stores")
            details.add(error["detail"].replace(code, "X"))
        self.assertEqual(len(details), 1)
        self.assertNotIn("FOREI", [row["store"] for row in self.ask(self.red.ids)["stores"]])

    def test_batch_has_its_limits(self):
        for body, pointer in (({"products": []}, "/products"), ({"products": list(range(1, 202))}, "/products"),
                              ({"products": ["x"]}, "/products/0"), ({}, "/products"),
                              ({"products": [1], "x": 1}, "/x"),
                              ({"products": [1], "stores": []}, "/stores")):  # fmt: skip
            problem = self.assert_problem(self.call("POST", "/availability", body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], pointer)

    def test_same_by_address_and_for_one_product(self):
        ids = ",".join(map(str, self.goods.ids))
        self.assertEqual(
            self.read(f"/availability?products={ids}&stores=NEAR,FARR"), self.ask(self.goods.ids, ["NEAR", "FARR"])
        )
        self.assertEqual(
            self.read(f"/products/{self.red.id}/availability?stores=NEAR"), self.ask(self.red.ids, ["NEAR"])
        )

    def test_asking_in_a_body_is_a_reading(self):
        response = self.call("POST", "/availability", {"products": self.red.ids})
        self.assertIn('"read"', response.headers["RateLimit"])
        paths = self.call("GET", "/openapi.json", secret="").data["paths"]
        parameters = paths["/availability"]["post"]["parameters"]
        self.assertNotIn("Idempotency-Key", [row["name"] for row in parameters])

    def test_unchanged_stock_is_not_sent_again(self):
        path = f"/availability?products={self.red.id}&stores=NEAR"

        def ask(etag):
            return self.call("GET", path, headers={"If-None-Match": etag})

        etag = self.call("GET", path).headers["ETag"]
        same = ask(etag)
        self.assertEqual((same.status_code, same.content, same.headers["ETag"]), (304, b"", etag))
        for change in (
            lambda: self.put(self.near, self.red, 1),
            lambda: self.near._hold([(self.red, 1)]),
            lambda: self.env.company.write({"low_stock_quantity": 50}),
            lambda: self.red.write({"is_storable": True, "sale_ok": False}),
        ):
            change()
            changed = ask(etag)
            self.assertEqual(changed.status_code, 200)
            etag = changed.headers["ETag"]
        self.put(self.far, self.red, 1)
        self.assertEqual(ask(etag).status_code, 304, "another store was not asked about")

    def test_queries_do_not_grow_with_products_and_stores(self):
        stores = self.env["stock.warehouse"]._create_stores([{"name": f"Store {n}"} for n in range(8)])
        goods = self.red.concat(*(self.create_product(f"Many {n}", self.wine, 10) for n in range(100)))
        self.env["stock.quant"].create(
            [
                {"product_id": product.id, "location_id": store.lot_stock_id.id, "quantity": 1}
                for product in goods[1:]
                for store in stores
            ]  # fmt: skip
        )
        few = self.count_queries("/availability", {"products": goods[:3].ids, "stores": stores[:2].mapped("code")})
        body = {"products": goods.ids, "stores": stores.mapped("code")}
        self.assertLessEqual(self.count_queries("/availability", body), few + 1)
        self.assertLessEqual(few, 20)
        self.assertEqual(sum(len(row["stores"]) for row in self.ask(**body)["items"]), 800)

    def test_only_for_keys_that_read_the_catalogue(self):
        poor = self.make_key("poor", "orders")._issue()
        for method, path, body in (("GET", f"/availability?products={self.red.id}", None),
                                   ("POST", "/availability", {"products": self.red.ids}),
                                   ("GET", f"/products/{self.red.id}/availability", None)):  # fmt: skip
            self.assert_problem(self.call(method, path, body, secret=poor), 403, "forbidden")
            self.assert_problem(self.call(method, path, body, secret=""), 401, "unauthorized")
