"""Pushes a folder of files as 1C does: catalogue first, pictures beside it, then offers, prices, stock."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from .session import Session

ORDER = ("import", "groups", "units", "properties", "storages", "pricelists", "goods", "offers", "prices", "rests")
DEFAULT_PART = 1 << 20


@dataclass
class Report:
    """What a push did."""

    files: int = 0
    requests: int = 0
    progress: int = 0


def push(wire, folder, dialect="ut", zipped=None, part=0, repeat=False, whole=True, pause=0.0):
    """Push all files of the folder; return a Report.

    :param zipped: send archives; as the other side asks unless told
    :param part: bytes of a request; the other side's limit unless told
    :param repeat: send everything a second time, each part twice
    :param whole: end with deactivate, as a full export does (Bitrix module only)
    """
    report = Report()
    for _round in range(2 if repeat else 1):
        if dialect == "bitrix":
            _one_session(wire, folder, zipped, part, repeat, whole, pause, report)
        else:
            for name in _documents(folder):
                session = Session(wire, _kind(name), "ut").open()
                _send(session, folder, [name, *_pictures_for(folder, name)], zipped, part, repeat, report)
                report.progress += session.work("import", filename=name, pause=pause)
    report.requests = len(wire.log)
    return report


def _one_session(wire, folder, zipped, part, repeat, whole, pause, report):
    session = Session(wire, "catalog", "bitrix").open()
    names = [name for name in _documents(folder) if _kind(name) == "catalog"]
    pictures = [name for document in names for name in _pictures_for(folder, document)]
    _send(session, folder, [*names, *pictures], zipped, part, repeat, report)
    for name in names:
        report.progress += session.work("import", filename=name, pause=pause)
    if whole:
        session.work("deactivate", timestamp=session.timestamp, pause=pause)
    session.work("complete", pause=pause)
    returned = [name for name in _documents(folder) if _kind(name) == "sale"]
    if returned:
        sale = Session(wire, "sale", "bitrix").open()
        _send(sale, folder, returned, zipped, part, repeat, report)
        for name in returned:
            report.progress += sale.work("import", filename=name, pause=pause)


# === WHAT IS SENT === #


def _kind(name):
    stem = Path(name).name.lower()
    return "sale" if stem.startswith(("orders", "documents", "contragents")) else "catalog"


def _documents(folder):
    """XML files in the order 1C sends them."""
    names = [path.relative_to(folder).as_posix() for path in sorted(Path(folder).rglob("*.xml"))]

    def place(name):
        stem = name.rpartition("/")[2].lower()
        found = next((index for index, word in enumerate(ORDER) if stem.startswith(word)), len(ORDER))
        return ("/" in name, found, name)

    return sorted(names, key=place)


def _pictures_for(folder, document):
    """Everything that is no XML goes with the first catalogue file."""
    catalogues = [name for name in _documents(folder) if name.rpartition("/")[2].startswith("import")]
    if not catalogues or document != catalogues[0]:
        return []
    files = (path for path in sorted(Path(folder).rglob("*")) if path.is_file() and path.suffix != ".xml")
    return [path.relative_to(folder).as_posix() for path in files]


# === HOW IT IS SENT === #


def _send(session, folder, names, zipped, part, repeat, report):
    if not names:
        return
    if session.zipped if zipped is None else zipped:
        bodies = [(f"v8_{zlib.crc32(names[0].encode()) % 9999}_1.zip", _archive(folder, names))]
    else:
        bodies = [(name, (Path(folder) / name).read_bytes()) for name in names]
    limits = [limit for limit in (part, session.file_limit) if limit]
    size = min(limits, default=DEFAULT_PART)
    for name, body in bodies:
        for start in range(0, max(len(body), 1), size):
            for _time in range(2 if repeat else 1):
                session.done("file", body[start : start + size], filename=name)
        report.files += 1


def _archive(folder, names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, (2026, 3, 2, 9, 30, 0))
            archive.writestr(info, (Path(folder) / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
