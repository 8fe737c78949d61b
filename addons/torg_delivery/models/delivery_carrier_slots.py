from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date

SOON = 14  # days looked at for the next free ones


class DeliveryCarrier(models.Model):
    """When a carrier may come."""

    _inherit = "delivery.carrier"

    def _get_slots(self, date, order=None):
        """Return the intervals of a day for an order, from morning to evening.

        Each is `{interval_id, name, hour_from, hour_to, left, is_open, fault, reason}`: `left` places (None: as many as
        come), `fault` one of `past`, `day_off`, `too_late`, `full`, with a sentence in `reason`.

        :param order: sale.order whose store counts and whose own place does not
        """
        self.ensure_one()
        # sudo: whoever may sell may know when the carrier comes
        intervals = self.sudo().interval_ids._of_store(order.warehouse_id if order else None)
        faults = intervals._get_faults(fields.Date.to_date(date), order)
        return [
            {
                "interval_id": interval.id,
                "name": interval.name,
                "hour_from": interval.hour_from,
                "hour_to": interval.hour_to,
                "left": max(interval.capacity - taken, 0) if interval.capacity else None,
                "is_open": not fault,
                "fault": fault,
                "reason": interval._explain(fault, date) if fault else "",
            }
            for interval, (fault, taken) in faults.items()
            if fault != "day_off"
        ]

    def _get_free_days(self, order, limit=7):
        """Return the next days with free intervals: `[{date, name, slots}]`, slots as in `_get_slots`."""
        self.ensure_one()
        today = self.env["torg.delivery"]._get_today(order.company_id)
        days = []
        for number in range(SOON):
            if len(days) == limit:
                break
            day = today + timedelta(days=number)
            if free := [slot for slot in self._get_slots(day, order) if slot["is_open"]]:
                days.append({"date": fields.Date.to_string(day), "name": self._name_day(day, number), "slots": free})
        return days

    def _name_day(self, day, number):
        if number < 2:
            return (self.env._("today"), self.env._("tomorrow"))[number]
        return format_date(self.env, day, date_format="EEE d MMM")
