"""What a handler returns when a message that came in is not finished."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Later:
    """The message stays in its place and goes on in another job.

    :ivar seconds: after so many; None: somebody will start it, no job is left behind
    """

    seconds: int | None = 0
