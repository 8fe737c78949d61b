from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


@tagged("post_install", "-at_install")
class TestEntryTour(RolesMixin, StoreMixin, HttpCase):
    def test_manager_turns_a_request_into_an_order_in_ten_presses(self):
        self._set_up()
        request = self.env["sale.order"]._make_request("8 916 123-45-67", text="Два рома", source="callback")
        request.user_id = self.manager
        self.start_tour("/odoo/desk", "torg_entry_request", login="torg_manager")
        self.assertEqual((request.state, request.is_request), ("sale", False))
        self.assertEqual(request.order_line.product_uom_qty, 2)

    def test_manager_enters_five_lines_in_ten_presses(self):
        self._set_up()
        for name in ("Gin", "Vodka", "Cognac", "Tequila"):
            self._put(self.near, self._create_product(name), 10)
        self.env["res.partner"].create({"name": "Семён Лавкин", "phone": "+7 916 765-43-21"})
        self.start_tour("/odoo/desk", "torg_entry_lines", login="torg_manager")
        order = self.env["sale.order"].search([("partner_id.name", "=", "Семён Лавкин")])
        self.assertEqual((len(order.order_line.filtered("product_id")), order.user_id), (5, self.manager))
        self.assertEqual(order.stage_id.code, "new")

    def test_unknown_caller_gets_a_name_in_place(self):
        self._set_up()
        self.start_tour("/odoo/new-order", "torg_entry_customer", login="torg_manager")
        partner = self.env["torg.phone.number"]._find_partners("+79160000001")
        self.assertEqual(partner.name, "Новый Клиент")

    def _set_up(self):
        """Stores that hand out orders, and a manager who reads English."""
        self.env["res.lang"]._activate_lang("en_US")
        self.env.company.account_sale_tax_id = False  # sums as they are typed, in whatever country
        self._setup_roles()
        self._setup_stores()
        self.stores.pickup_allowed = True
        self.manager.write({"lang": "en_US", "store_ids": self.near.ids})
