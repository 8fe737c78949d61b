"""1C that fetches orders by the hooks of an endpoint, and a line that is cut where it hurts."""

import io
import random
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from odoo.addons.torg_1c.tools.commerceml.reader import read
from odoo.addons.torg_1c.tools.records import OrderRec

HOW = ("before", "after", "twice", "no_success", "killed")


@dataclass
class Base1C:
    """What 1C has: a document for each identifier; whatever comes again only updates it."""

    orders: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)
    customers: dict = field(default_factory=dict)

    def take(self, body):
        """Store the documents of an answer; return them as 1C would send them back."""
        taken = []
        for row in (row for row in read(io.BytesIO(body)) if isinstance(row, OrderRec)):
            known = self.orders.get(row.id)
            number = known.number_1c if known else f"УТ-{len(self.orders) + 1:06}"
            self.orders[row.id] = replace(row, number_1c=number)
            self.numbers.setdefault(row.number, set()).add(row.id)
            self.customers.setdefault(row.partners[0].name, set()).add(row.partners[0].id)
            taken.append(replace(self.orders[row.id], requisites=(), status="", version=""))
        return taken

    def count_doubled(self):
        """Numbers that stand for several documents."""
        return sum(len(ids) > 1 for ids in self.numbers.values())

    def count_customers_doubled(self):
        """Customers that stand there under several identifiers."""
        return sum(len(ids) > 1 for ids in self.customers.values())


class Sessions:
    """Sessions of one base, each with its own luck.

    :param step: context of a transaction, gives the endpoint: rolled back where the worker is killed in it
    :param wait: lets the quarter of an hour pass after which what was not confirmed waits again
    """

    def __init__(self, share, seed, step, wait):
        self.luck = random.Random(seed)
        self.share, self.step, self.wait = share, step, wait
        self.base, self.number = Base1C(), 0
        self.cuts = dict.fromkeys(HOW, 0)
        self.differed = 0

    def run(self, limit=10_000):
        """Fetch until two sessions in a row bring nothing, and nothing is under way; yield what was taken."""
        empty = 0
        for _session in range(limit):
            taken, was_cut = self._session()
            yield taken
            if was_cut:
                self.wait()
            empty = 0 if taken or was_cut else empty + 1
            if empty == 2:
                return

    def _session(self):
        self.number += 1
        key = f"session-{self.number}"
        cut = self.luck.choice(HOW) if self.luck.random() < self.share else None
        if cut:
            self.cuts[cut] += 1
        if cut == "before":
            return [], True
        if cut == "killed":
            with self.step(kill=True) as endpoint:
                endpoint._get_orders_document(key)
        with self.step() as endpoint:
            body = endpoint._get_orders_document(key)
        if cut == "after":  # the answer was lost on the way
            return [], True
        if cut == "twice":
            with self.step() as endpoint:
                self.differed += body != endpoint._get_orders_document(key)
        taken = self.base.take(body)
        if cut == "no_success":
            return taken, True
        with self.step() as endpoint:
            endpoint._confirm_orders(key)
        return taken, False


@contextmanager
def in_savepoint(endpoint, kill=False):
    """A transaction of a test: a killed worker leaves nothing of it."""
    savepoint = endpoint.env.cr.savepoint(flush=True)
    yield endpoint
    if kill:
        endpoint.env.invalidate_all(flush=False)
        savepoint.rollback()
    savepoint.close(rollback=kill)
