from odoo import fields, models


class TorgOrderShipment(models.Model):
    """A shipment another system told about. Written by `order._register_shipment` only: told twice, shipped once."""

    _name = "torg.order.shipment"
    _description = "Order Shipment"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    date = fields.Datetime(required=True, readonly=True)
    source = fields.Selection([("1c", "1C"), ("api", "API"), ("desk", "Desk")], required=True, readonly=True)
    external_id = fields.Char("Number", readonly=True, help="Its number at the source: told twice, it is shipped once.")
    picking_ids = fields.Many2many("stock.picking", string="Transfers", readonly=True)

    _external_unique = models.UniqueIndex(
        "(source, external_id) WHERE external_id IS NOT NULL", "This shipment is known already."
    )
