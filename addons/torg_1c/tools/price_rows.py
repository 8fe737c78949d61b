"""Prices of one offer and one kind, brought to what one base unit costs."""

from decimal import ROUND_HALF_UP, Decimal

from .limits import LEAST, MOST
from .records import filled

ONE = Decimal(1)


def by_quantity(rows, rates=None):
    """Return ``{from quantity: price of a base unit, or None}``.

    A price for a pack of twelve is a twelfth of it for each; where the base unit has a price of its own, the pack's
    holds from twelve on. Of several prices from the same quantity the last counts.

    :param rows: PriceRec of one offer and one kind of prices, in their order
    :param rates: ``{money_of(row): what one unit of it is}``; one of each unless told
    """
    rates = rates or {}
    has_base = any(_factor(row) == ONE and not filled(row.min_quantity) for row in rows)
    found = {}
    for row in rows:
        factor = _factor(row)
        quantity = (filled(row.min_quantity) or Decimal(0)) * factor
        if factor > ONE and not quantity and has_base:
            quantity = factor
        found[float(quantity)] = None if row.price is None else row.price * rates.get(money_of(row), ONE) / factor
    return found


def money_of(row):
    """Return the currency of a price as it was told, and its code: what its rate is looked up by."""
    return filled(row.currency), row.currency_code


def is_sound(row):
    """Return whether a price can be one: nothing negative, nothing beyond all money."""
    price, quantity, factor = row.price, filled(row.min_quantity), filled(row.factor)
    if price is not None and not 0 <= price < MOST:
        return False
    return not (quantity and not 0 <= quantity < MOST) and not (factor and not LEAST <= factor < MOST)


def rounded(price, ratio, digits):
    """Return the price times the ratio as a float, rounded half up."""
    return float((price * ratio).quantize(ONE.scaleb(-digits), ROUND_HALF_UP))


def tax_ratio(told_included, kept_included, percent):
    """Return what a price is multiplied by to stand with tax where it was told without, or the other way round."""
    if told_included is None or told_included == kept_included:
        return ONE
    share = ONE + Decimal(str(percent)) / 100
    return share if kept_included else ONE / share


def _factor(row):
    return filled(row.factor) or ONE
