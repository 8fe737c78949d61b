from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    stage_deadline = fields.Datetime("Deadline", readonly=True, copy=False, index=True)
