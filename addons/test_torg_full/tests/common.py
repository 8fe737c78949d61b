from odoo.addons.torg_1c.tests.orders import OrdersCommon
from odoo.addons.torg_1c.tools.kinds import WAREHOUSE
from odoo.addons.torg_api.tests.common import ApiCase
from odoo.addons.torg_store_desk.tests.common import StoreDeskCommon


class FullCase(StoreDeskCommon, OrdersCommon, ApiCase):
    """A site with its key, people of the desk and of the near store, and a 1C that knows the goods and the stores."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stores.write({"pickup_allowed": True})
        cls.product.taxes_id = False
        cls.know({("gin", ""): cls.gin})
        cls.env["torg.exchange.link"]._link(
            cls.onec, WAREHOUSE, {("w-near", ""): cls.near, ("w-far", ""): cls.far}
        )  # fmt: skip
        cls.key.write({"reads_per_second": 500, "writes_per_second": 500})
        cls.feed = cls.env["torg.exchange.endpoint"]._get_feed()

    # === THE SITE === #

    def read(self, path):
        """What the site reads."""
        answer = self.call("GET", path)
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.data

    def post(self, path, body):
        """What the site is told when it sends something."""
        answer = self.call("POST", path, body)
        self.assertIn(answer.status_code, (200, 201), answer.text[:500])
        self._commit()
        return answer.data

    def buy(self, goods=None, customer=None, **more):
        """An order of the site for pickup in the near store: two bottles of rum unless told."""
        lines = [
            {"product": product.id, "quantity": number} for product, number in (goods or {self.product: 2}).items()
        ]
        body = {"lines": lines, "store": self.near.code, "customer": customer or {"id": self.customer.id}, **more}
        return self.env["sale.order"].browse(self.post("/orders", body)["id"])

    def free_on_site(self, product=None, store=None):
        """How many pieces the site may promise in a store."""
        product, store = product or self.product, store or self.near
        body = {"products": product.ids, "stores": [store.code]}
        [item] = self.post("/availability", body)["items"]
        return item["free"]

    def price_on_site(self, product=None, customer=None, quantity=1):
        """What the site asks a customer for a piece."""
        lines = [{"product": (product or self.product).id, "quantity": quantity}]
        body = {"customer": (customer or self.customer).id, "lines": lines}
        [item] = self.post("/prices/quote", body)["items"]
        return item["price"]

    # === WHAT THE SITE HEARS === #

    def listen(self):
        """Remember this moment of the feed."""
        self._deliver_feed()
        self.heard = self.read("/changes")["next_cursor"]

    def hear(self, *types):
        """Pairs of type and id of what has happened since, each once, in order; of these types, or of all."""
        self._deliver_feed()
        narrow = f"&types={','.join(types)}" if types else ""
        told = self.read(f"/changes?limit=250&cursor={self.heard}{narrow}")
        self.assertFalse(told["more"])
        self.heard = told["next_cursor"]
        return list(dict.fromkeys((row["type"], row["id"]) for row in told["items"]))

    def _deliver_feed(self):
        self._commit()
        while "0 of 0" not in self.feed._deliver_waiting():
            pass
