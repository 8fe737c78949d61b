"""How the tables of a stream are read: small ones whole, large ones by version, slices of registers by difference."""

from datetime import datetime, timedelta

from ..problem import BadValue
from ..records import DeletedRec
from .memory import mark_of
from .pull import in_section
from .query import any_of, guid, moment
from .remarks import readable
from .row import Row

QUANTITIES = ("quantity", "reserved")
BATCH = 20  # identifiers in one condition: an address has its length
CONFIRMED = 200  # rows that vanished are asked for one by one; more than that are left for a person


class Whole:
    """A table without versions worth comparing: read whole, told when the content of a row changed.

    :param reader: function of all rows and the pull that yields pairs of key and record
    :param rest: seconds it is left alone after it was read
    """

    def __init__(self, code, section, reader, rest=0):
        self.code, self.section, self.reader, self.rest = code, section, reader, rest

    def ready(self, pull):
        """Whether the base publishes it, and it was not read a moment ago."""
        return pull.profile.get(self.code) is not None and not self._rests(pull)

    def _rests(self, pull):
        if not (self.rest and pull.formed_at):
            return False
        clock, name = pull.memory("clock"), f"{type(self).__name__}:{self.code}"
        read = clock.rows.get(name)
        if read and timedelta(0) <= pull.formed_at - datetime.fromisoformat(read) < timedelta(seconds=self.rest):
            return True
        clock.see(name, pull.formed_at.isoformat())
        return False

    def records(self, pull):
        """Yield what changed."""
        memory = pull.memory(self.code)
        memory.begin()
        found = pull.profile.get(self.code)
        rows = [Row(data, found.fields) for data in pull.client.rows(found.table, found.key)]
        changed = [record for key, record in self.reader(rows, pull) if memory.see(key, mark_of(repr(record)))]
        gone = memory.unseen()
        yield from in_section(self.section, changed + [record for key in gone for record in self.vanished(key)])
        memory.forget(gone)
        memory.end()

    def vanished(self, key):
        """Records of a row that is not there any more."""
        return []


class Versioned:
    """A large table: versions are compared page by page, only changed rows are read.

    :param reader: function of a row, the pull, and whether the row was known before, that returns records
    :param kind: what a row that is gone was, "" when nobody is told
    :param where: function of the pull that returns a condition
    :param prepare: function of a page of rows that returns what the reader needs with them
    :param window: the condition moves with time: what left it is only forgotten
    """

    def __init__(self, code, section, reader, kind="", where=None, prepare=None, window=False):
        self.code, self.section, self.reader = code, section, reader
        self.kind, self.where, self.prepare, self.window = kind, where, prepare, window

    def ready(self, pull):
        """Whether the base publishes it."""
        return pull.profile.get(self.code) is not None

    def records(self, pull):
        """Yield what changed."""
        yield from in_section(self.section, self._pages(pull))

    def _pages(self, pull):
        memory, found = pull.memory(self.code), pull.profile.get(self.code)
        if not pull.place["at"]:
            memory.begin()
        where = self.where(pull) if self.where else ""
        first = not memory.rows or pull.place.get("first")
        select = () if first else (found.fields["id"], found.fields["version"])
        at = pull.place["at"]
        for page in pull.client.pages(found.table, found.key, select, where, at):
            rows = page if first else self._fetch(pull, found, self._changed(memory, found, page))
            yield from self._records(pull, memory, found, rows)
            at += len(page)
            pause = pull.go_on(at)
            if first:
                pull.place["first"] = True
            yield pause
        yield from self._gone(pull, memory, found)

    def _changed(self, memory, found, page):
        """Identifiers of the rows to read; the others are noted as still there."""
        key, version = found.fields["id"], found.fields["version"]
        known = memory.rows
        changed = []
        for row in page:
            mark = row.get(version) or ""
            if known.get(row[key]) == mark:
                memory.see(row[key], mark)
            else:
                changed.append(row[key])
        return changed

    def _fetch(self, pull, found, keys):
        for start in range(0, len(keys), BATCH):
            yield from pull.client.rows(
                found.table, found.key, where=any_of(found.fields["id"], keys[start : start + BATCH])
            )

    def _records(self, pull, memory, found, page):
        rows = [Row(data, found.fields) for data in page]
        more = self.prepare(pull, rows) if self.prepare and rows else None
        for row in rows:
            known = memory.knows(row.key("id"))
            if memory.see(row.key("id"), row.text("version") or ""):
                where = f"{found.table} {row.key('id')}"
                yield from readable(lambda row, known=known: self.reader(row, pull, known, more), row, where)

    def _gone(self, pull, memory, found):
        """Rows that were there and are not: asked for by name, for a page may have slipped meanwhile."""
        gone = memory.unseen()
        if self.window and gone:
            memory.forget(gone)
        for key in gone[:CONFIRMED] if self.kind else ():
            if pull.client.one(found.table, key) is None:
                memory.forget([key])
                yield DeletedRec(self.kind, key)
        memory.end()


class Slices:
    """A register as it stands now, part by part (price type, warehouse): what differs from the last time is told.

    :param code: the register
    :param by: table whose rows part it
    :param dimension: our name of the field that parts it
    :param reader: function of keys and value that returns the record
    """

    def __init__(self, code, by, dimension, value, section, reader):
        self.code, self.by, self.dimension, self.value = code, by, dimension, value
        self.section, self.reader = section, reader

    def ready(self, pull):
        """Whether the base publishes both."""
        return pull.profile.get(self.code) is not None and pull.profile.get(self.by) is not None

    def records(self, pull):
        """Yield what changed."""
        yield from in_section(self.section, self._parts(pull))

    def _parts(self, pull):
        parts = sorted(key for key, row in pull.lookups.table(self.by).items() if not row.flag("folder"))
        for place in range(pull.place["at"], len(parts)):
            yield from self._part(pull, parts[place])
            yield pull.go_on(place + 1)

    def _part(self, pull, part):
        memory, found = pull.memory(f"{self.code}:{part}"), pull.profile.get(self.code)
        memory.begin()
        for key, row in self._rows(pull, found, part).items():
            if memory.see("#".join(key), f"{_value(row, self.value)}{self._get_reserve(row)}"):
                yield from self._read(pull, key, row, part)
        gone = memory.unseen()
        for key in gone:
            yield from self.reader(pull, tuple(key.split("#")), None, part)
        memory.forget(gone)
        memory.end()

    def _read(self, pull, key, row, part):
        where = f"{self.code} {'#'.join(filter(None, key))}"
        return readable(lambda told: self.reader(pull, key, told, part), row, where)

    def _rows(self, pull, found, part):
        """(item, characteristic) → row of this part of the register."""
        rows = {}
        for data in pull.client.rows(*self._query(found, part)):
            row = Row(data, found.fields)
            key = (row.key("item"), row.key("characteristic") or "")
            if key[0]:
                rows[key] = self._merge(rows.get(key), row)
        return rows

    def _merge(self, known, row):
        """The register may hold more dimensions than we asked for: quantities add up."""
        if known is None or self.value != "quantity" or _is_odd(row):
            return row
        if _is_odd(known):
            return known  # one quantity that cannot be read makes the sum one
        names = {row.names[code]: code for code in QUANTITIES if code in row.names}
        sums = {name: (known.number(code) or 0) + (row.number(code) or 0) for name, code in names.items()}
        return Row({**row.data, **sums}, row.names)

    def _get_reserve(self, row):
        """What is reserved of a quantity, to know it again: nothing where the base does not tell."""
        return f" - {_value(row, 'reserved')}" if self.value == "quantity" and "reserved" in row.names else ""

    def _query(self, found, part):
        field = found.fields[self.dimension]
        condition = f"{field} eq {guid(part)}".replace("'", "''")
        dimensions = [found.fields[code] for code in ("item", "characteristic", self.dimension) if code in found.fields]
        told = ",".join(name.removesuffix("_Key") for name in dimensions)
        arguments = (
            f"Dimensions='{told}',Condition='{condition}'" if self.value == "quantity" else f"Condition='{condition}'"
        )
        return f"{found.table}/{found.function}({arguments})", dimensions


def _value(row, code):
    """Number of a row; as it was told where it is none."""
    try:
        return row.number(code)
    except BadValue:
        return str(row.raw(code))


def _is_odd(row):
    """Whether a quantity of the row is no number."""
    return any(isinstance(_value(row, code), str) for code in QUANTITIES if code in row.names)


def since(code):
    """Condition: documents of the window."""

    def where(pull):
        name = pull.profile.get(code).fields["date"]
        return f"{name} ge {moment(pull.since)}" if pull.since else ""

    return where
