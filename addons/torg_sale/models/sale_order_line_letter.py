from odoo import api, models
from odoo.tools import format_amount


class SaleOrderLine(models.Model):
    """Goods that come into an order let go what waited for them; goods that replace others are told about."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered("product_id").order_id._send_held_messages()
        for order, replacing in lines.filtered("replaced_line_id").grouped("order_id").items():
            order._tell_replacement(replacing)
        return lines

    def write(self, vals):
        res = super().write(vals)
        if vals.get("product_uom_qty") or vals.get("product_id"):
            self.order_id._send_held_messages()
        if vals.get("replaced_product_id"):
            for order, replacing in self.grouped("order_id").items():
                order._tell_replacement(replacing)
        return res

    # === BUSINESS METHODS === #

    def _get_letter_quantity(self):
        """Return how many and at what price, for a letter: “2 × 1 890 ₽”, “1,5 kg × 640 ₽”."""
        self.ensure_one()
        number = f"{self.product_uom_qty:.3f}".rstrip("0").rstrip(".")
        number = number.replace(".", self.env["res.lang"]._get_data(code=self.env.lang).decimal_point or ".")
        piece = self.env.ref("uom.product_uom_unit", raise_if_not_found=False)
        unit = "" if self.product_uom_id == piece else f" {self.product_uom_id.name}"
        price = format_amount(self.env, self.price_total / self.product_uom_qty, self.currency_id)
        return f"{number}{unit} × {price}"
