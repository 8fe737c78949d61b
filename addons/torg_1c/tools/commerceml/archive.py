"""Unpacks an archive from outside without trusting a word of it."""

import stat
import zipfile
import zlib
from dataclasses import dataclass

from ..problem import ArchiveError, ProtocolError
from .session import clean_filename

PIECE = 1 << 16
UTF8_NAME, ENCRYPTED = 0x800, 0x1
SMALL = 1 << 20  # below it a high ratio harms nobody: empty pages of a base compress well
MAGIC = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may be."""

    members: int = 50_000
    total: int = 4 << 30
    ratio: int = 200


def members(stream, limits=None):
    """Yield the name and an iterator over the pieces of each file; read the pieces before asking for the next.

    :param stream: seekable binary file
    :raise ArchiveError: it is damaged, too large, or something in it is not what a file of an exchange may be
    """
    limits = limits or Limits()
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise ArchiveError("not_zip") from None
    with archive:
        rows = [(name_of(info), info) for info in archive.infolist()]
        rows = [(name, info) for name, info in rows if not info.is_dir()]
        _check(rows, limits)
        left = Budget(limits.total)
        for name, info in rows:
            yield name, _pieces(archive, name, info, limits, left)


@dataclass
class Budget:
    """Bytes that may still be unpacked."""

    left: int

    def take(self, count, limit):
        """Use so many.

        :raise ArchiveError: there are not so many left
        """
        self.left -= count
        if self.left < 0:
            raise ArchiveError("large", limit=limit)


def name_of(info):
    """Clean name of a member; without the mark of UTF-8 it is in the code page of Russian DOS.

    :raise ArchiveError: it leads outside
    """
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866")
    if name.startswith(("/", "\\")) or name[1:2] == ":":
        raise ArchiveError("bad_name", name=name[:80])
    try:
        return clean_filename(name)
    except ProtocolError:
        raise ArchiveError("bad_name", name=name[:80]) from None


def _check(rows, limits):
    """Everything the table of contents tells, before a byte is unpacked."""
    if len(rows) > limits.members:
        raise ArchiveError("many", count=len(rows), limit=limits.members)
    if sum(info.file_size for _name, info in rows) > limits.total:
        raise ArchiveError("large", limit=limits.total)
    seen = set()
    for name, info in rows:
        mode = info.external_attr >> 16
        if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise ArchiveError("special", name=name)
        if info.flag_bits & ENCRYPTED:
            raise ArchiveError("encrypted", name=name)
        if name.lower().endswith((".zip", ".rar", ".7z", ".gz")):
            raise ArchiveError("nested", name=name)
        if name in seen:
            raise ArchiveError("twice", name=name)
        seen.add(name)


def _pieces(archive, name, info, limits, left):
    """What the file really holds, counted: its declared size may lie."""
    count = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(PIECE):
                if not count and piece.startswith(MAGIC):
                    raise ArchiveError("nested", name=name)
                count += len(piece)
                if count > SMALL and count > limits.ratio * max(info.compress_size, 1):
                    raise ArchiveError("bomb", name=name, limit=limits.ratio)
                left.take(len(piece), limits.total)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise ArchiveError("damaged", name=name) from None
