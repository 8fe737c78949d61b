from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


@tagged("post_install", "-at_install")
class TestClaimsTour(RolesMixin, StoreMixin, HttpCase):
    """A manager who reads English; ten pieces of rum in the store."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("en_US")
        self._setup_roles()
        self._setup_stores()
        self.manager.lang = "en_US"
        self.customer = self.env["res.partner"].create({"name": "Test customer", "phone": "+7 916 123-45-67"})

    def _make_order(self, stage="new"):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.manager.id,
                "team_id": self.team.id,
                "warehouse_id": self.near.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 2,
                            "price_unit": 100,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        self.env.cr.flush()
        order._move_to_stage(self.env.ref(f"torg_sale.sale_order_stage_{stage}"), "desk")
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        return order

    def _count_free(self):
        return self.product._get_point_availability(self.near)[self.product.id][self.near.id].free

    def test_manager_merges_an_order_that_came_twice(self):
        first, second = self._make_order(), self._make_order()
        self.start_tour("/odoo/desk", "torg_sale_merge", login="torg_manager")
        self.assertEqual((first.order_line.product_uom_qty, second.state), (4, "cancel"))
        self.assertEqual(second.merged_into_id, first)

    def test_partial_return_puts_goods_and_money_back(self):
        order = self._make_order("agreed")
        order._register_payment(200, "site", "p-1", method="card")
        order._hand_over()
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.start_tour(f"/odoo/sales/{order.id}", "torg_sale_return", login="torg_manager")
        self.assertEqual((order.paid_amount, order.returned_amount, self._count_free()), (100, 100, 9))

    def test_cancelled_order_gives_goods_and_money_back(self):
        order = self._make_order("agreed")
        order._register_payment(200, "site", "p-1", method="card")
        reason = self.env.ref("torg_sale.torg_cancel_reason_changed_mind")
        stage = self.env.ref("torg_sale.sale_order_stage_cancelled")
        order.with_user(self.manager)._move_to_stage(stage, "desk", {"cancel_reason_id": reason.id})
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.start_tour(f"/odoo/sales/{order.id}", "torg_sale_give_back", login="torg_manager")
        self.assertEqual((order.paid_amount, self._count_free()), (0, 10))

    def test_card_opens_from_the_desk_takes_a_note_and_repeats_an_order(self):
        order = self._make_order("agreed")
        self.start_tour("/odoo/desk", "torg_sale_customer_card", login="torg_manager")
        again = self.env["sale.order"].search([("origin", "=", order.name)])
        self.assertEqual((again.user_id, again.order_line.product_uom_qty), (self.manager, 2))
        self.assertTrue(any("in the evening" in (body or "") for body in self.customer.message_ids.mapped("body")))
