from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestStores(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["stock.warehouse"].create({"name": "Sadovaya", "code": "SAD", "pickup_allowed": True})
        cls.depot = cls.env["stock.warehouse"].create({"name": "Depot", "code": "DEP"})

    def names(self, path):
        return {store["code"] for store in self.call("GET", path).data["items"]}

    def test_stores_have_codes_and_hours(self):
        stores = {store["code"]: store for store in self.call("GET", "/stores").data["items"]}
        self.assertEqual(stores["SAD"]["name"], "Sadovaya")
        self.assertTrue(stores["SAD"]["pickup"])
        self.assertEqual(stores["SAD"]["openings"], [])
        self.assertIsNone(stores["SAD"]["stock_as_of"])

    def test_pickup_is_a_filter(self):
        self.assertIn("SAD", self.names("/stores?pickup=true"))
        self.assertNotIn("DEP", self.names("/stores?pickup=true"))
        self.assertIn("DEP", self.names("/stores?pickup=false"))
        self.assert_problem(self.call("GET", "/stores?pickup=maybe"), 422, "validation")

    def test_store_of_another_company_is_not_shown(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        self.assertTrue(foreign)
        self.assertFalse(self.names("/stores") & set(foreign.mapped("code")) - {"SAD", "DEP"})
