"""Parts of one file come under one name, and so do repetitions of a part whose answer was lost."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

APPEND, REPEAT, RESTART = "append", "repeat", "restart"
WINDOW = timedelta(seconds=120)
HEAD = 64  # bytes by which a file is known to begin anew
SHORTEST_HEAD = 32
LATE = 3  # a request whose line was cut may be worked on after its repetition, and after the next part
SHORTEST_LATE = 1024  # shorter parts may be alike by chance


@dataclass(frozen=True, slots=True)
class Part:
    """A body that was taken."""

    length: int
    digest: str
    taken_at: object
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class PartLog:
    """What came under one file name in one session; kept by the caller between requests."""

    parts: tuple = ()

    @property
    def length(self):
        """Bytes of the file so far."""
        return sum(part.length for part in self.parts)

    def judge(self, body, now):
        """What to do with a body: `append` it, answer `repeat` without keeping it, or `restart` the file with it.

        The same bytes as the last part within two minutes are its repetition, and so are, in longer parts, those of
        the few before it. A body that begins as the file does is the file sent anew. A restart in the middle that
        nobody can see breaks the file: `import` finds out.

        :param body: bytes of the request
        :param now: time in the caller's clock
        :return: the verdict, and the log to keep from now on
        """
        part = describe(body, now)
        if not self.parts:
            return APPEND, PartLog((part,))
        last = self.parts[-1]
        if _is_same(part, last):
            return REPEAT, replace(self, parts=(*self.parts[:-1], replace(last, taken_at=now)))
        if part.length >= SHORTEST_LATE and any(_is_same(part, known) for known in self.parts[1:][-LATE:]):
            return REPEAT, self
        if len(part.head) >= SHORTEST_HEAD and part.head == self.parts[0].head:
            return RESTART, PartLog((part,))
        return APPEND, PartLog((*self.parts, part))


def describe(body, now):
    """What is remembered of a body."""
    return Part(len(body), hashlib.sha256(body).hexdigest(), now, bytes(body[:HEAD]))


def _is_same(part, known):
    return (known.length, known.digest) == (part.length, part.digest) and part.taken_at - known.taken_at <= WINDOW
