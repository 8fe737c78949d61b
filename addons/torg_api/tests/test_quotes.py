from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestQuotes(ShopCase):
    """What an order would cost, and whether it can be had."""

    def test_quote_tells_prices_stock_and_holds_them(self):
        quote = self.quote()
        self.assertTrue(quote["can_order"])
        self.assertEqual((quote["total"], quote["goods_total"], quote["delivery_total"]), ("200.00", "200.00", "0.00"))
        (line,) = quote["lines"]
        self.assertEqual((line["price"], line["total"], line["free"], line["quantity"]), ("100.00", "200.00", 10, 2))
        self.assertEqual(quote["stores_with_all"], [self.near.code, self.far.code])
        self.assertTrue(quote["quote_id"])
        self.assertFalse(self.env["sale.order"].search([("partner_id", "=", self.customer.id)]))

    def test_quote_says_what_helps_when_there_is_not_enough(self):
        brandy = self._create_product("Brandy")
        self._put(self.near, brandy, 20)
        self.env["torg.product.substitute"].create({"product_id": self.product.id, "substitute_id": brandy.id})
        self._put(self.far, self.product, 20)
        quote = self.quote(12)
        self.assertFalse(quote["can_order"])
        (problem,) = quote["problems"]
        self.assertEqual((problem["code"], problem["pointer"]), ("not_enough", "/lines/0"))
        fixes = {fix["action"]: fix for fix in problem["fix"]}
        self.assertEqual(fixes["reduce"]["quantity"], 10)
        self.assertEqual((fixes["change_store"]["store"], fixes["change_store"]["quantity"]), (self.far.code, 24))
        self.assertEqual(fixes["substitute"]["products"], [brandy.id])
        self.assertEqual(quote["stores_with_all"], [self.far.code])

    def test_what_is_gone_may_be_left_out(self):
        (problem,) = self.quote(1, lines=[{"product": self._create_product("Gone").id, "quantity": 1}])["problems"]
        self.assertEqual((problem["code"], problem["fix"][0]["action"]), ("out_of_stock", "remove"))

    def test_least_sum_of_the_order_type_is_kept(self):
        self.env["torg.order.type"].search([]).write({"minimum_amount": 250})
        (problem,) = self.quote()["problems"]
        self.assertEqual((problem["code"], problem["fix"][0]["amount"]), ("below_minimum", "50.00"))
        self.assertTrue(self.quote(3)["can_order"])

    def test_store_that_hands_out_nothing_is_refused_with_others(self):
        self.near.pickup_allowed = False
        (problem,) = self.quote()["problems"]
        self.assertEqual((problem["code"], problem["fix"][0]["store"]), ("no_pickup", self.far.code))

    def test_closed_store_says_when_it_opens(self):
        hours = self.env["resource.calendar"].create({"name": "Never", "attendance_ids": [(5, 0, 0)]})
        self.near.opening_hours = hours
        self.assertEqual(self.quote()["problems"][0]["code"], "store_closed")
        today = fields.Date.today()
        self.env["torg.store.exception"].create(
            {
                "warehouse_id": self.near.id,
                "date_from": today + timedelta(days=2),
                "date_to": today + timedelta(days=2),
                "is_open": True,
                "hour_from": 10,
                "hour_to": 20,
            }
        )
        quote = self.quote()
        self.assertTrue(quote["can_order"])
        self.assertTrue(quote["opens_at"])

    def test_price_is_the_customers_own(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "Anna", "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 80})]}
        )
        self.customer.property_product_pricelist = pricelist
        self.assertEqual(self.quote(customer={"id": self.customer.id})["total"], "160.00")
        self.assertEqual(self.quote(customer={"phone": "8 (912) 555-00-11"})["total"], "160.00")
        self.assertEqual(self.quote()["total"], "200.00")

    def test_broken_and_unknown_things_are_named(self):
        for body, pointer, code in (
            ({"lines": [], "store": "x"}, "/lines", "too_short"),
            (self.basket(colour="red"), "/colour", "unknown_field"),
            (self.basket(0), "/lines/0/quantity", "too_small"),
            (self.basket(store="nowhere"), "/store", "not_found"),
            (self.basket(lines=[{"product": 2**31 - 1, "quantity": 1}]), "/lines/0/product", "not_found"),
            (self.basket(customer={"id": self.make_foreign().partner_id.id}), "/customer/id", "not_found"),
        ):
            problem = self.assert_problem(self.call("POST", "/orders/quote", body), 422, "validation")
            self.assertEqual((problem["errors"][0]["pointer"], problem["errors"][0]["code"]), (pointer, code))

    def test_quote_is_asked_with_the_permission_for_orders(self):
        self.assert_scope("POST", "/orders/quote", "orders", self.basket())

    def test_old_quotes_are_forgotten(self):
        self.quote()
        quotes = self.env["torg.api.quote"].search([])
        quotes.expires_at = fields.Datetime.now() - timedelta(hours=25)
        quotes._gc()
        self.assertFalse(quotes.exists())

    def test_many_lines_take_no_more_queries(self):
        products = [self._create_product(f"Wine {number}") for number in range(40)]
        for product in products:
            self._put(self.near, product, 5)

        def count(number):
            body = self.basket(lines=[{"product": product.id, "quantity": 1} for product in products[:number]])
            self.call("POST", "/orders/quote", body)
            before = self.env.cr.sql_log_count
            self.assertTrue(self.call("POST", "/orders/quote", body).data["can_order"])
            return self.env.cr.sql_log_count - before

        few, many = count(5), count(40)
        self.assertLess(many - few, 35)
