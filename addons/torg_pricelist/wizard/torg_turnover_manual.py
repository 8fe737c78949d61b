from odoo import api, fields, models


class TorgTurnoverManual(models.TransientModel):
    """Gives a customer a level by hand, until a day."""

    _name = "torg.turnover.manual"
    _description = "Level by hand"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, domain="[('parent_id', '=', False)]", ondelete="cascade"
    )
    table_id = fields.Many2one(
        "torg.turnover.table",
        required=True,
        domain="[('state', '=', 'published')]",
        default=lambda self: self._default_table(),
        ondelete="cascade",
    )
    line_id = fields.Many2one(
        "torg.turnover.table.line", "Level", required=True, domain="[('table_id', '=', table_id)]", ondelete="cascade"
    )
    until = fields.Date(required=True, help="The last day; turnover may raise the level meanwhile.")
    reason = fields.Char("Why", required=True)

    @api.model
    def _default_table(self):
        Table = self.env["torg.turnover.table"]
        return Table.search(Table._get_force_domain(), limit=1)

    def action_give(self):
        """Give it."""
        self.ensure_one()
        self.env["torg.turnover.level"]._set_manual(self.partner_id, self.line_id, self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
