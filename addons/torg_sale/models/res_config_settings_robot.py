from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    robot_enabled = fields.Boolean(related="company_id.robot_enabled", readonly=False)
