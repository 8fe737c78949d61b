from odoo.tests import tagged

from .catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestCategories(CatalogueCase):
    def categories(self):
        return {row["name"]: row for row in self.read("/categories?limit=250")["items"]}

    def test_tree_has_every_category_with_goods_and_those_above(self):
        found = self.categories()
        self.assertEqual(found["Wine"]["parent"], self.drinks.id)
        self.assertEqual(found["Wine"]["path"], [self.drinks.id, self.wine.id])
        self.assertIsNone(found["Drinks"]["parent"])
        self.assertEqual((found["Wine"]["product_count"], found["Drinks"]["product_count"]), (2, 2))

    def test_what_only_another_company_sells_is_not_told(self):
        self.assertNotIn("Secret", self.categories())
        self.cheese.sale_ok = False
        self.assertNotIn("Food", self.categories())

    def test_children_of_one(self):
        self.assertEqual(self.ids(f"/categories?parent={self.drinks.id}"), [self.wine.id])

    def test_pages_follow_each_other_without_gaps(self):
        whole, place, seen = self.ids("/categories?limit=250"), "", []
        while True:
            page = self.read(f"/categories?limit=1{place}")
            seen += [row["id"] for row in page["items"]]
            if not page["next_cursor"]:
                break
            place = f"&cursor={page['next_cursor']}"
        self.assertEqual(seen, whole)
        self.assertEqual(whole, sorted(whole))

    def test_cursor_of_another_list_is_refused(self):
        cursor = self.read("/products?limit=1")["next_cursor"]
        for wrong in (cursor, "x", "WyJjYXRlZ29yaWVzIix0cnVlXQ"):
            problem = self.assert_problem(self.call("GET", f"/categories?cursor={wrong}"), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "?cursor")

    def test_only_for_keys_that_read_the_catalogue(self):
        poor = self.make_key("poor", "orders")._issue()
        self.assert_problem(self.call("GET", "/categories", secret=poor), 403, "forbidden")
        self.assert_problem(self.call("GET", "/categories", secret=""), 401, "unauthorized")
