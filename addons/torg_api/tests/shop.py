from odoo.addons.torg_stock.tests.common import StoreMixin

from .common import ApiCase


class ShopCase(StoreMixin, ApiCase):
    """A shop with two stores that hand out, ten bottles of rum in the near one and four in the far one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.currency_id.active = True
        cls._setup_stores()
        cls.stores.write({"pickup_allowed": True})
        cls.product.taxes_id = False
        cls.customer = cls.env["res.partner"].create(
            {"name": "Anna", "phone": "+7 912 555-00-11", "email": "anna@example.com"}
        )
        cls.key.write({"writes_per_second": 500, "reads_per_second": 500})

    def basket(self, quantity=2, **more):
        """A basket of rum for pickup in the near store."""
        return {"lines": [{"product": self.product.id, "quantity": quantity}], "store": self.near.code, **more}

    def quote(self, quantity=2, **more):
        """The quote of such a basket."""
        return self.call("POST", "/orders/quote", self.basket(quantity, **more)).data

    def order(self, quantity=2, headers=None, **more):
        """Order such a basket for Anna."""
        body = self.basket(quantity, **{"customer": {"id": self.customer.id}, **more})
        return self.call("POST", "/orders", body, headers=headers)

    def browse(self, response):
        """The order of an answer."""
        self.assertEqual(response.status_code, 201, response.text)
        return self.env["sale.order"].browse(response.data["id"])

    def free(self, store):
        return self.product._get_point_availability(store)[self.product.id][store.id].free

    def assert_scope(self, method, path, scope, body=None):
        """A key without the permission, and nobody, may not do it."""
        others = self.env["torg.api.scope"].search([("code", "!=", scope)]).mapped("code")
        poor = self.make_key("poor", *others)._issue()
        self.assert_problem(self.call(method, path, body, secret=poor), 403, "forbidden")
        self.assert_problem(self.call(method, path, body, secret=""), 401, "unauthorized")

    def make_foreign(self):
        """An order of another company."""
        other = self.env["res.company"].create({"name": "Other company"})
        partner = self.env["res.partner"].create({"name": "Stranger", "company_id": other.id})
        return self.env["sale.order"].with_company(other).create({"partner_id": partner.id, "company_id": other.id})
