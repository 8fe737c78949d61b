from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KEPT_DAYS = 30


class TorgApiChange(models.Model):
    """A row of the change feed; its id is its place."""

    _name = "torg.api.change"
    _description = "Row of the change feed"
    _order = "id"
    _log_access = False

    event = fields.Char(required=True, readonly=True)
    object_id = fields.Integer(required=True, readonly=True)
    revision = fields.Integer(required=True, readonly=True)
    document = fields.Char(readonly=True, help="Which kind of document it is about.")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    changed_at = fields.Datetime(required=True, readonly=True, index=True)

    @api.model
    def _get_end(self):
        """Return the last place that was given, also when its row is deleted already."""
        # sql: the counter of the table
        rows = self.env.execute_query(
            SQL("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM torg_api_change_id_seq")
        )
        return rows[0][0]

    @api.autovacuum
    def _gc(self):
        self.search([("changed_at", "<", fields.Datetime.now() - timedelta(days=KEPT_DAYS))]).unlink()
