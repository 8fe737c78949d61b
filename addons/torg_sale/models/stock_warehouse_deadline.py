from datetime import timedelta

from pytz import utc

from odoo import models

from odoo.addons.torg_sale.tools import deadline

HORIZONS = (3, 21, 120, 400)  # days looked ahead; few time limits need more than the first


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _add_open_hours(self, moment, hours):
        """Return when the store will have been open for `hours` since `moment` (UTC), False when it hardly opens.

        Without a store the clock never stops.
        """
        if not self:
            return moment + timedelta(hours=hours)
        self.ensure_one()
        start = utc.localize(moment)
        for days in HORIZONS:
            # sudo: hours of stores are no secret
            intervals = self.sudo()._get_opening_intervals(start, start + timedelta(days=days))[self.id]
            if end := deadline.add_hours(start, hours, intervals):
                return end.replace(tzinfo=None, microsecond=0)
        return False
