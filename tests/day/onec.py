"""The 1C base of the day: keeps stock and orders, pushes figures, takes orders, ships and is paid."""

import pickle
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.commerceml.writer import write_orders
from torg_1c.tools.commerceml.writer_catalogue import write_offers
from torg_1c.tools.records import ABSENT, OfferRec, PaymentRec, ShipmentRec, StockRec, WarehouseRec

from fakes.onec_client import Base, Cut, Refused, Session, push, take_orders

ATTEMPTS = 8
ORDERS = "orders-back.xml"
DONE = "done"  # code of the stage of orders that the customer has
OWN_STORES = {"day-store-1": "Магазин дня на набережной", "day-store-2": "Магазин дня у вокзала"}


class OneC:
    """1C as the day needs it: what it says of stock and money is what its own books hold.

    :param folder: what it pushes
    :param reserves: it tells what is free: without what it holds for orders that it has taken
    :ivar stock: `{(item, characteristic): {warehouse: pieces}}`
    :ivar base: documents it has taken
    :ivar shipped: identifiers of documents that it has shipped
    """

    def __init__(self, wire_of, folder, reserves=True, memory=None, timezone="Europe/Moscow"):
        self._wire_of, self.folder, self.reserves, self.memory = wire_of, Path(folder), reserves, memory
        self._timezone = ZoneInfo(timezone)
        self.base, self.shipped, self.paid, self._number, own = Base(), {}, {}, 0, {}
        if memory and memory.exists():
            known = pickle.loads(memory.read_bytes())  # noqa: S301 - our own
            self.base, self.shipped, self.paid, self._number, own = known
        self.stock = defaultdict(dict)
        self._touched = set()
        self._read_stock()
        for key, places in own.items():
            self.stock[key] |= places

    def now(self):
        """What the clock of 1C shows: it tells times without a zone."""
        return datetime.now(self._timezone).replace(microsecond=0, tzinfo=None)

    def remember(self):
        """Keep the documents for the next day: the other side knows them too."""
        if self.memory:
            own = {key: _leave(places, OWN_STORES) for key, places in self.stock.items()}
            self.memory.write_bytes(pickle.dumps((self.base, self.shipped, self.paid, self._number, own)))

    def _read_stock(self):
        """What the folder tells is free; what is reserved lies there as well."""
        for file in sorted(self.folder.rglob("*.xml")):
            with file.open("rb") as stream:
                for row in read(stream):
                    if type(row).__name__ == "StockRec" and row.warehouse_id:
                        self.stock[row.item_id, row.characteristic_id][row.warehouse_id] = row.quantity or Decimal(0)
        for (key, warehouse), pieces in self._held().items():
            if warehouse in self.stock.get(key, {}):
                self.stock[key][warehouse] += pieces

    # === THE CATALOGUE === #

    def push_everything(self, dialect="ut"):
        """Push the whole folder, as the nightly exchange does."""
        return push(self._wire_of(), self.folder, dialect, pause=0.3)

    def push_stock(self, everything=False):
        """Push figures of what has moved since the last time, or of everything; return how many goods."""
        keys = sorted(self.stock) if everything else sorted(self._touched & self.stock.keys())
        if not keys:
            return 0
        with TemporaryDirectory() as folder:
            held = self._held()
            told = {
                key: {store: pieces - held[key, store] for store, pieces in self.stock[key].items()} for key in keys
            }
            stores = {warehouse for places in told.values() for warehouse in places} & OWN_STORES.keys()
            (Path(folder) / "rests0_1.xml").write_bytes(write_stock(told, self.now(), sorted(stores)))
            push(self._wire_of(), folder, pause=0.3)
        self._touched.clear()
        return len(keys)

    def open_own_stores(self, keys):
        """Put these goods into two warehouses that no file knows: enough for a day, the first of them nearly sold out.

        :return: how many goods
        """
        for place, key in enumerate(sorted(keys)):
            rare = 2 if place == 0 else 60 + place % 40
            self.stock[key] |= {"day-store-1": Decimal(80 + place % 50), "day-store-2": Decimal(rare)}
            self._touched.add(key)
        return len(keys)

    def _held(self):
        """`{((item, characteristic), warehouse): pieces}` that 1C reserves for documents it has not shipped."""
        held = defaultdict(Decimal)
        for document in self.base.orders.values() if self.reserves else ():
            if document.id not in self.shipped and not is_given_up(document) and document.warehouses:
                for line in document.lines:
                    place = (line.item_id, line.characteristic_id), document.warehouses[0].id
                    held[place] += line.quantity * (line.factor or 1)
        return held

    # === ORDERS === #

    def take(self, cuts=None):
        """Take what waits and confirm it, again after every cut; return the documents."""
        for attempt in range(ATTEMPTS):
            try:
                taken = take_orders(self._wire_of(cuts), self.base, twice=attempt == 0)
            except (Cut, OSError):
                continue
            self._touched |= {(line.item_id, line.characteristic_id) for document in taken for line in document.lines}
            return taken
        raise Refused("1C could not take its orders")

    def ship(self, documents):
        """Ship these documents from their warehouses and tell about it."""
        for document in documents:
            warehouse = document.warehouses[0].id
            for line in document.lines:
                places = self.stock.get((line.item_id, line.characteristic_id), {})
                if warehouse in places:
                    places[warehouse] -= line.quantity * (line.factor or 1)
                    self._touched.add((line.item_id, line.characteristic_id))
            self.shipped[document.id] = (self._next("РТ"), self.now())

    def take_back(self, key, warehouse, pieces):
        """Book goods that a customer has brought back to a store."""
        self.stock[key][warehouse] += pieces
        self._touched.add(key)

    def book_what_left(self):
        """Book what stores have handed over by themselves, as the documents say; return these documents."""
        done = [
            document
            for document in self.base.orders.values()
            if document.status_id == DONE and document.id not in self.shipped
        ]
        self.ship(done)
        return done

    def pay(self, documents):
        """Book the whole money of these documents."""
        for document in documents:
            self.paid[document.id] = (self._next("ПКО"), self.now(), document.total)

    def change(self, document):
        """A person in 1C takes one piece off the first line that has several; return whether there was one."""
        document = self.base.orders[document.id]
        for place, line in enumerate(document.lines):
            if line.quantity and line.quantity > 1 and line.item_id:
                less = _with_quantity(line, line.quantity - 1)
                lines = (*document.lines[:place], less, *document.lines[place + 1 :])
                total = document.total - (line.total - less.total)
                self.base.orders[document.id] = replace(document, lines=lines, total=total)
                return True
        return False

    def answer(self, documents):
        """Send these documents back with 1C's numbers, lines, shipments and payments."""
        rows = [self._tell(self.base.orders[document.id]) for document in documents]
        if rows:
            for attempt in range(ATTEMPTS):
                try:
                    session = Session(self._wire_of(), "sale", "ut").open()
                    session.done("file", write_orders(rows, self.now(), "2.08", "utf-8"), filename=ORDERS)
                    return len(rows)
                except (Cut, OSError):
                    if attempt == ATTEMPTS - 1:
                        raise
        return 0

    def _tell(self, document):
        payments = [PaymentRec(*self.paid[document.id])] if document.id in self.paid else ABSENT
        shipments = [ShipmentRec(*self.shipped[document.id])] if document.id in self.shipped else ABSENT
        return replace(
            document, posted=True, date_1c=self.now(), requisites=(), status=ABSENT, status_id=ABSENT,
            payments=payments, shipments=shipments,
        )  # fmt: skip

    def _next(self, letters):
        self._number += 1
        return f"{letters}-{self._number:06}"

    # === WHAT STANDS IN ITS BOOKS === #

    def find_doubled_companies(self):
        """INN and KPP that came under several identifiers."""
        found = defaultdict(set)
        for document in self.base.orders.values():
            for partner in document.partners[:1]:
                if partner.inn:
                    found[partner.inn, partner.kpp or ""].add(partner.id)
        return sorted(key for key, ids in found.items() if len(ids) > 1)

    def documents_by_order(self):
        """`{number people know: [documents]}`; an order of several warehouses has several."""
        found = defaultdict(list)
        for document in self.base.orders.values():
            found[document.master_number or document.number].append(document)
        return found


def is_given_up(document):
    """Whether a document is cancelled or marked for removal: it holds nothing and is never shipped."""
    return document.cancelled is True or document.deleted is True


def _leave(places, names):
    return {name: pieces for name, pieces in places.items() if name in names}


def _with_quantity(line, quantity):
    """The line with another quantity at the same price, taxes recounted in proportion."""
    share = quantity / line.quantity
    kopeck = Decimal("0.01")
    taxes = tuple(replace(tax, amount=(tax.amount * share).quantize(kopeck)) for tax in line.taxes or ())
    discounts = tuple(replace(row, amount=(row.amount * share).quantize(kopeck)) for row in line.discounts or ())
    total = (line.total * share).quantize(kopeck)
    return replace(line, quantity=quantity, total=total, taxes=taxes, discounts=discounts)


def write_stock(rows, formed_at, own_stores=()):
    """Bytes of a message that tells quantities only, and only of these goods, as 1C sends between two exports.

    :param rows: `{(item, characteristic): {warehouse: pieces}}`
    :param formed_at: naive time by 1C's clock
    :param own_stores: keys of `OWN_STORES` that are named in it
    """
    ids = {key: "#".join(filter(None, key)) for key in rows}
    offers = [OfferRec(ids[key], *key, quantity=sum(places.values())) for key, places in rows.items()]
    stock = [
        StockRec(ids[key], *key, store, pieces) for key, places in rows.items() for store, pieces in places.items()
    ]
    stores = [WarehouseRec(key, OWN_STORES[key]) for key in own_stores]
    return write_offers((), stores, offers, (), stock, formed_at, only_changes=True)
