from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pickup_days = fields.Integer(related="company_id.pickup_days", readonly=False)
