from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    pickup_days = fields.Integer(
        "Orders Wait for",
        default=3,
        required=True,
        help="Days that a ready order waits for its customer before its goods are free again; 0: for ever.",
    )

    _check_pickup_days = models.Constraint("CHECK (pickup_days >= 0)", "Days are zero or more.")
