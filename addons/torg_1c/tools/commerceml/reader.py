"""Reads a CommerceML file of any size as a stream of records, memory flat.

    for record in read(stream):
        ...

First comes a HeaderRec. Each part of the file (classifier, catalogue, offers…) begins with a SectionRec and ends with
a SectionEndRec; rows of documents and partners may stand alone. Bad rows become IssueRec and the rows around them go
on; a file that breaks off raises ReadError after everything before the break was yielded.
"""

import re

from lxml import etree

from ..problem import BadValue, ReadError
from ..records import ABSENT, HeaderRec, SectionEndRec, SectionRec
from ..values import parse_datetime, parse_flag
from .fields import LOCAL, Remarks, children, identifier, text
from .rows import KINDS, PARTS, PLACES, ROWS, SECTIONS, is_row, read_unknown
from .rows_people import read_partner
from .source import Source

SEEN_LIMIT = 200_000  # identifiers of a section that are compared; a hundred thousand take about 10 MB
FREED = 50  # rows of a list that are dropped at once
TAGS = [f"{{*}}{name}" for name in (*ROWS, *SECTIONS)]
# From the beginning of the file to the default namespace of its root; no comment and no value of an attribute between.
ROOT_NAMESPACE = re.compile(
    rb"""\s*(?:<\?[^>]*\?>\s*)?<[^\s<>!?/"']+(?:\s+(?!xmlns\s*=)[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*"""
    rb"""(?P<attribute>\s+xmlns\s*=\s*(?P<value>"[^"<&]*"|'[^'<&]*'))"""
)
HOLDERS = {"Контейнер", "Документы"}


def read(stream):
    """Yield the records of a file.

    :param stream: binary file, read once from where it stands
    :raise ReadError: it is no CommerceML, or breaks off; what was yielded before stands
    """
    return Reader(stream).records()


class Reader:
    """One reading of one file.

    :ivar rows: how many rows were handed out to their end, or stepped over
    """

    def __init__(self, stream, skip=0):
        """Read a file.

        :param skip: so many of the first rows are stepped over; sections they stand in are told all the same
        """
        self.rows = 0
        self._skip = skip
        self._source = Source(stream)
        self._remarks = Remarks()
        self._root = None
        self._namespace = ""
        self._section = self._list = None
        self._rows = 0
        self._seen = set()

    def records(self):
        """Yield the records."""
        self._source.open()
        parser = etree.XMLPullParser(
            events=("start", "end"), tag=[*TAGS, "{*}КоммерческаяИнформация", "{*}CommerceInformation"],
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
            remove_comments=True, remove_pis=True, huge_tree=False,
        )  # fmt: skip
        for piece in self._without_namespace(self._source.pieces()):
            failure = _feed(parser, piece)
            for event, element in parser.read_events():
                if event == "end":
                    yield from self._take(element)
                elif self._root is None:
                    self._root = element
                    yield self._header(element)
            yield from self._drain_unknown(whole=False)
            if failure:
                yield from self._remarks_on_file()
                raise self._explain(failure)
        yield from self._finish(parser)

    def _without_namespace(self, pieces):
        """Blank out the default namespace of the root: nobody asks for it, and it would be in every name."""
        first = next(pieces)
        if match := ROOT_NAMESPACE.match(first):
            self._namespace = match["value"][1:-1].decode()
            start, end = match.span("attribute")
            first = first[:start] + b" " * (end - start) + first[end:]
        yield first
        yield from pieces

    def _finish(self, parser):
        failure = _close(parser)
        if not failure:
            yield from self._drain_unknown(whole=True)
            yield from self._end_section()
        yield from self._remarks_on_file()
        if failure:
            raise self._explain(failure, ended=True)

    def _take(self, element):
        """Records of an element that has ended."""
        name, parent = LOCAL[element.tag], element.getparent()
        if parent is self._list and name in PLACES:  # one more row of the same list
            return self._row(name, element, parent)
        if name in ROWS and parent is not None and is_row(name, parent, self._root):
            return self._first_row(name, element, parent)
        if name in SECTIONS and parent is self._root:
            return self._close_section(element)
        return ()

    # === HEADER AND SECTIONS === #

    def _header(self, root):
        formed = root.get("ДатаФормирования", ABSENT)
        moment = self._remarks.parsed(parse_datetime, formed, "ДатаФормирования")
        namespace = self._namespace or root.tag.rpartition("}")[0].removeprefix("{")
        version = root.get("ВерсияСхемы", "").strip()
        return HeaderRec(version, moment, formed, root.get("Ид", ABSENT), namespace, self._source.encoding)

    def _begin_section(self, element):
        if self._section is not element:
            yield from self._end_section()
            self._section, self._rows, self._seen = element, 0, set()
            yield self._facts(element)

    def _close_section(self, element):
        yield from self._begin_section(element)
        for part in element:
            if len(part) and LOCAL[part.tag] not in PARTS:
                yield from _unknown_rows(part, f"{LOCAL[element.tag]}/{LOCAL[part.tag]}", is_open=False)
        yield from self._end_section()
        element.clear(keep_tail=True)

    def _end_section(self):
        if self._section is not None:
            if self.rows >= self._skip:
                yield SectionEndRec(self._facts(self._section), self._rows)
            self._section = None

    def _facts(self, element):
        kids = children(element)
        only = element.get("СодержитТолькоИзменения")
        only = text(kids, "СодержитТолькоИзменения") if only is None else only
        return SectionRec(
            SECTIONS[LOCAL[element.tag]],
            text(kids, "Ид"),
            text(kids, "Наименование"),
            text(kids, "ИдКлассификатора"),
            text(kids, "ИдКаталога"),
            self._remarks.parsed(parse_flag, only, "СодержитТолькоИзменения"),
            read_partner(kids["Владелец"], self._remarks) if "Владелец" in kids else ABSENT,
        )

    # === ROWS === #

    def _first_row(self, name, element, parent):
        self._list = parent if name in PLACES else None
        section = parent
        while section is not self._root and section.getparent() is not self._root:
            section = section.getparent()
        if section is not self._section and LOCAL[section.tag] in SECTIONS:
            yield from self._begin_section(section)
        yield from self._row(name, element, parent)

    def _row(self, name, element, parent):
        remarks = self._remarks
        if self.rows < self._skip:
            self._look_for_double(name, identifier(element))
            remarks.take()
        else:
            remarks.at(element)
            try:
                records = ROWS[name](element, remarks)
                for first in records:
                    self._look_for_double(name, getattr(first, "id", ""))
                    yield first
                    yield from records
            except BadValue as problem:
                remarks.problem(problem, "row")
            if remarks.found:
                yield from remarks.take()
            remarks.at(None)
        self._rows += 1
        self.rows += 1
        self._free(name, element, parent)

    def _look_for_double(self, name, key):
        if name not in KINDS or not key or len(self._seen) >= SEEN_LIMIT:
            return
        seen, mark = self._seen, hash((name, key))
        if mark in seen:
            self._remarks.note("duplicate_id", id=key)
        seen.add(mark)

    def _free(self, name, element, parent):
        """Give the memory back; what stands right in the root is dropped later, for unread neighbours are there too."""
        if parent is self._list and self._rows % FREED:  # rows of a list go some at a time
            return
        element.clear(keep_tail=True)
        if parent is not self._root and name != "Склады":  # all others stand in a list of their own
            del parent[: parent.index(element)]

    def _drain_unknown(self, whole):
        """Hand out rows of parts nobody reads here, as they come; drop the shells of what has been read."""
        for part in list(self._root) if self._root is not None else ():
            name = LOCAL[part.tag]
            is_open = part.getnext() is None and not whole
            if not (name in SECTIONS or name in ROWS or name in HOLDERS):
                yield from _unknown_rows(part, name, is_open)
            if not is_open and part is not self._section:
                self._root.remove(part)

    # === WHAT WENT WRONG === #

    def _remarks_on_file(self):
        source, remarks = self._source, self._remarks
        yield from remarks.take()
        remarks.at(None)
        if source.removed:
            remarks.note("control_characters", count=source.removed)
        if source.declared and _plain(source.declared) != _plain(source.encoding):
            remarks.note("encoding_differs", declared=source.declared, encoding=source.encoding)
        yield from remarks.take()

    def _explain(self, failure, ended=False):
        reason, line = failure.msg or "", failure.lineno or 0
        if failure.code == UNKNOWN_ENTITY:
            return ReadError("entity")
        if "Excessive depth" in reason:
            return ReadError("too_deep", line=line)
        if "huge text node" in reason or "too long" in reason.lower():
            return ReadError("too_long", line=line)
        if "encoding" in reason.lower() or "UTF-8" in reason:
            return ReadError("encoding", encoding=self._source.encoding, position=self._source.position)
        if ended and failure.code not in NOT_THE_END:
            return ReadError("cut")
        return ReadError("broken", line=line, reason=reason)


UNKNOWN_ENTITY = etree.ErrorTypes.ERR_INTERNAL_ERROR  # so the parser puts it: "no element found"
# What is wrong by itself, though the parser may only say so at the end.
NOT_THE_END = {
    UNKNOWN_ENTITY,
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH,
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING,
    etree.ErrorTypes.ERR_INVALID_CHAR,
}


def _plain(encoding):
    return encoding.replace("windows-", "cp").replace("utf8", "utf-8").replace("-le", "").replace("-be", "")


def _feed(parser, piece):
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as failure:
        return failure
    return None


def _close(parser):
    try:
        parser.close()
    except etree.XMLSyntaxError as failure:
        return failure
    return None


def _unknown_rows(part, name, is_open):
    """Rows of an unread part; the last row of one that is not over yet waits."""
    rows = list(part)
    for row in rows[:-1] if is_open else rows:
        if len(row):
            yield read_unknown(row, f"{name}/{LOCAL[row.tag]}")
            part.remove(row)
    if not is_open and (len(part) or not rows):
        yield read_unknown(part, name)
