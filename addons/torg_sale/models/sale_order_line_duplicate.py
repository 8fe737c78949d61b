from odoo import api, models


class SaleOrderLine(models.Model):
    """An order gets its lines: it may now look like another one."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.order_id._look_for_duplicates()
        return lines
