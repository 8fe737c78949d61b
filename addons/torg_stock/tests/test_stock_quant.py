from unittest.mock import patch

from odoo.tests import tagged

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestStockQuant(StoreCommon):
    def test_nobody_waits_for_the_cleaning_of_quants(self):
        quants = self.env["stock.quant"]
        with patch.object(type(quants), "_quant_tasks") as tasks:
            quants.action_view_quants()
            quants.action_view_inventory()
            tasks.assert_not_called()

    def test_quants_are_merged_and_cleaned_at_night(self):
        twin = self.env["stock.quant"].create(
            {"product_id": self.product.id, "location_id": self.near.lot_stock_id.id, "quantity": 3}
        )
        self.env.ref("torg_stock.ir_cron_quant_tasks").ir_actions_server_id.run()
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.near.lot_stock_id.id)]
        )
        self.assertEqual(quants.mapped("quantity"), [13])
        self.assertFalse(twin.exists())
