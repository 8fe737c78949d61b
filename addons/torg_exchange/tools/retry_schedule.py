"""When a message that failed is tried again: 12 tries over about 72 hours."""

import random
import re
from email.utils import parsedate_to_datetime

MINUTE, HOUR = 60, 3600
PAUSES = (10, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 20 * HOUR, 29 * HOUR)
MAX_ATTEMPTS = len(PAUSES) + 1
JITTER = 0.1  # so that a thousand messages do not come back in one second
LONGEST_WISH = 24 * HOUR  # of a receiver that says Retry-After


def next_pause(attempts: int, wish: float | None = None, spread=random.uniform) -> float | None:
    """Return the seconds to wait after ``attempts`` failed tries, None when there is no next one.

    ``wish`` is the receiver's Retry-After: we never come earlier.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    pause = PAUSES[max(attempts, 1) - 1] * spread(1 - JITTER, 1 + JITTER)
    return max(pause, min(wish or 0, LONGEST_WISH))


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds meant by a Retry-After header: a number or an HTTP date."""
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]+\s*", value):  # no isdigit: it takes a superscript for a digit, and float does not
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0)
    except (TypeError, ValueError, OverflowError):
        return None
