"""Takes orders as 1C does, keeps them in a small base, and returns their numbers and statuses."""

import io
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..pure import load
from .session import Refused, Session

load("torg_1c")

from torg_1c.tools.commerceml.reader import read  # noqa: E402
from torg_1c.tools.commerceml.writer import write_orders  # noqa: E402
from torg_1c.tools.problem import ReadError  # noqa: E402
from torg_1c.tools.records import IssueRec, OrderRec  # noqa: E402


@dataclass
class Base:
    """What 1C has: one document for each identifier, whatever comes again only updates it.

    :ivar taken: how many times each identifier came
    :ivar numbers: identifiers that came under one number; more than one is an order doubled
    :ivar customers: identifiers that came under one name
    """

    orders: dict = field(default_factory=dict)
    taken: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)
    customers: dict = field(default_factory=dict)

    def take(self, order):
        """Store a document; return it with 1C's own number."""
        self.taken[order.id] = self.taken.get(order.id, 0) + 1
        self.numbers.setdefault(order.number, set()).add(order.id)
        for partner in order.partners[:1]:
            self.customers.setdefault(partner.name, set()).add(partner.id)
        known = self.orders.get(order.id)
        number = known.number_1c if known else f"УТ-{len(self.orders) + 1:06}"
        self.orders[order.id] = replace(order, number_1c=number)
        return self.orders[order.id]

    def doubled(self):
        """Numbers that stand for several documents."""
        return sorted(number for number, ids in self.numbers.items() if len(ids) > 1)

    def count_customers_doubled(self):
        """Customers that stand there under several identifiers."""
        return sum(len(ids) > 1 for ids in self.customers.values())


def take_orders(wire, base=None, dialect="ut", twice=False, confirm=True, status="", now=None, limit=100, attempts=4):
    """Play one sale session; return the documents of its answer.

    :param twice: ask `query` twice before `success`; both answers must be the same bytes
    :param confirm: say `success`; a cut session does not
    :param status: return this status for every document taken, with 1C's numbers
    :param attempts: how many times a step is tried over a bad line
    """
    base = base or Base()
    session = Session(wire, "sale", dialect, attempts).open()
    bodies = [_query(session) for _time in range(2 if twice else 1)]
    if len(set(bodies)) > 1 and documents(bodies[0]):  # an empty answer promises nothing: orders may have come since
        raise Refused("query was answered differently the second time")
    taken = [base.take(order) for order in documents(bodies[-1])[:limit]]
    if confirm:
        session.done("success")
        if status and taken:
            _return(session, taken, status, now or datetime(2026, 3, 2, 12, 0))
    return taken


def documents(body):
    """Documents of an answer.

    :raise Refused: 1C could not read it
    """
    if not body:
        raise Refused("the answer of query is empty")
    try:
        rows = list(read(io.BytesIO(body)))
    except ReadError as problem:
        raise Refused(problem.text) from problem
    bad = [row.text for row in rows if isinstance(row, IssueRec) and row.level == "row"]
    if bad:
        raise Refused(bad[0])
    return [row for row in rows if isinstance(row, OrderRec)]


def ask_info(wire, dialect="bitrix"):
    """The lists for 1C's mapping screen, as raw XML."""
    return Session(wire, "sale", dialect).open().fetch("info")[2]


def _query(session):
    status, _headers, body = session.fetch("query")
    if status != 200:
        raise Refused(f"HTTP {status}")
    if body.startswith((b"success", b"failure", b"progress")):
        raise Refused(body.decode("cp1251", "replace"))
    return body


def _return(session, taken, status, now):
    """Send the documents back with 1C's number and a status: processed in the call, or by import."""
    name = "orders-back.xml" if session.dialect == "ut" else "documents.xml"
    rows = [replace(order, status=status, posted=True, requisites=(), date_1c=now) for order in taken]
    version = session.version or ("3.1" if session.dialect == "bitrix" else "2.08")
    session.done("file", write_orders(rows, now, version, "utf-8"), filename=name)
    if session.version:
        session.work("import", filename=name)
