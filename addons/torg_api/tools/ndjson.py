"""Files of JSON lines: cut into parts, packed, read back."""

import gzip

LONGEST = 256 * 1024  # bytes of a line
LARGEST = 1024 * 1024  # bytes of a part


class TooLong(Exception):
    """A line is longer than a row can be; the argument is its number."""


def split(file, most):
    """Yield lists of pairs (line number, bytes) of at most so many, and of a megabyte or so; empty lines are passed
    over, yet counted.

    :raise TooLong: a line is
    """
    file.seek(0)  # a request that is begun anew reads it again
    part, size = [], 0
    for number, line in enumerate(iter(lambda: file.readline(LONGEST + 2), b""), 1):
        if len(line.rstrip(b"\r\n")) > LONGEST:
            raise TooLong(number)
        if line := line.strip():
            part.append((number, line))
            size += len(line)
        if len(part) == most or size >= LARGEST:
            yield part
            part, size = [], 0
    if part:
        yield part


def pack(rows):
    """Return numbered lines as packed bytes."""
    return gzip.compress(b"".join(b"%d\t%s\n" % row for row in rows), compresslevel=5, mtime=0)


def unpack(packed):
    """Return what was packed by `pack`."""
    rows = []
    for line in gzip.decompress(packed).split(b"\n"):
        number, _tab, text = line.partition(b"\t")
        if number:
            rows.append((int(number), text))
    return rows


def pack_lines(lines):
    """Return texts as lines of a packed file; files put one behind the other are one file."""
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), compresslevel=5, mtime=0)
