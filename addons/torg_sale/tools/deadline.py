"""Arithmetic of working time over intervals `[(opens, closes)]`, sorted and apart from each other; no Odoo.

Where the intervals come from – a week of a store, its holidays, its time zone – is not known here.
"""

from datetime import timedelta


def add_hours(start, hours, intervals):
    """Return the moment when `hours` of working time have passed since `start`, None when the intervals end before."""
    left = timedelta(hours=hours)
    for opens, closes in intervals:
        begin = max(opens, start)
        if begin >= closes:
            continue
        if closes - begin >= left:
            return begin + left
        left -= closes - begin
    return None
