from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    duplicate_minutes = fields.Integer(
        "Duplicates Come within",
        default=30,
        required=True,
        help="Minutes between two orders of one customer that may be the same one; 0: do not look for duplicates.",
    )
    duplicate_share = fields.Integer(
        "Same Goods", default=70, required=True, help="Per cent of the goods that both orders have."
    )

    _check_duplicates = models.Constraint(
        "CHECK (duplicate_minutes >= 0 AND duplicate_share BETWEEN 1 AND 100)",
        "Minutes are zero or more, the share of the same goods is 1 to 100 per cent.",
    )
