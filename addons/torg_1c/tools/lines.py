"""Records kept one JSON line each, read from any of them on."""

from .records.codec import KIND, loads

AROUND = tuple(f'{{"{KIND}":"{name}"'.encode() for name in ("HeaderRec", "SectionRec"))


class LineReader:
    """One reading of such a file.

    :ivar rows: how many lines were handed out to their end, or stepped over
    """

    def __init__(self, stream, skip=0):
        """Read a file.

        :param skip: so many of the first lines are stepped over; sections they stand in are told all the same
        """
        self.rows = 0
        self._stream = stream
        self._skip = skip

    def records(self):
        """Yield the records."""
        for line in self._stream:
            if self.rows >= self._skip or line.startswith(AROUND):
                yield loads(line.decode())
            self.rows += 1
