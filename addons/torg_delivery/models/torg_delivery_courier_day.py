from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.torg_delivery.models.torg_delivery import OPEN


class TorgDelivery(models.Model):
    """The courier's day: what his phone shows."""

    _inherit = "torg.delivery"

    @api.model
    @api.readonly
    def get_courier_day(self):
        """Return the reader's stops of today and what is left of earlier days, in the order of visiting.

        What was left and is closed today stays: its money is in his pocket.
        """
        today = self._get_today()
        mine = Domain("courier_id", "=", self.env.uid) & Domain("state", "!=", "cancelled")
        due = Domain("state", "in", OPEN) & (Domain("date", "<=", today) | Domain("date", "=", False))
        closed = Domain("closed_at", ">=", self._get_midnight(today))
        stops = self.search(mine & (due | Domain("date", "=", today) | closed))
        # sudo: the rule has left his own stops only; what he sees of their orders is in _prepare_stop
        stops_sudo = stops.sudo().sorted(lambda row: row._get_stop_key())
        return {
            "date": format_date(self.env, today, date_format="EEEE, d MMMM"),
            "stops": [stop._prepare_stop() for stop in stops_sudo],
            "reasons": self.env["torg.return.reason"].search_read([], ["name", "code"]),
            **stops_sudo._prepare_totals(),
        }

    # === BUSINESS METHODS === #

    @api.model
    def _get_midnight(self, day):
        """Return when a day begins by the clock of the trade, in UTC."""
        midnight = timezone(self.env.company.trade_tz or "UTC").localize(datetime.combine(day, time.min))
        return midnight.astimezone(utc).replace(tzinfo=None)

    def _get_stop_key(self):
        """Return by what stops are sorted: own order first, then the interval; what is over stands last."""
        return (self.state not in OPEN, not self.sequence, self.sequence, self.hour_from, self.id)

    def _prepare_totals(self):
        """Return what is left to do and what was taken, for the head of the screen."""
        left = self.filtered(lambda stop: stop.state in OPEN)
        currency = self[:1].currency_id or self.env.company.currency_id
        cash = self.filtered(lambda stop: stop.method == "cash")
        return {
            "left": len(left),
            "done": len(self) - len(left),
            "to_take": currency.format(sum(left.mapped("amount_to_take"))),
            "cash": currency.format(sum(cash.mapped("amount_taken"))),
            "card": currency.format(sum((self - cash).mapped("amount_taken"))),
            "symbol": currency.symbol,
        }

    def _prepare_stop(self):
        """Return what a courier sees of this stop: no prices of goods, nothing else of the order."""
        self.ensure_one()
        return {
            "id": self.id,
            "number": self.order_id.name,
            "state": self.state,
            "state_name": self._get_state_name(),
            "attempt": self.attempt,
            "interval": self.interval_id.name or "",
            "is_late": bool(self.state in OPEN and self.date and self.date < self._get_today(self.company_id)),
            "day": format_date(self.env, self.date, date_format="d MMM") if self.date else "",
            "store": self.store_id.name,
            "contact": self.contact or "",
            "phone": self.phone or "",
            "address": self.address or "",
            "map_url": self.map_url or "",
            "comment": self.comment or "",
            "amount": self.amount_to_take,
            "amount_text": self.currency_id.format(self.amount_to_take),
            "taken_text": self.currency_id.format(self.amount_taken),
            "method": self.method or "",
            "reason": self.reason_id.name or "",
            "again": self.again,
            "goods": self._prepare_goods(),
            "closed_at": fields.Datetime.to_string(self.closed_at) if self.closed_at else "",
        }

    def _prepare_goods(self):
        """Return what the courier carries, or will carry: names and quantities."""
        if self.line_ids:
            return [
                {
                    "id": line.id,
                    "name": line.name,
                    "quantity": line.quantity,
                    "refused": line.refused_qty,
                    "unit": line.uom_id.name,
                    "is_whole": line.uom_id.rounding >= 1,
                }
                for line in self.line_ids
            ]
        return [
            {
                "id": line.id,
                "name": line.product_id.with_context(display_default_code=False).display_name,
                "quantity": quantity,
                "refused": 0.0,
                "unit": line.product_uom_id.name,
                "is_whole": True,
            }
            for line, quantity in self.order_id._get_goods_to_bring().items()
        ]
