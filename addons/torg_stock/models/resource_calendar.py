from pytz import utc

from odoo import models


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _get_attendances_without_leaves(self, start, end):
        """Return `[(start, end)]` in UTC of the working hours less the days off entered for this very calendar.

        Days off of the whole company are its office's: a store trades on them unless it says otherwise.
        """
        self.ensure_one()
        leaves = [("time_type", "=", "leave"), ("calendar_id", "=", self.id)]
        intervals = self._work_intervals_batch(start, end, domain=leaves)[False]
        return [(low.astimezone(utc), high.astimezone(utc)) for low, high, _attendances in intervals]
