"""Files of JSON lines: cut into parts, packed, read back."""

import gzip
import io


def split(raw, most):
    """Yield lists of pairs (line number, bytes) of at most so many; empty lines are passed over, yet counted."""
    part = []
    for number, line in enumerate(io.BytesIO(raw), 1):
        if line := line.strip():
            part.append((number, line))
        if len(part) == most:
            yield part
            part = []
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
