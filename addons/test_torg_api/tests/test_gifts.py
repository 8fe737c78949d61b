from odoo.tests import tagged

from odoo.addons.torg_api.tests.shop import ShopCase


@tagged("post_install", "-at_install")
class TestGifts(ShopCase):
    """Another addon gives baskets and orders a field, as points and coupons will be."""

    def test_order_has_what_the_field_says(self):
        order = self.browse(self.order(gift_card="To Boris"))
        self.assertEqual(order.client_order_ref, "To Boris")
        self.assertFalse(self.browse(self.order()).client_order_ref)

    def test_quote_keeps_it_for_its_order(self):
        quote = self.quote(gift_card="To Boris", customer={"id": self.customer.id})
        order = self.browse(self.call("POST", "/orders", {"quote_id": quote["quote_id"]}))
        self.assertEqual(order.client_order_ref, "To Boris")

    def test_order_of_a_quote_may_say_something_else(self):
        quote = self.quote(gift_card="To Boris", customer={"id": self.customer.id})
        body = {"quote_id": quote["quote_id"], "gift_card": "To Vera"}
        self.assertEqual(self.browse(self.call("POST", "/orders", body)).client_order_ref, "To Vera")

    def test_obstacle_of_the_addon_stands_in_the_way(self):
        self.product.list_price = 900
        quote = self.quote(gift_card="To Boris")
        self.assertEqual([row["pointer"] for row in quote["problems"]], ["/gift_card"])
        problem = self.assert_problem(self.order(gift_card="To Boris"), 409, "cannot_order")
        self.assertEqual(problem["errors"][0]["pointer"], "/gift_card")
        self.browse(self.order())

    def test_wrong_value_and_neighbours_are_named(self):
        problem = self.assert_problem(self.order(gift_card="", gift_cart="x"), 422, "validation")
        self.assertEqual({row["pointer"] for row in problem["errors"]}, {"/gift_card", "/gift_cart"})

    def test_rest_of_the_promise_stays(self):
        document = self.call("GET", "/openapi.json", secret="").data
        create = document["paths"]["/orders"]["post"]
        self.assertEqual(create["summary"], "Make an order")
        self.assertIn("out_of_stock", create["responses"]["409"]["description"])
        name = create["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        self.assertIn("gift_card", document["components"]["schemas"][name]["properties"])
        first = self.order(headers={"Idempotency-Key": "g"}, gift_card="To Boris")
        again = self.order(headers={"Idempotency-Key": "g"}, gift_card="To Boris")
        self.assertEqual((again.content, again.headers["Idempotent-Replayed"]), (first.content, "true"))
