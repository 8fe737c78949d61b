from odoo import Command
from odoo.tests import HttpCase, mute_logger, tagged

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_stock.tests.common import StoreMixin


@tagged("post_install", "-at_install")
class TestGoodsBrowser(RolesMixin, StoreMixin, HttpCase):
    def _make_order(self, stage="new"):
        self._setup_roles()
        self._setup_stores()
        self.near.shortage_policy = "refuse"
        small = self._create_stores({"name": "Small store", "shortage_policy": "refuse"})
        gin = self._create_product("Gin", list_price=120)
        self._put(self.near, gin, 5)
        self._put(small, gin, 1)
        self.env["torg.product.substitute"].create({"product_id": self.product.id, "substitute_id": gin.id})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Test customer"}).id,
                "user_id": self.manager.id,
                "team_id": self.team.id,
                "warehouse_id": self.near.id,
                "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 2})],
            }
        )
        order._move_to_stage(self.env["sale.order.stage"].search([("code", "=", stage)]), "desk")
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        return order

    def _tour(self, order, name):
        self.start_tour(f"/odoo/sales/{order.id}", name, login="torg_manager")

    def test_manager_changes_the_pickup_store(self):
        order = self._make_order("agreed")
        self.enterContext(mute_logger("odoo.http"))  # a store that refuses is a warning there
        self._tour(order, "torg_sale_change_store")
        self.assertEqual(order.warehouse_id, self.far)
        self.assertEqual(order._get_open_pickings().location_id, self.far.lot_stock_id)

    def test_manager_offers_a_substitute_before_the_confirmation(self):
        order = self._make_order()
        self._tour(order, "torg_sale_substitute")
        self.assertEqual(order.order_line.product_id.name, "Gin")

    def test_manager_offers_a_substitute_after_the_confirmation(self):
        order = self._make_order("agreed")
        self._tour(order, "torg_sale_substitute")
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [0, 2])
        self.assertEqual(order._get_shown_lines().product_id.name, "Gin")
