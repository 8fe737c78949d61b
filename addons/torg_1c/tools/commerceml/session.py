"""The protocol around the files: what 1C asks, what it is answered, which body is a part and which a repetition.

Nothing here knows HTTP: query in, bytes out. The first line of an answer decides; it is ASCII, without a BOM, and lines
end with a line feed alone.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from ..problem import ProtocolError
from ..values import clean

MODES = {
    "catalog": {"checkauth", "init", "file", "import", "deactivate", "complete"},
    "sale": {"checkauth", "init", "query", "success", "file", "import", "info", "complete", "deactivate"},
    "reference": {"checkauth", "init", "file", "import", "complete", "deactivate"},
}
COOKIE = "onec_sid"
NAME_LIMIT = 255
PREFIX = re.compile(r"^(?:[A-Za-z]:)?/*(?:(?:tmp|upload/1c_\w+|upload/1c/webdata|bitrix/upload/\w+)/+)?")


# === THE REQUEST === #


@dataclass(frozen=True, slots=True)
class Request:
    """What 1C asks. `filename` is clean: relative, with `/`, without the folders of 1C's own server."""

    type: str
    mode: str
    filename: str = ""
    version: str = ""
    sessid: str = ""
    timestamp: str = ""


def parse_query(query):
    """Read the query string, as text or bytes, whatever stray ampersands it has.

    :raise ProtocolError: unknown type or mode, or a file name that leads outside
    """
    text = query.decode("latin-1") if isinstance(query, bytes) else query
    try:
        pairs = parse_qsl(text.lstrip("?"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        pairs = parse_qsl(text.lstrip("?"), keep_blank_values=True, encoding="cp1251", errors="replace")
    told = {key.strip().lower(): value.strip() for key, value in pairs}
    kind, mode = told.get("type", "").lower(), told.get("mode", "").lower()
    if kind not in MODES:
        raise ProtocolError("unknown_type", type=clean(kind)[:40])
    if mode not in MODES[kind]:
        raise ProtocolError("unknown_mode", mode=clean(mode)[:40], type=kind)
    filename = clean_filename(told["filename"]) if told.get("filename") else ""
    if not filename and mode in ("file", "import"):
        raise ProtocolError("no_filename")
    return Request(kind, mode, filename, told.get("version", ""), told.get("sessid", ""), told.get("timestamp", ""))


def clean_filename(name):
    """Relative path inside the exchange folder, with `/`.

    :raise ProtocolError: it is empty, too long, or climbs out
    """
    source, name = name, clean(name).replace("\\", "/").rstrip("&").strip()
    if len(name) > NAME_LIMIT:
        raise ProtocolError("long_filename", limit=NAME_LIMIT)
    parts = [part for part in PREFIX.sub("", name, count=1).split("/") if part not in ("", ".")]
    if not parts:
        raise ProtocolError("no_filename")
    if ".." in parts or any(":" in part for part in parts):
        raise ProtocolError("bad_filename", name=source[:80])
    return "/".join(parts)


# === THE ANSWER === #


def answer(word, *lines, charset="windows-1251"):
    """Bytes of an answer; letters the charset lacks become question marks, line ends inside a line become blanks."""
    rows = [word, *(" ".join(clean(str(line)).split()) for line in lines)]
    return "\n".join(rows).encode(charset, "replace")


def success(*lines, charset="windows-1251"):
    """Done; further lines are shown to the person in 1C."""
    return answer("success", *lines, charset=charset)


def progress(*lines, charset="windows-1251"):
    """Not done yet: call me again."""
    return answer("progress", *lines, charset=charset)


def failure(*lines, charset="windows-1251"):
    """Not done, with the reason."""
    return answer("failure", *lines, charset=charset)


def checkauth(session_id, timestamp=None, charset="windows-1251"):
    """Logged in: the cookie for all later calls, and the same as `sessid` for the Bitrix module."""
    lines = [COOKIE, session_id, f"sessid={session_id}"]
    if timestamp is not None:
        lines.append(f"timestamp={int(timestamp)}")
    return answer("success", *lines, charset=charset)


def init(file_limit, zipped=True, session_id="", version=""):
    """Limits; who told a version hears ours."""
    rows = [f"zip={'yes' if zipped else 'no'}", f"file_limit={int(file_limit)}"]
    if version:
        rows += [f"sessid={session_id}", f"version={version}"]
    return "\n".join(rows).encode("ascii")


def choose_version(asked, served=("2.08", "2.09", "2.10", "3.1")):
    """The newest version both sides know; a base that asks for an unknown one of our family gets our oldest."""
    known = sorted(served, key=_number)
    fitting = [version for version in known if _number(version) <= _number(asked)]
    return fitting[-1] if fitting else known[0]


def _number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version)) or (0,)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a client understands it."""

    word: str
    lines: tuple = ()
    values: dict = field(default_factory=dict)


def read_answer(body, charset="windows-1251"):
    """Understand an answer as 1C does: the first line decides.

    :raise ProtocolError: the first line is nothing of the protocol
    """
    if not body:
        raise ProtocolError("empty_answer")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode(charset, "replace")
    rows = text.split("\n")
    values = dict(row.strip().split("=", 1) for row in rows if re.match(r"[\w.]+=", row))
    word = rows[0].strip()
    if rows[0].startswith("zip="):
        return Answer("init", tuple(rows), values)
    if word not in ("success", "progress", "failure"):
        raise ProtocolError("unknown_answer", start=clean(text)[:60])
    return Answer(word, tuple(row.strip() for row in rows[1:]), values)
