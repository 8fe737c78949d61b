from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    shift_auto_off_minutes = fields.Integer(
        "Leave the line after (min)",
        default=15,
        help="People who touched neither the mouse nor the keyboard for so long are put off. 0 – never.",
    )
