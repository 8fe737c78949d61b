from odoo import api, models


class SaleOrderLine(models.Model):
    """Lines tell their order's journal before they change."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["sale.order"].browse({vals["order_id"] for vals in vals_list if vals.get("order_id")})._touch_journal()
        return super().create(vals_list)

    def write(self, vals):
        if not self._get_journal_fields().isdisjoint(vals):
            self.order_id._touch_journal()
        return super().write(vals)

    def unlink(self):
        self.order_id._touch_journal()
        return super().unlink()

    @api.model
    def _get_journal_fields(self):
        return {
            "product_id", "product_uom_qty", "product_uom_id", "price_unit", "discount", "tax_ids", "order_id",
            "replaced_line_id", "replaced_product_id",
        }  # fmt: skip

    def _get_journal_value(self):
        """Return the line as tools/journal.py keeps it."""
        return {
            "product": self.product_id.display_name,
            "product_id": self.product_id.id,
            "quantity": self.product_uom_qty,
            "price": self.price_unit,
            "discount": self.discount,
            "total": self.currency_id.round(self.price_total),
            "pieces": self._get_pieces(self.product_uom_qty),
            "replaces": self.replaced_line_id.id or None,
            "instead_of": self.replaced_product_id.id or None,
        }
