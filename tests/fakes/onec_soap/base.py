"""What 1C keeps: objects to send with the number they were last sent in, objects it got, numbers of both sides."""

import io
import uuid
import zipfile
from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml import etree

from ..pure import load

load("torg_1c")

from torg_1c.tools.enterprise.message import Header, write_message  # noqa: E402
from torg_1c.tools.enterprise.names import FORMAT, PLAN, RECEIVED, SENT, choose_version  # noqa: E402
from torg_1c.tools.enterprise.reader import MessageReader  # noqa: E402
from torg_1c.tools.records import OrderRec  # noqa: E402

VERSIONS = ("1.6", "1.7", "1.8", "1.10", "1.11", "1.17")


@dataclass
class Base:
    """A base with one node: the other side.

    :ivar peer: code of the other side, as entered in 1C
    :ivar registered: `{(kind, id): [element as text, number it was last sent in or None]}`, changes not confirmed
    :ivar orders: `{id: OrderRec}` as they came
    :ivar taken: how many times each id was really read
    :ivar refused: numbers of orders that cannot be read: the whole message fails
    """

    code: str = "УТ"
    peer: str = "ТГ"
    plan: str = PLAN
    versions: tuple = VERSIONS
    sent_no: int = 0
    received_no: int = 0
    their_version: str = "1.8"
    registered: dict = field(default_factory=dict)
    orders: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    taken: dict = field(default_factory=dict)
    refused: set = field(default_factory=set)
    greetings: int = 0
    skipped: int = 0
    confirmed: list = field(default_factory=list)
    now: datetime = datetime(2026, 3, 2, 9, 0)

    # === WHAT CHANGES HERE === #

    def register(self, kind, key, body):
        """An object was written: it goes into every message until one with it is confirmed.

        :param body: elements inside it, as text without a namespace
        """
        self.registered[kind, key] = [body, None]

    # === MESSAGES === #

    def make_message(self):
        """The next message: everything that is registered, marked with its number."""
        self.sent_no += 1
        for row in self.registered.values():
            row[1] = self.sent_no
        header = Header(
            plan=self.plan, to=self.peer, sender=self.code, number=self.sent_no, received=self.received_no,
            version=self.their_version, created=self.now, versions=self.versions,
            types={kind: (("*",), ("*",)) for kind in {*RECEIVED, *SENT}},
        )  # fmt: skip
        space = f"{FORMAT}/{self.their_version}"
        body = [_object(space, kind, text) for (kind, _key), (text, _number) in self.registered.items()]
        return write_message(header, body)

    def read_message(self, body):
        """Take a message as 1C does: a number it has is skipped, its header is read all the same.

        :raise ValueError: something in it cannot be read; then nothing of it is kept
        """
        reader = MessageReader(io.BytesIO(body))
        header = reader.header
        if header.to not in ("", self.code) or header.sender != self.peer:
            raise ValueError(f"Не найден узел {header.sender}")
        self._confirm(header.received)
        self.their_version = choose_version(header.versions, self.versions) or self.their_version
        if header.is_greeting:
            self.greetings += 1
        elif header.number <= self.received_no:
            self.skipped += 1
        else:
            self._read_body(reader)
            self.received_no = header.number

    def _confirm(self, received):
        """Changes sent in messages up to that number are known to the other side."""
        for key, (_text, number) in list(self.registered.items()):
            if number is not None and number <= received:
                del self.registered[key]
                self.confirmed.append(key[1])

    def _read_body(self, reader):
        records = [record for _kind, found in reader.objects() for record in found]
        for record in records:
            if isinstance(record, OrderRec) and record.number in self.refused:
                raise ValueError(f"Не удалось записать: Заказ клиента {record.number}")
        for record in records:
            self._take(record)

    def _take(self, record):
        if not isinstance(record, OrderRec):
            self.partners[record.id] = record
            return
        self.taken[record.id] = self.taken.get(record.id, 0) + 1
        known = self.orders.get(record.id)
        number = known.number_1c if known else f"УТ-{len(self.orders) + 1:06}"
        self.orders[record.id] = replace(record, number_1c=number)

    # === DOCUMENTS ON REQUEST === #

    def print_invoice(self, number):
        """A tiny invoice, None where there is no such order."""
        known = any(order.number == number for order in self.orders.values())
        return f"%PDF-1.4 invoice {number}".encode() if known or number.startswith("DEMO") else None


def _object(space, kind, text):
    return etree.fromstring(f'<{kind} xmlns="{space}">{text}</{kind}>')


def zipped(body):
    """Archive as 1C makes it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.xml", body)
    return packed.getvalue()


def unzipped(packed):
    """First entry of an archive."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(archive.namelist()[0])


def new_id():
    """Identifier of a file or an operation."""
    return str(uuid.uuid4())
