from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import HootMixin, RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


@tagged("post_install", "-at_install")
class TestDeskTour(HootMixin, RolesMixin, StoreMixin, HttpCase):
    def test_screens_pass_their_suite(self):
        self.run_hoot("@torg_sale")

    def test_manager_lands_on_the_desk_and_drags_an_order_through_all_stages(self):
        order = self._set_the_desk()
        self.start_tour("/odoo", "torg_desk_stages", login="torg_manager")
        self.assertEqual((order.stage_id.code, order.state), ("done", "sale"))

    def test_refusal_puts_the_card_back(self):
        order = self._set_the_desk()
        self.env.ref("torg_sale.sale_order_stage_ready").payment_requirement = "full"
        self.start_tour("/odoo/desk", "torg_desk_refusal", login="torg_manager")
        self.assertEqual(order.stage_id.code, "new")

    def test_cancelling_asks_for_a_reason_on_the_board_and_in_the_form(self):
        order = self._set_the_desk()
        self.start_tour("/odoo/desk", "torg_desk_cancel", login="torg_manager")
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.cancel_reason_id, self.env.ref("torg_sale.torg_cancel_reason_changed_mind"))

    def test_bar_finds_a_customer_and_goods_and_narrows_the_board_to_a_store(self):
        self._set_the_desk()
        self.start_tour("/odoo/desk", "torg_desk_bar", login="torg_manager")

    def _set_the_desk(self):
        """Return the order of a manager who reads English, in the first stage."""
        self.env["res.lang"]._activate_lang("en_US")
        self._setup_roles()
        self._setup_stores()
        self.manager.lang = "en_US"
        customer = self.env["res.partner"].create({"name": "Семён Лавкин", "vat": "500100732259"})
        return self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "user_id": self.manager.id,
                "team_id": self.team.id,
                "warehouse_id": self.near.id,
                "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 2})],
            }
        )
