from odoo import api, fields, models

from odoo.addons.torg_pricelist.const import COST


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # Not precomputed: core would read them as the manager who creates the line. Computed by `create` instead.
    margin = fields.Float(groups=COST, precompute=False)
    margin_percent = fields.Float(groups=COST, precompute=False)
    purchase_price = fields.Float(groups=COST, precompute=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale to take the cost of this moment: once there are deliveries, core does not look it up."""
        lines = super().create(vals_list)
        # sudo: kept for those who may see it
        lines.sudo().mapped("purchase_price")
        return lines
