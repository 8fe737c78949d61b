from unittest.mock import patch

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


class DeskCase(RolesMixin, StoreMixin, HttpCase):
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


@tagged("post_install", "-at_install")
class TestDeskTour(DeskCase):
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

    def test_who_takes_an_order_second_hears_who_was_first(self):
        order = self._set_the_desk()
        order.user_id = False
        take = type(order)._take

        def take_late(orders):
            take(orders.with_user(self.other_manager))  # the other one pressed a moment earlier
            return take(orders)

        with patch.object(type(order), "_take", take_late), mute_logger("odoo.http"):
            self.start_tour("/odoo/desk", "torg_desk_late_take", login="torg_manager")
        self.assertNotEqual(order.user_id, self.manager)

    def test_supervisor_gives_an_order_to_another_manager(self):
        order = self._set_the_desk()
        self.team.member_ids |= self.other_manager
        self.supervisor.lang = "en_US"
        self.start_tour(
            "/odoo/action-torg_sale.sale_order_desk_team_action", "torg_desk_reassign", login="torg_supervisor"
        )
        self.assertEqual(order.user_id, self.other_manager)


@tagged("post_install", "-at_install")
class TestDeskOnPhone(DeskCase):
    """The same desk on a screen of a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_manager_moves_an_order_on(self):
        order = self._set_the_desk()
        self.start_tour("/odoo/desk", "torg_desk_phone", login="torg_manager")
        self.assertEqual(order.stage_id.code, "in_work")
