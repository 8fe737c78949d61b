"""The colour of a stream, from a few figures about its messages."""

from dataclasses import dataclass
from datetime import datetime

GREY, GREEN, YELLOW, RED = "grey", "green", "yellow", "red"
ORDER = (GREY, GREEN, YELLOW, RED)


@dataclass(frozen=True)
class Figures:
    """What is known about a stream at a moment."""

    last_success: datetime | None = None
    oldest_waiting: datetime | None = None
    waiting: int = 0
    retrying: int = 0  # failed, will be tried again by itself
    stuck: int = 0  # nobody but a person moves it


@dataclass(frozen=True)
class Limits:
    """From where on it is red; yellow starts half way. Zero means "do not watch"."""

    queue_minutes: int = 60
    failures: int = 10
    silence_hours: int = 0


@dataclass(frozen=True)
class Light:
    """A colour with its reasons: ``queue``, ``stuck``, ``retrying``, ``silence``."""

    colour: str
    reasons: tuple[str, ...] = ()


def judge(figures: Figures, limits: Limits, now: datetime) -> Light:
    """Return the light of a stream; the worst reason decides the colour."""
    if not (figures.last_success or figures.waiting or figures.retrying or figures.stuck):
        return Light(GREY)
    found = {
        "stuck": _grade(figures.stuck, limits.failures, yellow_from=1),
        "queue": _grade(_age(figures.oldest_waiting, now) / 60, limits.queue_minutes),
        "silence": _grade(_age(figures.last_success, now) / 3600, limits.silence_hours),
        "retrying": YELLOW if figures.retrying else GREEN,
    }
    return Light(worst(found.values()), tuple(reason for reason, colour in found.items() if colour != GREEN))


def worst(colours) -> str:
    """Return the worst of several colours, grey when there is none."""
    return max(colours, key=ORDER.index, default=GREY)


def _age(moment: datetime | None, now: datetime) -> float:
    return (now - moment).total_seconds() if moment else 0


def _grade(value: float, red_from: float, yellow_from: float | None = None) -> str:
    if not red_from:
        return YELLOW if yellow_from and value >= yellow_from else GREEN
    if value >= red_from:
        return RED
    return YELLOW if value >= (yellow_from or red_from / 2) else GREEN
