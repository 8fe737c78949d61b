from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KEPT_DAYS = {"delta": 14, "full": 180}
CHUNK = 20_000  # a night: some days' worth of a keeper that tells its changes twice a minute


class TorgStockLoad(models.Model):
    """Loads are kept for a while: a keeper that tells its changes twice a minute makes a million of them a year."""

    _inherit = "torg.stock.load"

    _full_index = models.Index("(formed_at) WHERE kind = 'full'")  # each chunk asks for later full messages

    @api.autovacuum
    def _gc_loads(self):
        """Delete old loads that are applied, but for those that figures still come from."""
        now = fields.Datetime.now()
        # sql: figures are hundreds of thousands and have no index of their loads: they are gone through once
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM torg_stock_load
                    WHERE state = 'done' AND (kind = 'delta' AND closed_at < %(delta)s OR closed_at < %(full)s)
                      AND id NOT IN (SELECT load_id FROM torg_stock_figure WHERE load_id IS NOT NULL)
                    ORDER BY id LIMIT %(chunk)s""",
                delta=now - timedelta(days=KEPT_DAYS["delta"]),
                full=now - timedelta(days=KEPT_DAYS["full"]),
                chunk=CHUNK,
            )
        )
        self.browse([load_id for (load_id,) in rows]).unlink()
