from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestBulk(ShopCase):
    """Many prices and figures of stock in one request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Wholesale"})
        cls.price_type = cls.env["torg.price.type"].create(
            {"name": "Wholesale", "code": "opt", "pricelist_id": cls.pricelist.id}
        )
        cls.product.write({"default_code": "R-1", "barcode": "4600000000017"})

    def price(self, product=None):
        """What the product costs by the wholesale list."""
        product = product or self.product
        return product._get_customer_prices(pricelist=self.pricelist)[product.id].price

    def put_price(self, value="77.50", body=None, **more):
        row = {"product": self.product.id, "price_type": "opt", "price": value, **more}
        return self.call("PUT", "/prices", {"items": [row]} if body is None else body)

    def grow_old(self):
        """Let the prices in force be those of an hour ago: one that follows within a second would wait for two."""
        self.env.flush_all()
        # sql: published rows are closed to everybody
        self.env.cr.execute(
            "UPDATE product_pricelist_item SET date_start = date_start - interval '1 hour' WHERE pricelist_id = %s",
            [self.pricelist.id],
        )
        self.env.invalidate_all()

    # === PRICES === #

    def test_price_is_in_force_at_once_and_stays_when_it_is_told_again(self):
        self.assertEqual(self.put_price().data, {"changed": 1, "unchanged": 0})
        self.assertEqual(self.price(), 77.5)
        self.assertEqual(self.put_price().data, {"changed": 0, "unchanged": 1})
        revision = self.env["torg.price.revision"].search([("price_type_id", "=", self.price_type.id)])
        self.assertEqual((len(revision), revision.state), (1, "published"))
        self.assertIn("shop.example", revision.reason)

    def test_price_is_taken_back(self):
        self.put_price()
        self.grow_old()
        self.assertEqual(self.put_price(None).data["changed"], 1)
        self.assertEqual(self.price(), 100)

    def test_products_are_named_by_article_or_barcode(self):
        for number, name in enumerate(({"article": "R-1"}, {"barcode": "4600000000017"}), 1):
            row = {**name, "price_type": "opt", "price": f"{number}0.00"}
            self.assertEqual(self.put_price(body={"items": [row]}).data["changed"], 1)
            self.assertEqual(self.price(), number * 10)
            self.grow_old()

    def test_one_wrong_row_and_nothing_is_changed(self):
        twin = self._create_product("Twin", default_code="R-1")
        rows = [
            {"product": twin.id, "price_type": "opt", "price": "5"},
            {"product": 2**31 - 1, "price_type": "opt", "price": "5"},
            {"article": "R-1", "price_type": "opt", "price": "5"},
            {"product": self.product.id, "price_type": "none", "price": "5"},
        ]
        problem = self.assert_problem(self.put_price(body={"items": rows}), 422, "validation")
        self.assertEqual(
            [(row["pointer"], row["code"]) for row in problem["errors"]],
            [
                ("/items/1/product", "not_found"),
                ("/items/2/article", "ambiguous"),
                ("/items/3/price_type", "not_found"),
            ],
        )
        self.assertEqual(self.price(twin), 100)

    def test_prices_another_system_keeps_are_refused(self):
        ut = self.env["torg.exchange.endpoint"].create({"name": "UT", "code": "ut-test", "kind": "webhook"})
        self.price_type.write({"owner": "external", "endpoint_id": ut.id})
        problem = self.assert_problem(self.put_price(), 422, "validation")
        self.assertEqual(problem["errors"][0]["code"], "kept_elsewhere")
        self.assertIn("UT", problem["errors"][0]["detail"])

    def test_accounting_system_hears_of_prices_that_are_kept_here(self):
        ut = self.env["torg.webhook"].create(
            {
                "name": "UT",
                "url": "https://ut.example/",
                "event_ids": self.env.ref("torg_pricelist.event_price_revision").ids,
            }
        )
        self.put_price()
        self.assertEqual(self.env["torg.exchange.message"].search_count([("endpoint_id", "=", ut.endpoint_id.id)]), 1)

    def test_products_and_types_of_another_company_are_as_if_there_were_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        product = self._create_product("Theirs", company_id=other.id)
        problem = self.assert_problem(self.put_price(product=product.id), 422, "validation")
        self.assertEqual(problem["errors"][0]["code"], "not_found")
        pricelist = self.env["product.pricelist"].create({"name": "Theirs", "company_id": other.id})
        self.env["torg.price.type"].create({"name": "Theirs", "code": "their", "pricelist_id": pricelist.id})
        problem = self.assert_problem(self.put_price(price_type="their"), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "/items/0/price_type")

    def test_bodies_are_checked_and_repeats_remembered(self):
        problem = self.assert_problem(self.put_price("-1", article="R-1"), 422, "validation")
        self.assertIn("/items/0/price", {row["pointer"] for row in problem["errors"]})
        row = {"product": self.product.id, "article": "R-1", "price_type": "opt", "price": "1"}
        self.assert_problem(self.put_price(body={"items": [row]}), 422, "validation")
        self.assert_problem(self.put_price(body={"items": []}), 422, "validation")
        row.pop("article")
        self.assert_problem(self.put_price(body={"items": [row] * 1001}), 422, "validation")
        first, again = (
            self.call("PUT", "/prices", {"items": [row]}, headers={"Idempotency-Key": "prices-1"}) for _once in "12"
        )
        self.assertEqual((first.content, first.data["changed"]), (again.content, 1))

    # === STOCK === #

    def put_stock(self, quantity=7, store=None, **more):
        row = {"product": self.product.id, "store": (store or self.near).code, "on_hand": quantity}
        return self.call("PUT", "/stock", {"items": [row], **more})

    def test_stock_of_a_store_the_site_keeps(self):
        self.near.stock_keeper = "external"
        self.assertEqual(self.put_stock().data, {"changed": 1, "unchanged": 0})
        self.assertEqual(self.free(self.near), 7)
        self.assertEqual(self.put_stock().data, {"changed": 0, "unchanged": 1})
        load = self.env["torg.stock.load"].search([("warehouse_ids", "in", self.near.ids)], limit=1)
        self.assertEqual(load.endpoint_id.name, "shop.example")

    def test_what_was_counted_earlier_changes_nothing(self):
        self.near.stock_keeper = "external"
        self.put_stock(7)
        self.assertEqual(self.put_stock(3, as_of="2020-01-01T10:00:00+03:00").data["changed"], 0)
        self.assertEqual(self.free(self.near), 7)

    def test_store_that_odoo_keeps_refuses(self):
        problem = self.assert_problem(self.put_stock(), 422, "validation")
        self.assertEqual(
            (problem["errors"][0]["pointer"], problem["errors"][0]["code"]), ("/items/0/store", "kept_elsewhere")
        )
        self.assertEqual(self.free(self.near), 10)

    def test_store_that_another_system_keeps_refuses(self):
        self.near.stock_keeper = "external"
        ut = self.env["torg.exchange.endpoint"].create({"name": "UT", "code": "ut-test", "kind": "webhook"})
        self.env["torg.stock.load"]._open(self.near, "delta", endpoint=ut)._close()
        problem = self.assert_problem(self.put_stock(), 422, "validation")
        self.assertIn("UT", problem["errors"][0]["detail"])
        ut.active = False
        self.assertEqual(self.put_stock().data["changed"], 1)

    def test_goods_that_are_not_counted_and_unknown_stores(self):
        self.near.stock_keeper = "external"
        service = self.env["product.product"].create({"name": "Service", "type": "service"})
        rows = [
            {"product": service.id, "store": self.near.code, "on_hand": 1},
            {"product": self.product.id, "store": "NONE", "on_hand": 1},
        ]
        problem = self.assert_problem(self.call("PUT", "/stock", {"items": rows}), 422, "validation")
        self.assertEqual(
            {(row["pointer"], row["code"]) for row in problem["errors"]},
            {("/items/0/product", "not_counted"), ("/items/1/store", "not_found")},
        )

    def test_rights(self):
        price = {"items": [{"product": self.product.id, "price_type": "opt", "price": "1"}]}
        stock = {"items": [{"product": self.product.id, "store": self.near.code, "on_hand": 1}]}
        self.assert_scope("PUT", "/prices", "bulk", price)
        self.assert_scope("PUT", "/stock", "bulk", stock)

    def test_thousand_prices_take_as_many_queries_as_ten(self):
        products = self.env["product.product"].create(
            [{"name": f"Wine {number}", "default_code": f"W{number}"} for number in range(300)]
        )

        def count(rows, price):
            items = [{"article": row.default_code, "price_type": "opt", "price": price} for row in rows]
            before = self.env.cr.sql_log_count
            self.assertEqual(self.call("PUT", "/prices", {"items": items}).data["changed"], len(rows))
            return self.env.cr.sql_log_count - before

        count(products[:10], "10")
        self.assertLessEqual(count(products, "30"), count(products[:10], "20") + 60)
