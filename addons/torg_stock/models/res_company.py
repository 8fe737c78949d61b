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
    figure_silence_hours = fields.Integer(
        "Movements Are Known after",
        default=24,
        required=True,
        help="Hours after which stock figures are believed to contain a movement that their keeper never reported. "
        "0: never.",
    )
    figure_fuse_percent = fields.Integer(
        "Goods That May Vanish, %",
        default=50,
        required=True,
        help="A full message about stock after which more of a store's goods would be gone waits for a person.",
    )
    low_stock_quantity = fields.Float(
        "Few Are Left at",
        default=3,
        required=True,
        digits="Product Unit",
        help="The stock screen shows so many pieces, or fewer, as soon gone.",
    )
    hold_hours = fields.Integer(
        "Goods Are Held for", default=24, required=True, help="Hours after which a hold is released by itself."
    )

    _check_hold_hours = models.Constraint("CHECK (hold_hours > 0)", "Goods are held for an hour at least.")
    _check_low_stock_quantity = models.Constraint(
        "CHECK (low_stock_quantity >= 0)", "The quantity that counts as few is not negative."
    )
    _check_figure_limits = models.Constraint(
        "CHECK (figure_silence_hours >= 0 AND figure_fuse_percent BETWEEN 0 AND 100)",
        "Hours of silence are not negative, the share of goods that may vanish is between 0 and 100 %.",
    )
    _check_figure_minutes = models.Constraint(
        "CHECK (figure_late_minutes > 0 AND figure_stale_minutes > figure_late_minutes)",
        "Stock becomes stale later than it becomes late, and both after at least a minute.",
    )
