from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    request_merge_minutes = fields.Integer(related="company_id.request_merge_minutes", readonly=False)
