from pytz import timezone

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.torg_delivery.tools import slots

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class TorgDeliveryInterval(models.Model):
    """From when until when a carrier brings orders: on which days, how many, and how late one may still order."""

    _name = "torg.delivery.interval"
    _description = "Delivery Interval"
    _order = "hour_from, hour_to, id"

    name = fields.Char(compute="_compute_name", store=True)
    active = fields.Boolean(default=True)
    carrier_id = fields.Many2one("delivery.carrier", required=True, index=True, ondelete="cascade")
    store_ids = fields.Many2many("stock.warehouse", string="Stores", help="Goods of which stores; empty: of all.")
    hour_from = fields.Float("From", required=True)
    hour_to = fields.Float("To", required=True)
    monday = fields.Boolean("Mon", default=True)
    tuesday = fields.Boolean("Tue", default=True)
    wednesday = fields.Boolean("Wed", default=True)
    thursday = fields.Boolean("Thu", default=True)
    friday = fields.Boolean("Fri", default=True)
    saturday = fields.Boolean("Sat", default=True)
    sunday = fields.Boolean("Sun", default=True)
    capacity = fields.Integer("Orders at most", help="How many orders fit on a day; 0: as many as come.")
    same_day_until = fields.Float("Today's until", help="Until which hour orders for today are taken; 0: none.")

    _hours_in_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)", "An interval begins before it ends."
    )
    _capacity_positive = models.Constraint("CHECK(capacity >= 0)", "As many orders as fit: zero or more.")

    @api.depends("hour_from", "hour_to")
    def _compute_name(self):
        for interval in self:
            interval.name = f"{slots.format_hour(interval.hour_from)}–{slots.format_hour(interval.hour_to)}"

    # === BUSINESS METHODS === #

    def _get_faults(self, date, order=None):
        """Return `{interval: (why an order does not fit on this day or None, how many orders have it)}`."""
        taken = self._count_taken(date, order)
        return {
            interval: (
                slots.get_fault(interval._as_slot(), date, interval._get_local_now(order), taken.get(interval.id, 0)),
                taken.get(interval.id, 0),
            )
            for interval in self
        }

    def _count_taken(self, date, order=None):
        """Return `{interval id: orders that have it on this day}`, the given order not counted."""
        domain = [
            ("delivery_date", "=", date),
            ("delivery_interval_id", "in", self.ids),
            ("state", "!=", "cancel"),
            ("id", "not in", order.ids if order else []),
        ]
        # sudo: orders of other managers take places too
        rows = self.env["sale.order"].sudo()._read_group(domain, ["delivery_interval_id"], ["__count"])
        return {interval.id: count for interval, count in rows}

    def _get_local_now(self, order=None):
        """Return the present moment by the clock of the trade."""
        company = (order and order.company_id) or self.carrier_id.company_id or self.env.company
        return fields.Datetime.now().replace(tzinfo=timezone("UTC")).astimezone(timezone(company.trade_tz or "UTC"))

    def _as_slot(self):
        return slots.Slot(
            weekdays=frozenset(number for number, day in enumerate(DAYS) if self[day]),
            hour_from=self.hour_from,
            hour_to=self.hour_to,
            capacity=self.capacity,
            same_day_until=self.same_day_until,
        )

    def _of_store(self, store):
        return self.filtered(lambda row: not store or not row.store_ids or store in row.store_ids)

    def _explain(self, fault, date):
        """Return a sentence why an order does not fit."""
        day = format_date(self.env, date)
        return {
            "past": self.env._("%(day)s is over.", day=day),
            "day_off": self.env._("There is no delivery at %(interval)s on %(day)s.", interval=self.name, day=day),
            "too_late": self.env._("It is too late for %(interval)s today.", interval=self.name),
            "full": self.env._("%(interval)s on %(day)s is full: choose another time.", interval=self.name, day=day),
        }[fault]
