from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    tier_composition = fields.Selection(
        [("best", "The better one applies"), ("add", "They add up")],
        "Turnover and price list discounts",
        default="best",
        required=True,
    )
