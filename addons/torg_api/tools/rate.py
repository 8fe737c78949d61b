"""A bucket of requests: it refills evenly and holds a burst (generic cell rate algorithm, ITU-T I.371)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests a second on average, and so many at once."""

    per_second: float
    burst: int

    @property
    def interval(self):
        """Seconds a request costs."""
        return 1 / self.per_second


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request is told.

    :ivar remaining: requests that may follow at once
    :ivar wait: seconds until the next one may come; 0 when this one may pass
    :ivar free_at: new state of the bucket: when all of it is free again
    :ivar reset: seconds until there is more: until all of it is free, or the next request of who was refused may come
    """

    allowed: bool
    remaining: int
    wait: float
    free_at: float
    reset: float


def judge(limit, free_at, now, cost=1):
    """Let a request pass or not.

    :param free_at: state of the bucket, seconds of the same clock as `now`
    """
    free_at = max(free_at, now)
    after = free_at + cost * limit.interval
    ahead = after - now - limit.burst * limit.interval
    if ahead > 1e-9:
        return Verdict(False, 0, ahead, free_at, ahead)
    remaining = int((now + limit.burst * limit.interval - after) / limit.interval + 1e-9)
    return Verdict(True, remaining, 0.0, after, after - now)
