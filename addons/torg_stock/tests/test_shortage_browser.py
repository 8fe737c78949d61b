from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import RolesMixin

from .common import StoreMixin


@tagged("post_install", "-at_install")
class TestShortageBrowser(RolesMixin, StoreMixin, HttpCase):
    def test_director_makes_minimums_and_moves_goods(self):
        self._setup_roles()
        self._setup_stores()
        self.product.name = "Водка «Ладогская»"
        self.env["stock.warehouse"]._create_stores([{"name": "Empty store"}])
        self.start_tour("/odoo", "torg_shortage", login="torg_director")
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("picking_id.origin", "!=", False)]
        )
        self.assertEqual(set(moves.mapped("state")), {"assigned"})
        self.assertLessEqual(
            moves.location_id, self.near.lot_stock_id | self.far.lot_stock_id, "those that can spare it"
        )
