"""The change feed of an exchange plan: what changed since the last confirmed message, confirmed when we have it.

Confirming is for good, and asking again gives the old changes with the new ones: so one reader for a node, who
confirms only what is stored.
"""

from dataclasses import dataclass

from ..records import DeletedRec, HeaderRec
from .atom import read_feed
from .judge import judge
from .lookups import Lookups
from .problem import ODataError
from .pull import in_section
from .query import entity, string
from .remarks import readable
from .row import Row
from .streams import STEPS

GONE = {"item": "item", "company": "partner"}


@dataclass
class Package:
    """Changes of one message.

    :ivar number: message to confirm
    :ivar records: stream → records
    :ivar touched: streams whose registers changed: they are read by themselves
    :ivar unknown: tables that nobody reads here, with the number of their rows: never confirmed in silence
    """

    number: int
    records: dict
    touched: set
    unknown: dict


class Changes:
    """Reader of one node of an exchange plan.

    :param plan: table of the plan
    :param node: key of our node
    """

    def __init__(self, client, profile, plan, node):
        self.client, self.profile, self.plan, self.node = client, profile, plan, node
        self.lookups = Lookups(client, profile)

    def next_number(self):
        """Number of the message to take, as 1C keeps it.

        :raise ODataError: 1C does not know the node
        """
        row = self.client.one(self.plan, self.node)
        if row is None:
            raise ODataError("no_record", name=entity(self.plan, self.node))
        return int(row.get("ReceivedNo") or 0) + 1

    def take(self, formed_at=None):
        """Package of everything that changed; nothing is confirmed yet."""
        number = self.next_number()
        answer = self.client.call("SelectChanges", *self._point(number), accept="application/atom+xml")
        judge(answer, self.client.user, self.plan)
        package = Package(number, {}, set(), {})
        for change in read_feed(answer.body):
            self._sort(change, package)
        package.records = {
            stream: [HeaderRec("odata", formed_at), *records] for stream, records in package.records.items()
        }
        return package

    def confirm(self, number):
        """The changes up to this message are stored here: 1C may forget them."""
        self.client.call("NotifyChangesReceived", *self._point(number))

    def _point(self, number):
        return (
            ("DataExchangePoint", string(self.client.root + entity(self.plan, self.node))),
            ("MessageNo", number),
        )

    # === SORTING === #

    def _sort(self, change, package):
        code = self._code(change.table)
        step = code and _versioned(code)
        if code in ("price", "stock", "barcode", "balance"):
            package.touched.add(_stream_of(code))
        elif step is None:
            package.unknown[change.table] = package.unknown.get(change.table, 0) + 1
        else:
            stream, step = step
            found = list(in_section(step.section, self._read(change, code, step)))
            package.records.setdefault(stream, []).extend(found)

    def _read(self, change, code, step):
        if change.row is None:
            return [DeletedRec(GONE[code], change.key)] if code in GONE else []
        row = Row(change.row, self.profile.get(code).fields)
        if row.flag("folder"):
            return []  # groups come with the next reading of the catalogue
        more = step.prepare(self, [row]) if step.prepare else None
        return readable(lambda row: step.reader(row, self, True, more), row, f"{change.table} {change.key}")

    def _code(self, table):
        names = (table, table.removesuffix("_RecordType"))
        return next((code for code, found in self.profile.found.items() if found.table in names), None)


def _versioned(code):
    for stream, steps in STEPS.items():
        for step in steps:
            if step.code == code and hasattr(step, "prepare"):
                return stream, step
    return None


def _stream_of(code):
    return next(stream for stream, steps in STEPS.items() if any(step.code == code for step in steps))
