"""What came of one attempt to hand a message over."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """``ok`` decides; the rest is for the person who reads the log and for the plan of the next attempt."""

    ok: bool
    accepted: bool = False  # the answer says it was applied, not only received
    final: bool = False  # no use trying again
    unanswered: bool = False  # nobody was there: tells an outage from a refusal
    error: str = ""
    answer: str = ""
    status: int = 0
    wish: float | None = None  # seconds the receiver asked us to wait
    milliseconds: int = 0
