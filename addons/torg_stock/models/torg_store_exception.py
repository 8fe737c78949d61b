from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import format_duration


class TorgStoreException(models.Model):
    """Days when a store works otherwise than usual: closed, shorter, or open on a day off."""

    _name = "torg.store.exception"
    _description = "Special opening hours of a store"
    _order = "date_from desc, id"

    warehouse_id = fields.Many2one("stock.warehouse", "Store", required=True, index=True, ondelete="cascade")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", required=True, compute="_compute_date_to", store=True, readonly=False, precompute=True)
    is_open = fields.Boolean("Open")
    hour_from = fields.Float("Opens at", default=10.0)
    hour_to = fields.Float("Closes at", default=20.0)
    note = fields.Char("Reason")

    _check_dates = models.Constraint("CHECK (date_to >= date_from)", "The last day comes before the first one.")
    _check_hours = models.Constraint(
        "CHECK (NOT is_open OR (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to))",
        "Opening time must be before closing time, within one day.",
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for exception in self:
            exception.date_to = max(filter(None, (exception.date_to, exception.date_from)), default=False)

    @api.depends("date_from", "date_to", "is_open", "hour_from", "hour_to")
    def _compute_display_name(self):
        for exception in self:
            days = dict.fromkeys((exception.date_from, exception.date_to))
            hours = " – ".join(format_duration(hour) for hour in exception._get_hours() or ())
            exception.display_name = self.env._(
                "%(days)s: %(hours)s",
                days=" – ".join(format_date(self.env, day) for day in days),
                hours=hours or self.env._("closed"),
            )

    def _get_hours(self):
        """Return `(opens, closes)` in hours of the day, None when the store is closed."""
        self.ensure_one()
        return (self.hour_from, self.hour_to) if self.is_open else None
