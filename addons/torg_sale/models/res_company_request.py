from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    request_merge_minutes = fields.Integer(
        "One request within, min",
        default=30,
        help="What the same customer asks for again within so many minutes is added to the request that nobody has "
        "begun yet. 0: each time a new request.",
    )

    _request_merge_minutes_positive = models.Constraint("CHECK (request_merge_minutes >= 0)", "Minutes are 0 or more.")
