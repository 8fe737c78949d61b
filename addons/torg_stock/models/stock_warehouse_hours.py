from collections import defaultdict
from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools import format_datetime, format_time
from odoo.tools.date_utils import float_to_time

HORIZON = timedelta(days=31)  # a store that does not open within a month is closed
MIDNIGHT = timedelta(seconds=1)  # core ends a day a microsecond before midnight: such a gap is none


class StockWarehouse(models.Model):
    """When a store is open: its weekly hours, overruled by the days of `exception_ids`."""

    _inherit = "stock.warehouse"

    # The name and meaning are those of website_sale_collect, so both addons share one column.
    opening_hours = fields.Many2one("resource.calendar", check_company=True, help="Empty: the store never closes.")
    exception_ids = fields.One2many("torg.store.exception", "warehouse_id", "Special Days")
    is_open_now = fields.Boolean("Open Now", compute="_compute_opening")
    opening_text = fields.Char("Open or Closed", compute="_compute_opening")

    @api.depends("opening_hours.attendance_ids", "exception_ids.date_to", "exception_ids.is_open")
    @api.depends_context("lang")
    def _compute_opening(self):
        now = utc.localize(fields.Datetime.now())
        intervals_by_store = self._get_opening_intervals(now, now + HORIZON)
        for store in self:
            intervals = intervals_by_store[store.id]
            store.is_open_now = bool(intervals) and intervals[0][0] <= now
            store.opening_text = store._get_opening_text(intervals, now)

    def _get_opening_text(self, intervals, now):
        tz = self._get_opening_tz()
        if not intervals:
            return self.env._("Closed")
        start, end = intervals[0]
        if start <= now and end - now >= HORIZON:
            return self.env._("Open around the clock")
        if start <= now:
            return self.env._("Open until %(time)s", time=_format_hour(self.env, end, tz))
        if start.astimezone(tz).date() == now.astimezone(tz).date():
            return self.env._("Opens at %(time)s", time=_format_hour(self.env, start, tz))
        return self.env._(
            "Opens on %(day)s", day=format_datetime(self.env, start.replace(tzinfo=None), tz.zone, "EEE, d MMM, H:mm")
        )

    # === BUSINESS METHODS === #

    def _is_open_at(self, moment):
        """Return whether the store serves customers at `moment`: an aware datetime, or a naive one in UTC."""
        self.ensure_one()
        moment = _as_utc(moment)
        return any(start <= moment < end for start, end in self._get_opening_intervals(moment, moment)[self.id])

    def _next_opening(self, moment):
        """Return when the store serves customers next, as a naive datetime in UTC.

        It is `moment` itself when the store is open then, and False when it does not open within a month.
        """
        self.ensure_one()
        moment = _as_utc(moment)
        intervals = self._get_opening_intervals(moment, moment + HORIZON)[self.id]
        return max(intervals[0][0], moment).replace(tzinfo=None) if intervals else False

    def _get_opening_intervals(self, start, end):
        """Return `{store id: [(opens, closes)]}` in UTC: the intervals that have a part in `[start, end]`."""
        # Whole days around: an interval must be known to its end.
        low, high = start - timedelta(days=1), end + timedelta(days=1)
        weekly = {calendar: calendar._get_attendances_without_leaves(low, high) for calendar in self.opening_hours}
        weekly[self.env["resource.calendar"]] = [(low, high)]
        special = self._get_special_days(low.date(), high.date())
        return {
            store.id: [
                interval
                for interval in _overrule(weekly[store.opening_hours], special[store.id], store._get_opening_tz())
                if interval[1] > start and interval[0] <= end
            ]
            for store in self
        }

    def _get_special_days(self, first, last):
        """Return `{store id: {day: (opens, closes) or None when closed}}`; what was entered later overrules."""
        result = defaultdict(dict)
        domain = [("warehouse_id", "in", self.ids), ("date_from", "<=", last), ("date_to", ">=", first)]
        for exception in self.env["torg.store.exception"].search(domain, order="id"):
            day = max(first, exception.date_from)
            while day <= min(last, exception.date_to):
                result[exception.warehouse_id.id][day] = exception._get_hours()
                day += timedelta(days=1)
        return result

    def _get_opening_tz(self):
        return timezone(self.opening_hours.tz or self.company_id.trade_tz)


def _overrule(intervals, hours_by_day, tz):
    """Return the intervals with the special days replaced by what those say."""
    for day in hours_by_day:
        midnight, next_midnight = (_localize(day + timedelta(days=number), 0, tz) for number in (0, 1))
        intervals = _cut(intervals, midnight, next_midnight)
    opened = [tuple(_localize(day, hour, tz) for hour in hours) for day, hours in hours_by_day.items() if hours]
    return _join(sorted([*intervals, *opened]))


def _cut(intervals, low, high):
    """Return the intervals without the part between `low` and `high`."""
    parts = [part for start, end in intervals for part in ((start, min(end, low)), (max(start, high), end))]
    return [(start, end) for start, end in parts if start < end]


def _join(intervals):
    """Return sorted intervals with those that touch made one."""
    joined = []
    for start, end in intervals:
        if joined and start - joined[-1][1] <= MIDNIGHT:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _localize(day, hour, tz):
    return tz.localize(datetime.combine(day, float_to_time(hour))).astimezone(utc)


def _as_utc(moment):
    return moment.astimezone(utc) if moment.tzinfo else utc.localize(moment)


def _format_hour(env, moment, tz):
    return format_time(env, moment.astimezone(tz).replace(tzinfo=None).time(), time_format="H:mm")
