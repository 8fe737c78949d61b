from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    tier_composition = fields.Selection(related="company_id.tier_composition", readonly=False, required=True)
