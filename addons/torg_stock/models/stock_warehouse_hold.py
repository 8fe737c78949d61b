from datetime import timedelta

from markupsafe import escape

from odoo import Command, fields, models

from odoo.addons.torg_stock.models.stock_move import LATER
from odoo.addons.torg_stock.whole import as_a_whole

UNTOLD = {"tracking_disable": True}  # in the chatter of a hold: it says itself what it holds, and how it ended


class StockWarehouse(models.Model):
    """Goods held in a store for a customer who has not ordered yet."""

    _inherit = "stock.warehouse"

    def _hold(self, lines, until=None, partner=None, origin=None, note=None):
        """Hold goods in this store and return the hold, a picking that is never shipped.

        Raises StockRefusal when the store refuses shortages and does not have them all.

        :param list lines: pairs (product, quantity in the unit of the product)
        :param datetime until: when the hold ends by itself; after the company's usual number of hours unless told
        """
        self.ensure_one()
        self.check_access("read")
        vals = {
            "picking_type_id": self.hold_type_id.id,
            "location_id": self.lot_stock_id.id,
            "location_dest_id": self.hold_type_id.default_location_dest_id.id,
            "partner_id": partner and partner.id,
            "origin": origin,
            "note": note and escape(note),
            "hold_until": until or fields.Datetime.now() + timedelta(hours=self.company_id.hold_hours),
            "hold_outcome": "active",
            "company_id": self.company_id.id,
            "move_ids": [Command.create(self._prepare_hold_move_vals(*line)) for line in lines],
        }
        with as_a_whole(self) as store:
            # sudo: who may hold goods was decided by the caller; the picking belongs to the warehouse
            hold = store.env["stock.picking"].sudo().with_context(**UNTOLD, **{LATER: True}).create(vals)
            hold.move_ids._promise()
        hold._plan_end_of_hold()
        return hold.with_env(self.env)

    def _prepare_hold_move_vals(self, product, quantity):
        return {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "product_uom": product.uom_id.id,
            "location_id": self.lot_stock_id.id,
            "location_dest_id": self.hold_type_id.default_location_dest_id.id,
            "company_id": self.company_id.id,
        }
