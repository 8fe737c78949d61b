from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

LIGHTS = [("live", "Live"), ("fresh", "Fresh"), ("late", "Late"), ("stale", "Stale")]


class StockWarehouse(models.Model):
    """How old the stock of a store is: live where Odoo keeps it, else as of the last message of its keeper."""

    _inherit = "stock.warehouse"

    figures_at = fields.Datetime(
        "Stock as of", readonly=True, copy=False, help="When the system that keeps the stock took its last figures."
    )
    figures_age = fields.Integer("Age, min", compute="_compute_freshness")
    freshness = fields.Selection(LIGHTS, "Data", compute="_compute_freshness", search="_search_freshness")

    @api.depends("stock_keeper", "figures_at", "company_id.figure_late_minutes", "company_id.figure_stale_minutes")
    def _compute_freshness(self):
        now = fields.Datetime.now()
        for store in self:
            age = store._get_figures_age(now)
            store.figures_age = age and age.total_seconds() // 60
            store.freshness = store._get_light(age)

    def _search_freshness(self, operator, value):
        """Stores are few: find them by looking at each light."""
        if operator != "in":
            return NotImplemented
        stores = self.search([]).filtered(lambda store: store.freshness in value)
        return Domain("id", "in", stores.ids)

    # === BUSINESS METHODS === #

    def _get_figures_age(self, now=None):
        """Return how old the stock of the store is, as a timedelta: zero when live, None when it never came."""
        self.ensure_one()
        if self.stock_keeper == "odoo":
            return timedelta()
        return max((now or fields.Datetime.now()) - self.figures_at, timedelta()) if self.figures_at else None

    def _get_light(self, age):
        if self.stock_keeper == "odoo":
            return "live"
        if age is None or age >= timedelta(minutes=self.company_id.figure_stale_minutes):
            return "stale"
        return "late" if age >= timedelta(minutes=self.company_id.figure_late_minutes) else "fresh"
