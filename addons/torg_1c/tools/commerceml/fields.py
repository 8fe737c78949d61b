"""Small readers of one element: by local name, telling absent from empty, one bad value never taking the row along."""

from contextlib import contextmanager

from lxml import etree

from ..problem import NOTES, BadValue
from ..records import ABSENT, IssueRec, RequisiteRec
from ..values import parse_datetime, parse_decimal, parse_flag
from .names import KEY_OF_REQUISITE, plain

ROW_LIMIT = 4000


class LocalNames(dict):
    """Tag → name without namespace, looked up once for every tag."""

    def __missing__(self, tag):
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        self[tag] = name
        return name


LOCAL = LocalNames()


def children(element):
    """Name → last child of that name."""
    return {LOCAL[child.tag]: child for child in element}


def texts(element):
    """Name → text of the children of a flat row; the fastest way there is."""
    return {LOCAL[child.tag]: (child.text or "").strip() for child in element}


def every(element, name):
    """All children of that name."""
    return [child for child in element if LOCAL[child.tag] == name]


def nested(kids, outer, inner):
    """Elements of a list such as Цены/Цена; ABSENT when the list itself is not there."""
    return every(kids[outer], inner) if outer in kids else ABSENT


def content(element):
    """Text of the element without padding, markup inside it left out."""
    if len(element):
        return "".join(element.itertext()).strip()
    return (element.text or "").strip()


def text(kids, *names):
    """Text of the first of these children that is there."""
    for name in names:
        if name in kids:
            return content(kids[name])
    return ABSENT


def source_of(element, limit=ROW_LIMIT):
    """The row as text for a person, cut to a readable length."""
    return etree.tostring(element, encoding="unicode", with_tail=False)[:limit]


def identifier(element):
    """Text of Ид, empty when there is none."""
    for child in element:
        if LOCAL[child.tag] == "Ид":
            return (child.text or "").strip()
    return ""


class Remarks:
    """Collects issues of the row at hand."""

    def __init__(self):
        self.found = []
        self._row = None
        self._told = set()

    def at(self, element):
        """From now on remarks are about this row; None: about the file."""
        self._row = element

    def take(self):
        """The issues found since the last time."""
        found, self.found = self.found, []
        return found

    def note(self, code, **params):
        """Leave a remark, one of `NOTES`."""
        self._add("note", code, params, NOTES[code] % params)

    def once(self, code, **params):
        """Leave a remark that is told once for the whole file."""
        key = (code, *params.values())
        if key not in self._told:
            self._told.add(key)
            self.note(code, **params)

    def problem(self, problem, level="note", **more):
        """Leave a remark about a BadValue."""
        self._add(level, problem.code, {**problem.params, **more}, problem.text)

    def _add(self, level, code, params, sentence):
        row = self._row
        if row is None:
            self.found.append(IssueRec(level, code, params, sentence))
            return
        where = f"{LOCAL[row.tag]} {identifier(row)}".strip()
        self.found.append(IssueRec(level, code, params, sentence, where, source_of(row), row.sourceline or 0))

    @contextmanager
    def guarded(self, level="note", **more):
        """What cannot be read inside is noted and left out."""
        try:
            yield
        except BadValue as problem:
            self.problem(problem, level, **more)

    # === TYPED VALUES: ABSENT when not there or not readable, None when empty === #

    def number(self, kids, *names):
        """Decimal of the first of these children."""
        return self._typed(parse_decimal, kids, names)

    def flag(self, kids, *names):
        """True or False of the first of these children."""
        return self._typed(parse_flag, kids, names)

    def moment(self, kids, *names):
        """Naive time of the first of these children."""
        return self._typed(parse_datetime, kids, names)

    def parsed(self, parse, value, name):
        """A text through a parser; ABSENT with a remark when it cannot be read."""
        if value is ABSENT:
            return ABSENT
        try:
            return parse(value)
        except BadValue as problem:
            self.problem(problem, field=name)
            return ABSENT

    def _typed(self, parse, kids, names):
        for name in names:
            if name in kids:
                return self.parsed(parse, content(kids[name]), name)
        return ABSENT


def requisites(element):
    """ЗначенияРеквизитов of a row: one record for each value, in the order sent."""
    found = []
    for row in every(element, "ЗначениеРеквизита"):
        name, values = "", []
        for child in row:
            kind = LOCAL[child.tag]
            if kind == "Наименование":
                name = content(child)
            elif kind == "Значение":
                values.append(content(child))
        key = KEY_OF_REQUISITE.get(plain(name))
        found += [RequisiteRec(name, value, key) for value in values or [""]]
    return tuple(found)


def by_key(rows):
    """Key → value of the requisites that are known, the last one wins."""
    return {row.key: row.value for row in rows or () if row.key}
