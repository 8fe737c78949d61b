from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    figure_late_minutes = fields.Integer(
        "Stock Is Late after",
        default=60,
        required=True,
        help="Minutes without news from the system that keeps the stock, after which the store turns yellow.",
    )
    figure_stale_minutes = fields.Integer(
        "Stock Is Stale after",
        default=240,
        required=True,
        help="Minutes without news from the system that keeps the stock, after which the store turns red.",
    )

    hold_hours = fields.Integer(
        "Goods Are Held for", default=24, required=True, help="Hours after which a hold is released by itself."
    )

    _check_hold_hours = models.Constraint("CHECK (hold_hours > 0)", "Goods are held for an hour at least.")
    _check_figure_minutes = models.Constraint(
        "CHECK (figure_late_minutes > 0 AND figure_stale_minutes > figure_late_minutes)",
        "Stock becomes stale later than it becomes late, and both after at least a minute.",
    )
