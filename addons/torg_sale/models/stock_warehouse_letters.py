from datetime import datetime, time, timedelta

from pytz import utc

from odoo import models
from odoo.tools import format_time


class StockWarehouse(models.Model):
    """What letters say about a store."""

    _inherit = "stock.warehouse"

    def _get_hours_today(self):
        """Return the hours of today for a customer: “10:00–21:00”, around the clock, or closed."""
        self.ensure_one()
        tz = self._get_opening_tz()
        midnight = tz.localize(datetime.combine(datetime.now(tz).date(), time.min))
        start, end = (moment.astimezone(utc) for moment in (midnight, midnight + timedelta(days=1)))
        intervals = self._get_opening_intervals(start, end)[self.id]
        today = [(max(low, start), min(high, end)) for low, high in intervals if low < end and high > start]
        if not today:
            return self.env._("closed today")
        if today[0][0] == start and today[-1][1] >= end - timedelta(minutes=1):
            return self.env._("around the clock")
        return ", ".join(f"{self._format_hour(low)}–{self._format_hour(high)}" for low, high in today)

    def _format_hour(self, moment):
        local = moment.astimezone(self._get_opening_tz())
        return format_time(self.env, local.time(), time_format="H:mm")
