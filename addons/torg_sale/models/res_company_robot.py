from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    robot_enabled = fields.Boolean(
        "Robot", help="Orders that come by themselves go on without a person when a rule of the robot agrees."
    )
