from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    figure_silence_hours = fields.Integer(related="company_id.figure_silence_hours", readonly=False)
    figure_fuse_percent = fields.Integer(related="company_id.figure_fuse_percent", readonly=False)
    low_stock_quantity = fields.Float(related="company_id.low_stock_quantity", readonly=False)
    hold_hours = fields.Integer(related="company_id.hold_hours", readonly=False)
    figure_late_minutes = fields.Integer(related="company_id.figure_late_minutes", readonly=False)
    figure_stale_minutes = fields.Integer(related="company_id.figure_stale_minutes", readonly=False)
