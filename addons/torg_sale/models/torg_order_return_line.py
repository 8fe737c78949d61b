from odoo import fields, models


class TorgOrderReturnLine(models.Model):
    """One kind of goods that came back."""

    _name = "torg.order.return.line"
    _description = "Goods of an Order Return"

    return_id = fields.Many2one("torg.order.return", required=True, readonly=True, index=True, ondelete="cascade")
    order_line_id = fields.Many2one("sale.order.line", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="return_id.currency_id")
    product_id = fields.Many2one(related="order_line_id.product_id", store=True)
    quantity = fields.Float(digits="Product Unit", readonly=True, help="In the unit of the order line.")
    amount = fields.Monetary(readonly=True, help="Its part of the line's total, with tax, after discounts.")
