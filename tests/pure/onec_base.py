"""A base of 1C and a client of it, for tests."""

from datetime import datetime

from torg_1c.tools.odata.client import Client
from torg_1c.tools.odata.memory import Memories
from torg_1c.tools.odata.metadata import read_metadata
from torg_1c.tools.odata.paging import PageSize
from torg_1c.tools.odata.profile import resolve
from torg_1c.tools.odata.pull import Pull
from torg_1c.tools.odata.streams import STEPS
from torg_1c.tools.odata.transport import Transport
from torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec

NOW = datetime(2026, 3, 2, 12, 0)
FRAME = (HeaderRec, SectionRec, SectionEndRec)


def connect(server, user="odata", password="secret", page=None, **options):
    """A client of a served base that does not sleep."""
    return Client(server.url, Transport(user, password, **options), user, sleep=lambda seconds: None, page=page)


def profile_of(client, **options):
    """What the base publishes."""
    return resolve(read_metadata(client.metadata()), **options)


class Reader:
    """Reads streams as the suite does: the memories stay between two readings."""

    def __init__(self, client, profile=None):
        self.client, self.profile = client, profile or profile_of(client)
        self.memories = {}

    def read(self, stream, since=None):
        """Rows of a stream that are new or changed, without what frames them."""
        return [row for row in self.everything(stream, since) if not isinstance(row, FRAME)]

    def everything(self, stream, since=None, seconds=600):
        """All records of a stream, piece by piece when the time is short."""
        kept, place = self.memories.setdefault(stream, {}), None
        while True:
            memories = Memories(kept.get)
            pull = Pull(self.client, self.profile, stream, memories, place, NOW, since)
            yield from pull.work(STEPS[stream], seconds)
            kept.update({name: memory.dump() for name, memory in memories.dirty().items()})
            if pull.done:
                return
            place = pull.place


def small(rows=3):
    """Pages of a few rows, never more."""
    return PageSize(rows, largest=rows)


def of(rows, *kinds):
    """Rows of these kinds."""
    return [row for row in rows if isinstance(row, kinds)]
