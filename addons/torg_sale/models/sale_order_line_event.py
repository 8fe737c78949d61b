from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_event_line(self):
        """Return what an outside system is told about the line."""
        return {
            "id": self.id,
            "product_id": self.product_id.id,
            "sku": self.product_id.default_code or None,
            "name": self.product_id.with_context(display_default_code=False).display_name,
            "quantity": self.product_uom_qty,
            "unit": self.product_uom_id.name,
            "delivered": self.qty_delivered,
            "returned": self.returned_qty,
            "price": self.price_unit,
            "discount": self.discount,
            "total": self.currency_id.round(self.price_total),
        }
