from odoo import api, models


class SaleOrderLine(models.Model):
    """Goods that come into an order let go what waited for them; goods that replace others are told about."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered("product_id").order_id._send_held_messages()
        if "replaced_line_id" in self._fields:
            for order, replacing in lines.filtered("replaced_line_id").grouped("order_id").items():
                order._tell_replacement(replacing)
        return lines

    def write(self, vals):
        res = super().write(vals)
        if vals.get("product_uom_qty") or vals.get("product_id"):
            self.order_id._send_held_messages()
        return res
