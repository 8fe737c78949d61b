from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_delivery.tests.common import DeliveryMixin

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestDelivery(DeliveryMixin, RolesMixin, ShopCase):
    """What delivery costs, when it comes, and orders that are brought."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_delivery()

    def brought(self, quantity=2, city="Saint Petersburg", **more):
        """A basket that is brought."""
        address = {"city": city, "street": "Liteyny 5"}
        delivery = {"method": self.carrier.id, "address": address, **more}
        return {"lines": [{"product": self.product.id, "quantity": quantity}], "delivery": delivery}

    def test_methods_are_listed(self):
        methods = {row["id"]: row for row in self.call("GET", "/delivery/methods").data["items"]}
        mine = methods[self.carrier.id]
        self.assertEqual((mine["name"], mine["pickup"], mine["has_intervals"]), ("Own courier", False, True))

    def test_offers_tell_cost_and_free_times(self):
        body = {"lines": [{"product": self.product.id, "quantity": 2}], "method": self.carrier.id}
        address = {"city": "Saint Petersburg", "street": "Liteyny 5"}
        (offer,) = self.call("POST", "/delivery/quote", body | {"address": address}).data["items"]
        self.assertEqual((offer["available"], offer["cost"], offer["free_from"]), (True, "50.00", "1000.00"))
        self.assertIn("10", offer["days"][1]["slots"][0]["name"])
        (offer,) = self.call("POST", "/delivery/quote", body | {"address": address | {"city": "Omsk"}}).data["items"]
        self.assertEqual((offer["available"], offer["cost"], offer["days"]), (False, None, []))
        self.assertTrue(offer["reason"])

    def test_quote_and_order_have_the_cost_of_the_delivery(self):
        body = self.brought(date=self.tomorrow.isoformat(), interval=self.morning.id)
        quote = self.call("POST", "/orders/quote", body).data
        self.assertTrue(quote["can_order"], quote)
        self.assertEqual((quote["delivery_total"], quote["total"]), ("50.00", "250.00"))
        response = self.call("POST", "/orders", {"quote_id": quote["quote_id"], "customer": {"id": self.customer.id}})
        order = self.browse(response)
        self.assertEqual((order.amount_total, order.delivery_interval_id), (250, self.morning))
        told = response.data["delivery"]
        self.assertEqual(
            (told["cost"], told["date"], told["interval"]), ("50.00", self.tomorrow.isoformat(), self.morning.id)
        )
        self.assertEqual(told["address"], "Saint Petersburg, Liteyny 5")
        self.assertEqual([line["product"] for line in response.data["lines"]], [self.product.id])
        self.assertEqual(order.partner_shipping_id.parent_id, self.customer)

    def test_cost_of_a_quote_holds(self):
        quote = self.call("POST", "/orders/quote", self.brought()).data
        self.carrier.zone_price_ids.price = 90
        body = {"quote_id": quote["quote_id"], "customer": {"id": self.customer.id}}
        self.assertEqual(self.browse(self.call("POST", "/orders", body)).amount_total, 250)

    def test_big_order_is_brought_for_nothing(self):
        quote = self.call("POST", "/orders/quote", self.brought(10)).data
        self.assertEqual((quote["delivery_total"], quote["total"]), ("0.00", "1000.00"))

    def test_brought_order_is_brought_again(self):
        body = self.brought(date=self.tomorrow.isoformat(), interval=self.morning.id)
        first = self.browse(self.call("POST", "/orders", body | {"customer": {"id": self.customer.id}}))
        self.carrier.zone_price_ids.price = 90
        response = self.call("POST", f"/orders/{first.id}/repeat")
        new, told = self.browse(response), response.data["delivery"]
        self.assertEqual((new.carrier_id, new.partner_shipping_id), (self.carrier, first.partner_shipping_id))
        self.assertEqual((response.data["pickup"], response.data["total"]), (False, "290.00"))
        self.assertEqual((told["method"], told["cost"], told["date"]), (self.carrier.id, "90.00", None))
        self.assertEqual(told["address"], "Saint Petersburg, Liteyny 5")

    def test_order_is_not_brought_again_where_nobody_goes_any_more(self):
        body = self.brought() | {"customer": {"id": self.customer.id}}
        first = self.browse(self.call("POST", "/orders", body))
        self.zone.cities = "Omsk"
        before = self.env["sale.order"].search_count([])
        problem = self.assert_problem(self.call("POST", f"/orders/{first.id}/repeat"), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "not_delivered")
        self.carrier.active = False
        problem = self.assert_problem(self.call("POST", f"/orders/{first.id}/repeat"), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "not_delivered")
        self.assertEqual(self.env["sale.order"].search_count([]), before)

    def test_where_nobody_goes_is_refused(self):
        (problem,) = self.call("POST", "/orders/quote", self.brought(city="Omsk")).data["problems"]
        self.assertEqual((problem["code"], problem["fix"][0]["action"]), ("not_delivered", "pickup"))
        body = self.brought(city="Omsk") | {"customer": {"id": self.customer.id}}
        self.assert_problem(self.call("POST", "/orders", body), 409, "cannot_order")

    def test_full_interval_is_refused(self):
        self.morning.capacity = 1
        body = self.brought(1, date=self.tomorrow.isoformat(), interval=self.morning.id)
        body["customer"] = {"id": self.customer.id}
        self.browse(self.call("POST", "/orders", body))
        problem = self.assert_problem(self.call("POST", "/orders", body), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "slot")
        past = (self.today - timedelta(days=1)).isoformat()
        body["delivery"]["date"] = past
        self.assertEqual(self.call("POST", "/orders/quote", body).data["problems"][0]["code"], "slot")

    def test_goods_come_from_a_store_that_has_them_all(self):
        self._put(self.far, self.product, 20)
        quote = self.call("POST", "/orders/quote", self.brought(15)).data
        self.assertEqual((quote["store"], quote["can_order"]), (self.far.code, True))

    def test_what_is_only_picked_up_is_not_brought(self):
        self.product.product_tmpl_id.pickup_only = True
        (problem,) = self.call("POST", "/orders/quote", self.brought()).data["problems"]
        self.assertEqual((problem["code"], problem["fix"][0]["action"]), ("restricted", "pickup"))

    def test_unknown_methods_and_intervals_are_named(self):
        for body, pointer in (
            (self.brought(method=2**31 - 1), "/delivery/method"),
            (self.brought(date=self.tomorrow.isoformat(), interval=2**31 - 1), "/delivery/interval"),
        ):
            problem = self.assert_problem(self.call("POST", "/orders/quote", body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], pointer)

    def test_delivery_is_for_keys_that_may(self):
        self.assert_scope("GET", "/delivery/methods", "orders")
        body = {"lines": [{"product": self.product.id, "quantity": 1}], "address": {"street": "x"}}
        self.assert_scope("POST", "/delivery/quote", "orders", body)
