from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import RolesMixin

from .common import StoreMixin


@tagged("post_install", "-at_install")
class TestSearchBrowser(RolesMixin, StoreMixin, HttpCase):
    def test_manager_finds_with_a_wrong_layout_and_a_slip_and_offers_a_substitute(self):
        self._setup_roles()
        self._setup_stores()
        category = self.env["product.category"].create({"name": "Strong"})
        self.product.write({"name": "Водка «Ладогская»", "categ_id": category.id, "list_price": 500})
        other = self._create_product("Водка «Берёза»", categ_id=category.id, list_price=520)
        self._put(self.near, other, 3)
        self.start_tour("/odoo/substitutes", "torg_stock_search", login="torg_manager")
        link = self.env["torg.product.substitute"].search([("product_id", "=", self.product.id)])
        self.assertEqual((link.substitute_id, link.accepted_count, link.is_learned), (other, 1, True))
