"""Rounding of prices for a price tag, exact to the kopeck.

A price is brought to one of the numbers ``ending + k × period``: period 0.50 with ending 0 gives 12.50, period 10 with
ending 9 gives 119, period 1 with ending 0.90 gives 12.90.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

KOPECK = Decimal("0.01")


@dataclass(frozen=True)
class Rounding:
    """A way to round.

    :param period: distance between two allowed prices
    :param ending: what is left of an allowed price when whole periods are taken away
    :param mode: nearest (the greater of two equally near), up or down
    """

    period: str = "0.01"
    ending: str = "0"
    mode: str = "nearest"

    def apply(self, price):
        """Return the allowed price as a float; a positive price never becomes zero or less."""
        return float(self._apply(_to_decimal(price)))

    def _apply(self, price):
        period, ending = Decimal(self.period), Decimal(self.ending)
        if price <= 0:
            return price
        steps = (price - ending) / period
        low = steps.to_integral_value(ROUND_FLOOR) * period + ending
        high = steps.to_integral_value(ROUND_CEILING) * period + ending
        chosen = {"up": high, "down": low}.get(self.mode) if self.mode != "nearest" else _nearest(price, low, high)
        return chosen if chosen > 0 else (high if high > 0 else chosen + period)


def _nearest(price, low, high):
    return high if high - price <= price - low else low


def _to_decimal(price):
    """Floats carry noise after the kopecks: 4.35 + 0.1 is 4.449999…"""
    return Decimal(repr(price)).quantize(Decimal("0.0001"))


ROUNDINGS = {
    "kopeck": Rounding(),
    "half": Rounding("0.50"),
    "rouble": Rounding("1"),
    "five": Rounding("5"),
    "ten": Rounding("10"),
    "nine": Rounding("10", "9"),
    "ninety": Rounding("1", "0.90"),
    "ninety_nine": Rounding("100", "99"),
}


def round_price(price, code, mode="nearest"):
    """Return the price rounded in one of the ways of `ROUNDINGS`."""
    way = ROUNDINGS[code]
    return Rounding(way.period, way.ending, mode).apply(price)


def change_price(price, percent=0.0, surcharge=0.0, rounding="kopeck", mode="nearest"):
    """Return a price changed by a percent, then by a sum, then rounded; never below a kopeck."""
    changed = _to_decimal(price) * (100 + Decimal(repr(percent))) / 100 + Decimal(repr(surcharge))
    return round_price(float(max(changed, KOPECK)), rounding, mode)
