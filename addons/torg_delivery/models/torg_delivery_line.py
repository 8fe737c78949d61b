from odoo import fields, models


class TorgDeliveryLine(models.Model):
    """Goods that a courier was given, and what of them he brought back."""

    _name = "torg.delivery.line"
    _description = "Goods of a Delivery"

    delivery_id = fields.Many2one("torg.delivery", required=True, readonly=True, index=True, ondelete="cascade")
    order_line_id = fields.Many2one("sale.order.line", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="delivery_id.currency_id")
    product_id = fields.Many2one(related="order_line_id.product_id", store=True)
    name = fields.Char(readonly=True)
    uom_id = fields.Many2one(related="order_line_id.product_uom_id", string="Unit")
    quantity = fields.Float("Handed", digits="Product Unit", readonly=True, help="In the unit of the order line.")
    refused_qty = fields.Float("Came back", digits="Product Unit", readonly=True)
    refused_amount = fields.Monetary("Sum of what came back", readonly=True, help="With tax, after discounts.")

    def _get_kept(self):
        """Return what of these goods did not come back."""
        self.ensure_one()
        return self.quantity - self.refused_qty
