from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import HootMixin, RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


class CounterTour(RolesMixin, StoreMixin, HttpCase):
    """An order of two bottles of rum and one of port; the port is not on the shelf, gin is."""

    def _play(self):
        order = self._set_the_counter()
        self.start_tour("/odoo", "torg_store_collect", login="torg_store_staff")
        self.assertEqual((order.stage_id.code, len(order._get_open_missing())), ("collecting", 1))
        return order

    def _accept_and_hand_over(self, order):
        self.assertEqual(order.stage_id.code, "collecting")
        order.pickup_code = "77777"
        self.start_tour("/odoo", "torg_store_hand_over", login="torg_store_staff")
        self.assertEqual((order.stage_id.code, order.paid_amount), ("done", 320))
        self.assertEqual(order._get_shown_lines().mapped("qty_delivered"), [2, 1])

    def _set_the_counter(self):
        self.env["res.lang"]._activate_lang("en_US")
        self._setup_roles()
        self._setup_stores()
        (self.manager | self.store_staff).lang = "en_US"
        self.store_staff.store_ids = self.near
        self.product.barcode = "4600000000031"
        port, gin = self._create_product("Port"), self._create_product("Gin", list_price=120, taxes_id=False)
        for product in (port, gin):
            self._put(self.near, product, 3)
        self.env["torg.product.substitute"].create({"product_id": port.id, "substitute_id": gin.id})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Семён Лавкин"}).id,
                "user_id": self.manager.id,
                "team_id": self.team.id,
                "warehouse_id": self.near.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity, "price_unit": 100, "tax_ids": []}
                    )
                    for product, quantity in ((self.product, 2), (port, 1))
                ],
            }
        )
        order.action_confirm()
        return order


@tagged("post_install", "-at_install")
class TestBrowser(HootMixin, CounterTour):
    def test_screen_passes_its_suite(self):
        self.run_hoot("@torg_store_desk")

    def test_staff_collect_the_manager_replaces_and_the_customer_takes_by_code(self):
        order = self._play()
        self.start_tour(f"/odoo/sales/{order.id}", "torg_store_manager_accepts", login="torg_manager")
        self._accept_and_hand_over(order)


@tagged("post_install", "-at_install")
class TestPhone(CounterTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_all_of_it_works_on_a_phone(self):
        order = self._play()
        missing = order._get_open_missing().with_user(self.manager)
        missing.accept_offer(missing.offer_ids.id)
        self._accept_and_hand_over(order)
