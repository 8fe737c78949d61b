"""Bytes of a file → clean UTF-8 in pieces, the document type refused, the root's name known before parsing."""

import codecs
import re

from ..problem import ReadError

PIECE = 1 << 16
PROLOG_LIMIT = 1 << 20
ROOTS = ("КоммерческаяИнформация", "CommerceInformation", "Справочник")

CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8BCEFbcef]|1[0-9A-Fa-f]));")
NOT_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
ROOT = re.compile(r"<([^\s/>!?][^\s/>]*)")
BLANKS = re.compile(r"\s*")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Source:
    """A file to read once.

    :ivar encoding: what the bytes are in, known after `open()`
    :ivar declared: what the file says of itself, None when it says nothing
    :ivar removed: forbidden characters thrown away so far
    :ivar position: bytes read before the piece at hand
    """

    def __init__(self, stream):
        self._stream = stream
        self.position = 0
        self.encoding = "utf-8"
        self.declared = None
        self.removed = 0

    def open(self):
        """Look at the beginning; return the name of the root element without its prefix.

        :raise ReadError: it is no CommerceML
        """
        self._head = self._stream.read(PIECE)
        if not self._head.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
            raise ReadError("empty")
        self._choose_encoding()
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._begun = self._decode(self._head).removeprefix("\ufeff")
        return self._find_root()

    def pieces(self):
        """Clean UTF-8; a reference cut by the end of a piece waits for the next one."""
        data = self._begun.encode()
        if self.encoding == "utf-8":  # as it is: the parser checks it
            data += self._decoder.getstate()[0]
        while raw := self._stream.read(PIECE):
            ready, rest = self._hold_back(data)
            if ready:
                yield self._clean(ready)
            data = rest + (raw if self.encoding == "utf-8" else self._decode(raw).encode())
            self.position += len(raw)
        if self.encoding != "utf-8":
            data += self._decode(b"", final=True).encode()
        yield self._clean(data)

    # === ENCODING === #

    def _choose_encoding(self):
        head = self._head
        if match := DECLARED.match(head):
            self.declared = match[1].decode().lower()
        for bom, encoding in BOMS:
            if head.startswith(bom):
                self.encoding = encoding
                return
        if _is_utf8(head):
            known = self.declared if head.isascii() else "utf-8"
        else:
            known = self.declared if self.declared not in (None, "utf-8", "utf8") else "cp1251"
        self.encoding = _codec(known)

    def _decode(self, raw, final=False):
        """Strict: a wrong letter in a name is worse than a file sent again. 0x98 is the one hole of windows-1251."""
        if self.encoding == "cp1251":
            raw = raw.replace(b"\x98", b"")
        try:
            text = self._decoder.decode(raw, final)
        except UnicodeDecodeError as failure:
            raise ReadError("encoding", encoding=self.encoding, position=self.position + failure.start) from None
        return text

    # === CHARACTERS === #

    def _hold_back(self, data):
        """Bytes to parse now, and an unfinished reference or letter to put before the next piece."""
        start = data.rfind(b"&", -16)
        if start >= 0 and b";" not in data[start:]:
            return data[:start], data[start:]
        start = data.rfind(b"\xef", -2)
        return (data[:start], data[start:]) if start >= 0 else (data, b"")

    def _clean(self, data):
        before = len(data)
        data = data.translate(None, CONTROL)
        self.removed += before - len(data)
        if b"&#" in data:
            data, count = REFERENCE.subn(b"", data)
            self.removed += count
        if b"\xef\xbf" in data:
            data, count = NOT_CHARACTERS.subn(b"", data)
            self.removed += count
        return data

    # === PROLOG === #

    def _find_root(self):
        at = 0
        while True:
            at, found = self._skip(at)
            if found is not None:
                return self._checked(found)
            more = self._stream.read(PIECE)
            if not more:
                raise ReadError("cut" if self._begun.lstrip().startswith("<") else "not_xml", start=self._begun[:40])
            self._begun += self._decode(more)
            if len(self._begun) > PROLOG_LIMIT:
                raise ReadError("long_prolog", limit=PROLOG_LIMIT)

    def _skip(self, at):
        """Step over the declaration, comments and instructions; the root's name, or None while more is needed."""
        text = self._begun
        while True:
            at = BLANKS.match(text, at).end()
            if len(text) - at < len("<!DOCTYPE"):
                return at, None
            if not text.startswith(("<?", "<!--"), at):
                return at, self._name_at(at)
            close = "?>" if text[at + 1] == "?" else "-->"
            end = text.find(close, at + 2)
            if end < 0:
                return at, None
            at = end + len(close)

    def _name_at(self, at):
        text = self._begun
        if text[at] != "<":
            raise ReadError("not_xml", start=text[at : at + 40])
        if text.startswith("<!", at):
            raise ReadError("html" if "html" in text[at : at + 20].lower() else "doctype")
        match = ROOT.match(text, at)
        if not match:
            raise ReadError("not_xml", start=text[at : at + 40])
        return match[1] if match.end() < len(text) else None

    def _checked(self, name):
        local = name.rpartition(":")[2]
        if local.lower() in ("html", "head", "body"):
            raise ReadError("html")
        if local not in ROOTS:
            raise ReadError("other_root", root=local[:80])
        return local


def _is_utf8(head):
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _codec(name):
    """Python's name of the encoding; what nobody knows is UTF-8."""
    try:
        found = codecs.lookup(name or "utf-8").name
    except LookupError:
        return "utf-8"
    return found if found.startswith(("utf", "cp", "iso8859", "koi8", "mac-cyr")) else "utf-8"
