from odoo import fields, models

REASONS = [
    ("turnover", "Turnover"),
    ("manual", "By hand"),
    ("manual_end", "The level given by hand has ended"),
    ("period", "The period has ended"),
    ("customers", "The table is for other customers now"),
]


class TorgTurnoverLevelHistory(models.Model):
    """A change of a customer's level: when, who, from what to what, and why. Never edited."""

    _name = "torg.turnover.level.history"
    _description = "History of Customer Levels"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now(), index=True)
    level_id = fields.Many2one("torg.turnover.level", readonly=True, index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    table_id = fields.Many2one("torg.turnover.table", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="table_id.company_id")
    currency_id = fields.Many2one(related="table_id.currency_id")
    from_line_id = fields.Many2one("torg.turnover.table.line", "Was", readonly=True, ondelete="restrict")
    to_line_id = fields.Many2one("torg.turnover.table.line", "Became", readonly=True, ondelete="restrict")
    turnover = fields.Monetary(readonly=True)
    reason = fields.Selection(REASONS, "Why", required=True, readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", "Who", readonly=True, help="Empty: the system, by turnover.")
