"""One reading of a stream, in pieces that may be minutes and processes apart.

A stream is a list of steps, a step a list of pages. Between two pages the place is a few plain values; whoever has
them and the memories goes on where the work was left.
"""

import time

from ..records import HeaderRec, SectionEndRec, SectionRec
from .lookups import Lookups

VERSION = "odata"
PAUSE = object()  # a step yields it where it may be left


class Pull:
    """The work on one stream.

    :param memories: Memories of what was read before; the caller keeps the dirty ones together with the place
    :param place: plain values of an unfinished work
    :param formed_at: naive local time of 1C's server
    :param since: documents before this day are left alone
    :ivar done: whether the stream was read to its end
    """

    def __init__(self, client, profile, stream, memories, place=None, formed_at=None, since=None):
        self.client, self.profile, self.stream, self.memories = client, profile, stream, memories
        self.place = place or {"step": 0, "at": 0}
        self.formed_at, self.since = formed_at, since
        self.lookups = Lookups(client, profile)
        self.done = False

    def work(self, steps, seconds=20, clock=time.monotonic):
        """Yield records until the time is over or the stream is read.

        :param steps: steps of the stream
        """
        until = clock() + seconds
        yield HeaderRec(VERSION, self.formed_at)
        while self.place["step"] < len(steps):
            step = steps[self.place["step"]]
            if step.ready(self):
                for record in step.records(self):
                    if record is not PAUSE:
                        yield record
                    elif clock() > until:
                        self.memories.leave()
                        return
            self.place = {"step": self.place["step"] + 1, "at": 0}
        self.done = True

    def memory(self, name):
        """Memory of a table."""
        return self.memories[name]

    def go_on(self, at):
        """The step may be left here."""
        self.place = {"step": self.place["step"], "at": at}
        return PAUSE


def in_section(kind, records, only_changes=True):
    """The records between the beginning and the end of a part of the message; nothing when there are none.

    A part ends where the work may be left: the next piece begins another one.
    """
    section, rows = SectionRec(kind, only_changes=only_changes), 0
    for record in records:
        if record is not PAUSE:
            if not rows:
                yield section
            rows += 1
        elif rows:
            yield SectionEndRec(section, rows)
            rows = 0
        yield record
    if rows:
        yield SectionEndRec(section, rows)
