from odoo import models


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _prepare_picking_default_values_based_on(self, picking):
        """Override of stock to bring goods back to another store than they left."""
        vals = super()._prepare_picking_default_values_based_on(picking)
        store = self.env["stock.warehouse"].browse(self.env.context.get("torg_return_store_id") or [])
        if store and store != picking.picking_type_id.warehouse_id:
            vals |= {"picking_type_id": store.in_type_id.id, "location_dest_id": store.lot_stock_id.id}
        return vals
