from odoo import Command
from odoo.tests import tagged

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestMirrorCost(MirrorCommon):
    """Figures change quantities and nothing else."""

    def test_cost_and_margin_survive(self):
        for method in ("standard", "average", "fifo"):
            savepoint = self.env.cr.savepoint()
            with self.subTest(method=method):
                category = self.env["product.category"].create({"name": method, "property_cost_method": method})
                self.product.write({"categ_id": category.id, "standard_price": 40})
                self._tell("reserves", 10)
                sale = self.env["sale.order"].create(
                    {
                        "partner_id": self.customer.id,
                        "warehouse_id": self.near.id,
                        "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 3})],
                    }
                )
                sale.order_line.tax_ids = False
                sale.action_confirm()
                margin = sale.margin
                self.assertEqual((self.product.standard_price, margin), (40, 180))
                move = sale.picking_ids.move_ids
                self._ship(move)
                self._tell("reserves", 25, 5)
                back = self._take_back(1)
                self._report(move | back)
                self._tell("reserves", 2)
                self.env.invalidate_all()
                self.assertEqual((self.product.standard_price, sale.margin), (40, margin))
                if method != "average":  # core sums the average up from moves, and figures make none
                    self.assertEqual(self.product.with_context(warehouse_id=self.near.id).total_value, 80)
            savepoint.close(rollback=True)
            self.env.invalidate_all()
