"""Which intervals of a day still take an order."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Slot:
    """An interval on a day. Hours are numbers: 13.5 is half past one."""

    weekdays: frozenset[int]  # 0 is Monday
    hour_from: float
    hour_to: float
    capacity: int = 0  # 0: as many as come
    same_day_until: float = 0.0  # 0: none for today


def get_fault(slot: Slot, day: date, now: datetime, taken: int) -> str | None:
    """Return why an order does not fit any more: `past`, `day_off`, `too_late` or `full`; None when it fits.

    :param now: local time of the trade
    :param taken: orders that have the slot already
    """
    if day < now.date():
        return "past"
    if day.weekday() not in slot.weekdays:
        return "day_off"
    if day == now.date() and now.hour + now.minute / 60 >= slot.same_day_until:
        return "too_late"
    return "full" if slot.capacity and taken >= slot.capacity else None


def format_hour(hour: float) -> str:
    """Return 13.5 as “13:30”."""
    minutes = round(hour * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
