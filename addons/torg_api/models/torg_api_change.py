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

    @api.model
    def _get_newest(self):
        """Return the last row that can be read now: places before it have been told, or are not coming any more."""
        return self.search([], order="id desc", limit=1)

    @api.model
    def _get_shop_domain(self, key, codes, place):
        """Return the domain of what the site of a key is told after a place of events with these codes."""
        companies = (False, key.company_id.id)
        return [("id", ">", place), ("company_id", "in", companies), ("event", "in", codes)]

    @api.autovacuum
    def _gc(self):
        """The newest row stays: who was away longer than the feed reaches back learns it by that."""
        old = self.search([("changed_at", "<", fields.Datetime.now() - timedelta(days=KEPT_DAYS))])
        (old - self._get_newest()).unlink()
