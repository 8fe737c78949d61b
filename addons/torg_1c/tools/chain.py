"""Several files as one, to read and to seek in."""

import io
from bisect import bisect_right
from itertools import accumulate


class Chain(io.RawIOBase):
    """Binary stream over parts in their order.

    :param parts: ``[(size in bytes, function that opens the part)]``
    """

    def __init__(self, parts):
        self._openers = [opener for size, opener in parts if size]
        self._ends = list(accumulate(size for size, _opener in parts if size))
        self._position = 0
        self._number, self._part = None, None

    def readable(self):
        """Always."""
        return True

    def seekable(self):
        """Always."""
        return True

    def tell(self):
        """Position from the beginning of the first part."""
        return self._position

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a position."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._ends[-1] if self._ends else 0}[whence]
        self._position = max(base + offset, 0)
        return self._position

    def readinto(self, buffer):
        """Read from the part the position is in; the next call goes on with the next part."""
        number = bisect_right(self._ends, self._position)
        if number == len(self._ends):
            return 0
        if number != self._number:
            self._open(number)
        self._part.seek(self._position - (self._ends[number - 1] if number else 0))
        data = self._part.read(min(len(buffer), self._ends[number] - self._position))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self):
        """Close the part that is open."""
        if self._part:
            self._part.close()
        super().close()

    def _open(self, number):
        if self._part:
            self._part.close()
        self._number, self._part = number, self._openers[number]()
