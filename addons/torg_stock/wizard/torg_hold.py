from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class TorgHold(models.TransientModel):
    """Hold goods by hand, with a customer on the phone."""

    _name = "torg.hold"
    _description = "Hold Goods"

    warehouse_id = fields.Many2one(
        "stock.warehouse", "Store", required=True, default=lambda self: self.env.user.store_ids[:1]
    )
    partner_id = fields.Many2one("res.partner", "Customer")
    hours = fields.Integer("For, hours", required=True, default=lambda self: self.env.company.hold_hours)
    note = fields.Char()
    line_ids = fields.One2many("torg.hold.line", "hold_id", "Goods")

    def action_hold(self):
        """Hold the goods and show the hold."""
        self.ensure_one()
        lines = [(line.product_id, line.quantity) for line in self.line_ids if line.quantity > 0]
        if not lines or self.hours <= 0:
            raise UserError(self.env._("Say which goods to hold and for how many hours."))
        until = fields.Datetime.now() + timedelta(hours=self.hours)
        hold = self.warehouse_id._hold(lines, until=until, partner=self.partner_id, note=self.note)
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.stock_picking_hold_action")
        form = [view for view in action["views"] if view[1] == "form"]
        return action | {"res_id": hold.id, "view_mode": "form", "views": form}


class TorgHoldLine(models.TransientModel):
    _name = "torg.hold.line"
    _description = "Goods to Hold"

    hold_id = fields.Many2one("torg.hold", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, domain=[("is_storable", "=", True)])
    quantity = fields.Float(default=1.0, digits="Product Unit")
    free = fields.Float("Free in the Store", compute="_compute_free", digits="Product Unit")

    @api.depends("product_id", "hold_id.warehouse_id")
    def _compute_free(self):
        for store, lines in self.grouped("hold_id").items():
            store = store.warehouse_id._origin
            found = lines.product_id._origin._get_point_availability(store)
            for line in lines:
                by_store = found.get(line.product_id._origin.id, {})
                line.free = by_store[store.id].free if by_store else 0
