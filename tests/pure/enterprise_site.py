"""Our side of a conversation in EnterpriseData, as the suite keeps it, without Odoo."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import requests
from torg_1c.tools.enterprise.exchange import DONE, Exchange, State
from torg_1c.tools.enterprise.service import EnterpriseService
from torg_1c.tools.enterprise.soap import SoapClient

NOW = datetime(2026, 3, 2, 9, 0)
ALL = ("ItemRec", "GroupRec", "OfferRec", "PriceRec", "StockRec", "PriceTypeRec", "WarehouseRec", "PartnerRec",
       "OrderRec")  # fmt: skip


class Clock:
    """Nobody waits in a test."""

    def __init__(self):
        self.time = 0.0

    def now(self):
        """Seconds that only grow."""
        return self.time

    def sleep(self, seconds):
        """Wait without waiting."""
        self.time += seconds


class Outbox:
    """Messages of ours with the state the log would keep; a killed transaction is taken back by its owner."""

    def __init__(self):
        self.rows = {}  # order id → [record, state, session]
        self.refused = {}

    def add(self, order):
        """An order is to be sent."""
        self.rows[order.id] = [order, "ready", 0]

    def take(self, number, limit):
        """Offer what waits."""
        found = [row for row in self.rows.values() if row[1] == "ready"][:limit]
        for row in found:
            row[1:] = ["offered", number]
        return [row[0] for row in found]

    def waits(self):
        """Whether anything waits."""
        return any(row[1] == "ready" for row in self.rows.values())

    def _of(self, number):
        return [row for row in self.rows.values() if row[1:] == ["offered", number]]

    def confirm(self, number):
        """1C has them."""
        for row in self._of(number):
            row[1] = "delivered"

    def release(self, number, problem):
        """They wait again."""
        for row in self._of(number):
            row[1:] = ["ready", 0]

    def refuse(self, number, problem):
        """A person must look."""
        for row in self._of(number):
            row[1] = "dead"
            self.refused[row[0].number] = problem.text


class Inbox:
    """What came, and what of it was kept."""

    def __init__(self, handled=ALL):
        self.known, self.handled_names = {}, handled
        self.runs = 0
        self.kinds = Counter()

    def handled(self):
        """Names of records that are applied."""
        return self.handled_names

    def take(self, header, objects, known):
        """Keep records by their identifiers."""
        held, self.runs = set(), self.runs + 1
        for kind, records in objects:
            if kind not in known:
                held.add(kind)
            for record in records:
                self.kinds[type(record).__name__] += 1
                self.known[record.id] = record
        return held


class Site:
    """Our side with its database: what was not committed is forgotten."""

    def __init__(self, server, inbox=None, peer="ТГ", part=1 << 20):
        client = SoapClient(server.url, requests.Session(), server.user, server.password)
        self.service = EnterpriseService(client, peer, clock=Clock(), part=part)
        self.outbox, self.inbox = Outbox(), inbox or Inbox()
        self.state = State()
        self.notes = []

    def job(self, kill=False):
        """One job: steps until something must be committed; a killed one leaves nothing behind."""
        kept = {key: list(row) for key, row in self.outbox.rows.items()}, replace(self.state), dict(self.inbox.known)
        exchange = Exchange(self.service, self.state, self.outbox, self.inbox, self.service.peer, lambda: NOW)
        try:
            verdict = exchange.run(60)
        finally:
            if kill:
                self.outbox.rows.update(kept[0])
                self.state, self.inbox.known = kept[1], kept[2]
        self.notes += exchange.notes
        return verdict

    def talk(self):
        """Jobs until a whole conversation is over."""
        for _job in range(20):
            if self.job() == DONE:
                return
        raise AssertionError(self.state)
