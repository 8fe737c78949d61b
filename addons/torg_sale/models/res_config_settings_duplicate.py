from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    duplicate_minutes = fields.Integer(related="company_id.duplicate_minutes", readonly=False)
    duplicate_share = fields.Integer(related="company_id.duplicate_share", readonly=False)
