from unittest.mock import patch

from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestOrderReads(ShopCase):
    """Reading writes nothing and asks the base for no more than it must."""

    def setUp(self):
        super().setUp()
        self.sale = self.browse(self.order())
        self.paths = {
            f"/orders?customer={self.customer.id}": 40,
            f"/orders/{self.sale.id}": 45,
            f"/customers/{self.customer.id}": 40,
            f"/customers/{self.customer.id}/orders": 45,
            "/customers?phone=89125550011": 25,
            "/delivery/methods": 20,
            "/stages": 30,
        }

    def test_reads_never_write(self):
        keys = self.registry["torg.api.key"]
        self.set_registry_readonly_mode(True)
        self.addCleanup(self.set_registry_readonly_mode, False)
        with patch.object(keys, "_count", lambda key, opened: None), self.assertNoLogs("odoo.http", "WARNING"):
            for path in self.paths:
                self.assertEqual(self.call("GET", path).status_code, 200, path)

    def test_reads_ask_the_base_a_limited_number_of_times(self):
        for path, limit in self.paths.items():
            self.call("GET", path)
            with self.assertQueryCount(limit):
                self.call("GET", path)

    def test_same_answer_is_not_sent_twice(self):
        for path in self.paths:
            first = self.call("GET", path)
            again = self.call("GET", path, headers={"If-None-Match": first.headers["ETag"]})
            self.assertEqual((again.status_code, again.content), (304, b""), path)
