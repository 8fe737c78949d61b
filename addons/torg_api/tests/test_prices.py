from odoo import Command
from odoo.tests import tagged

from .catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestPrices(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        item = {"compute_price": "percentage", "percent_price": 10, "min_quantity": 6}
        pricelist = cls.env["product.pricelist"].create({"name": "Wholesale", "item_ids": [Command.create(item)]})
        cls.client = cls.env["res.partner"].create({"name": "Client", "property_product_pricelist": pricelist.id})

    def quote(self, *lines, customer=None):
        body = {"customer": customer, "lines": [{"product": product, "quantity": number} for product, number in lines]}
        response = self.call("POST", "/prices/quote", body)
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.data

    def test_price_depends_on_the_customer_and_the_quantity(self):
        line = (self.red.id, 6)
        (mine,) = self.quote(line, customer=self.client.id)["items"]
        self.assertEqual((mine["price"], mine["base_price"], mine["amount"]), ("450.00", "500.00", "2700.00"))
        self.assertEqual((mine["discount"], mine["currency"], mine["quantity"]), (10.0, "RUB", 6.0))
        (few,) = self.quote((self.red.id, 1), customer=self.client.id)["items"]
        (everybody,) = self.quote(line)["items"]
        self.assertEqual((few["price"], everybody["price"]), ("500.00", "500.00"))

    def test_price_says_why_in_words_for_the_customer(self):
        self.red.standard_price = 123.45
        (mine,) = self.quote((self.red.id, 6), customer=self.client.id)["items"]
        self.assertEqual(mine["steps"][-1]["price"], "450.00")
        self.assertTrue(all(step["text"] for step in mine["steps"]))
        self.assertNotIn("choice", [step["kind"] for step in mine["steps"]], "which list it is, is ours to know")
        self.assertNotIn("123.45", str(mine))

    def test_quote_is_what_an_order_costs(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "order_line": [Command.create({"product_id": self.red.id, "product_uom_qty": 7})],
            }
        )
        (mine,) = self.quote((self.red.id, 7), customer=self.client.id)["items"]
        self.assertEqual(mine["amount"], f"{order.amount_total:.2f}")

    def test_what_is_not_on_sale_has_no_price(self):
        answer = self.quote((self.red.id, 1), (self.hidden.id, 1), (self.foreign.id, 1))
        self.assertEqual([row["product"] for row in answer["items"]], self.red.ids)
        self.assertEqual(answer["unknown"], [self.hidden.id, self.foreign.id])

    def test_wrong_bodies_are_named(self):
        line = {"product": self.red.id}
        foreign = self.env["res.partner"].create({"name": "Foreign", "company_id": self.other.id})
        for body, pointer in (({}, "/lines"), ({"lines": []}, "/lines"), ({"lines": [line] * 2}, "/lines/1/product"),
                              ({"lines": [line | {"quantity": 0}]}, "/lines/0/quantity"),
                              ({"lines": [line], "customer": foreign.id}, "/customer"),
                              ({"lines": [line | {"price": 1}]}, "/lines/0/price")):  # fmt: skip
            problem = self.assert_problem(self.call("POST", "/prices/quote", body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], pointer)
        self.assert_problem(self.call("POST", "/prices/quote", raw=b"{"), 400, "bad_json")

    def test_queries_do_not_grow_with_the_lines(self):
        many = [self.create_product(f"Many {n}", self.wine, 100 + n).id for n in range(40)]

        def lines(ids):
            return {"customer": self.client.id, "lines": [{"product": number, "quantity": 7} for number in ids]}

        few = self.count_queries("/prices/quote", lines(many[:3]))
        self.assertLessEqual(self.count_queries("/prices/quote", lines(many)), few + 2)

    def test_only_for_keys_that_read_the_catalogue(self):
        poor = self.make_key("poor", "orders")._issue()
        body = {"lines": [{"product": self.red.id}]}
        self.assert_problem(self.call("POST", "/prices/quote", body, secret=poor), 403, "forbidden")
        self.assert_problem(self.call("POST", "/prices/quote", body, secret=""), 401, "unauthorized")
