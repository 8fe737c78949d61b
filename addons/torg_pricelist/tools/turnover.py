"""How turnover becomes a level, and a level a discount: dates, thresholds and percents, without a database."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
CENT = Decimal("0.01")


class Takings(NamedTuple):
    """A sum of turnover.

    :ivar since: the first day on which it counts; of a sum of a whole month its first day
    :ivar date: the day that stays in the period longest; of a sum of a whole month its last day
    """

    since: date
    date: date
    amount: float


def get_month_end(day):
    """Return the last day of the month."""
    return day + relativedelta(day=31)


@dataclass(frozen=True)
class TurnoverRules:
    """What a table says about periods.

    :ivar basis: life, year (calendar) or rolling (the last twelve months)
    :ivar mode: falling or one_way
    :ivar fall_on: when a level falls: day (at once), month or year (when it ends)
    """

    basis: str = "rolling"
    mode: str = "falling"
    fall_on: str = "day"

    def get_window(self, day):
        """Return the first and the last day of the turnover that counts on this day; the first may be None."""
        starts = {
            "life": lambda: None,
            "year": lambda: day.replace(month=1, day=1),
            "rolling": lambda: day - relativedelta(years=1) + DAY,
        }
        return starts[self.basis](), get_month_end(day)

    def get_leaving_days(self, day):
        """Return days on which a sum of this day has just left the period: turnover grows when a return leaves it."""
        if self.basis == "rolling":
            later = day + relativedelta(years=1)
            return [later, later + DAY]  # the second one for the 29th of February
        return [date(day.year + 1, 1, 1)] if self.basis == "year" else []

    def get_ended(self, day):
        """Return the last day of the period that ended before, or None where levels do not wait for its end."""
        if self.mode == "one_way" or self.fall_on == "day":
            return None
        first = day.replace(day=1) if self.fall_on == "month" else day.replace(month=1, day=1)
        return first - DAY

    def keeps(self, checked_on, day):
        """Return whether a level seen on a former day may not fall until this one."""
        if self.mode == "one_way":
            return True
        ended = self.get_ended(day)
        return bool(ended and checked_on and checked_on > ended)


class TurnoverReplay:
    """The levels a customer would have had if the rules had always been there.

    :param takings: list of Takings
    :param thresholds: ascending
    """

    def __init__(self, rules, takings, thresholds):
        self.rules = rules
        self.thresholds = thresholds
        self._begins = _Running((sum_.since, sum_.amount) for sum_ in takings)
        self._ends = _Running((sum_.date, sum_.amount) for sum_ in takings)
        waits = rules.mode == "one_way" or rules.fall_on != "day"
        returns = [sum_.date for sum_ in takings if sum_.amount < 0]
        days = {*self._begins.days, *(later for day in returns for later in rules.get_leaving_days(day))}
        self._reached = [(day, self._get_earned(day)) for day in days] if waits else []

    def get_turnover(self, day):
        """Return the sum that counts on a day."""
        start, _end = self.rules.get_window(day)
        gone = self._ends.get_sum(start - DAY) if start else 0.0
        return round(self._begins.get_sum(day) - gone, 2)

    def get_level(self, day):
        """Return the position of the level on a day, -1 is none."""
        ended = self.rules.get_ended(day)
        kept = [position for moment, position in self._reached if moment <= day and not (ended and moment <= ended)]
        return max([self._get_earned(day), *kept, self._get_earned(ended) if ended else -1])

    def _get_earned(self, day):
        return get_position(self.get_turnover(day), self.thresholds)


class _Running:
    """Sums up to a day, by bisection."""

    def __init__(self, pairs):
        pairs = sorted(pairs)
        self.days = [day for day, _amount in pairs]
        self.sums = [0.0, *accumulate(amount for _day, amount in pairs)]

    def get_sum(self, day):
        return self.sums[bisect_right(self.days, day)]


def get_position(turnover, thresholds):
    """Return the position of the greatest threshold that is reached, -1 when none is; exact to the kopeck."""
    kopecks = round(turnover * 100)
    return sum(1 for threshold in thresholds if round(threshold * 100) <= kopecks) - 1


# === DISCOUNT === #


def _exact(number):
    return Decimal(repr(float(number)))


def get_listed_discount(base, price):
    """Return the percent between the price before discount and the price of the price list, to 2 digits."""
    if base <= 0 or price >= base:
        return 0.0
    share = (1 - _exact(price) / _exact(base)) * 100
    return float(share.quantize(CENT, ROUND_HALF_UP))


def compose(listed, tier, rule):
    """Return the whole discount of a price list's percent and a level's.

    :param rule: best (the greater one) or add (both)
    """
    whole = max(_exact(listed), _exact(tier)) if rule == "best" else _exact(listed) + _exact(tier)
    return float(min(whole, Decimal(100)).quantize(CENT, ROUND_HALF_UP))


def limit_discount(base, discount, floor, listed=0.0):
    """Return the discount that leaves at least the floor; what the price list gives by itself is not taken back."""
    if base <= 0 or _exact(base) * (100 - _exact(discount)) / 100 >= _exact(floor):
        return discount
    allowed = ((1 - _exact(floor) / _exact(base)) * 100).quantize(CENT, ROUND_FLOOR)
    return max(float(allowed), listed)


def apply_discount(base, discount):
    """Return the price after a discount, not rounded."""
    return float(_exact(base) * (100 - _exact(discount)) / 100)
