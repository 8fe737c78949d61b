from odoo import fields, models


class TorgDeliveryResultLine(models.TransientModel):
    """What of these goods the customer does not take."""

    _name = "torg.delivery.result.line"
    _description = "Goods of the Result of a Delivery"

    result_id = fields.Many2one("torg.delivery.result", required=True, ondelete="cascade")
    line_id = fields.Many2one("torg.delivery.line", required=True, readonly=True, ondelete="cascade")
    name = fields.Char(related="line_id.name")
    quantity = fields.Float(related="line_id.quantity")
    refused_qty = fields.Float("Comes back", digits="Product Unit")
