from odoo import fields, models


class TorgTurnoverPublish(models.TransientModel):
    """Asks from which day a turnover table is in force."""

    _name = "torg.turnover.publish"
    _description = "Publish a turnover table"

    table_id = fields.Many2one("torg.turnover.table", required=True, ondelete="cascade")
    replaces_id = fields.Many2one(related="table_id.replaces_id")
    date_from = fields.Date(
        "In force from", required=True, default=lambda self: self.env["torg.turnover.table"]._get_today()
    )
    simulated = fields.Boolean(compute="_compute_simulated")

    def _compute_simulated(self):
        for wizard in self:
            domain = [("table_id", "=", wizard.table_id.id), ("state", "=", "done")]
            wizard.simulated = bool(self.env["torg.turnover.simulation"].search_count(domain, limit=1))

    def action_publish(self):
        """Put the table into force."""
        self.ensure_one()
        self.table_id._publish(self.date_from)
        return {"type": "ir.actions.act_window_close"}

    def action_simulate(self):
        """Look at the cost first."""
        return self.table_id.action_simulate()
