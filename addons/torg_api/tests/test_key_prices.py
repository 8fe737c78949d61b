from odoo.tests import tagged

from .login import LoginCase

STRANGER = {"phone": "8 912 555-43-21", "name": "Boris"}


@tagged("post_install", "-at_install")
class TestKeyPrices(LoginCase):
    """One price list from the shop window to the order: the known customer's own, else the key's, else everybody's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls.env["product.pricelist"].create(
            {"name": "Site", "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 90})]}
        )
        (cls.key | cls.public).pricelist_id = cls.site

    def shown(self):
        """The price the shop window shows to somebody unknown."""
        return self.call("GET", f"/products/{self.product.id}").data["price"]["price"]

    def test_unknown_buyer_pays_what_the_window_shows(self):
        self.assertEqual(self.shown(), "90.00")
        self.assertEqual(self.quote(1)["total"], "90.00")
        self.assertEqual(self.quote(1, customer=STRANGER)["total"], "90.00")
        order = self.browse(self.order(1, customer=STRANGER, expected_total="90.00"))
        self.assertEqual((order.pricelist_id, order.amount_total), (self.site, 90))
        self.assertEqual(order.partner_id.property_product_pricelist, self.site)

    def test_his_second_order_costs_the_same(self):
        self.browse(self.order(1, customer=STRANGER, expected_total="90.00"))
        order = self.browse(self.order(2, customer=STRANGER, expected_total="180.00"))
        self.assertEqual(order.pricelist_id, self.site)

    def test_quote_of_nobody_is_ordered_by_somebody_new(self):
        quote = self.quote(1)
        response = self.call("POST", "/orders", {"quote_id": quote["quote_id"], "customer": STRANGER})
        self.assertEqual((self.browse(response).pricelist_id, response.data["total"]), (self.site, "90.00"))

    def test_known_customer_pays_his_own_price(self):
        self.assertEqual(self.quote(1, customer={"id": self.customer.id})["total"], "100.00")
        order = self.browse(self.order(1, expected_total="100.00"))
        self.assertEqual(order.pricelist_id, self.customer._get_customer_pricelist())

    def test_whoever_comes_through_the_key_keeps_its_prices(self):
        made = self.call("POST", "/customers", {"phone": "8 912 555-43-22"}).data["id"]
        entered = self.login("8 912 555-43-23")["customer"]
        for number in (made, entered):
            self.assertEqual(self.env["res.partner"].browse(number).property_product_pricelist, self.site)
            self.assertEqual(self.quote(1, customer={"id": number})["total"], "90.00")

    def test_key_without_a_list_leaves_it_to_everybodys(self):
        self.key.pricelist_id = False
        order = self.browse(self.order(1, customer=STRANGER, expected_total="100.00"))
        self.assertFalse(order.partner_id.specific_property_product_pricelist)
