"""A folder of CommerceML files as 1C exports it: what is in it, what of it a day can be played with."""

import hashlib
import shutil
from collections import Counter
from pathlib import Path

from fakes.pure import load
from kit.console import Problem

load("torg_1c")

from torg_1c.tools.commerceml.reader import read  # noqa: E402
from torg_1c.tools.problem import ReadError  # noqa: E402

WORDS = {
    "ItemRec": "goods", "OfferRec": "offers", "PriceRec": "prices", "StockRec": "figures of stock",
    "WarehouseRec": "warehouses", "PriceTypeRec": "kinds of prices", "GroupRec": "groups", "PartnerRec": "partners",
}  # fmt: skip


class Folder:
    """What 1C has to push.

    :ivar files: paths of what is sent, relative
    :ivar left_out: `{path: why}` of files that belong to no export of a catalogue
    :ivar counts: how many records there are of each kind
    :ivar prices: `{(item, characteristic): {price type: price}}`
    :ivar stock: `{(item, characteristic): {warehouse: pieces}}`
    :ivar totals: how many figures of stock name no warehouse
    :raise Problem: there is nothing to sell in it
    """

    def __init__(self, path):
        self.path = Path(path)
        self.files, self.left_out, self.items = [], {}, set()
        self.counts, self.prices, self.stock = Counter(), {}, {}
        self.is_bitrix, self.totals = False, 0
        if not self.path.is_dir():
            raise Problem(f"There is no folder {self.path}.")
        for file in sorted(self.path.rglob("*.xml")):
            self._read(file)
        self._check()

    def _read(self, file):
        name = file.relative_to(self.path).as_posix()
        try:
            with file.open("rb") as stream:
                records = list(read(stream))
        except ReadError as problem:
            self.left_out[name] = problem.text
            return
        kinds = Counter(type(record).__name__ for record in records)
        if kinds["OrderRec"] or kinds.keys() == {"HeaderRec"}:
            self.left_out[name] = f"{kinds['OrderRec']} documents of another site: no orders of this day"
            return
        self.files.append(name)
        self.counts += kinds
        for record in records:
            self._take(record)

    def _take(self, record):
        kind = type(record).__name__
        if kind == "HeaderRec":
            self.is_bitrix |= record.version.startswith("3")
        elif kind == "ItemRec":
            self.items.add(record.item_id)
        elif kind == "PriceRec" and record.price:
            self.prices.setdefault((record.item_id, record.characteristic_id), {})[record.price_type_id] = record.price
        elif kind == "StockRec" and record.warehouse_id:
            key = record.item_id, record.characteristic_id
            self.stock.setdefault(key, {})[record.warehouse_id] = record.quantity or 0
        elif kind == "StockRec":
            self.totals += 1

    def _check(self):
        if self.items:
            return
        found = ", ".join(f"{number} {WORDS[kind]}" for kind, number in self.counts.items() if kind in WORDS)
        why = f"it has {found}" if found else "it has no CommerceML of a catalogue"
        raise Problem(
            f"Nothing can be sold from {self.path}: no file describes goods, {why}. Give the folder of a whole export: "
            "groups and goods (import.xml), prices and stock (offers.xml or prices.xml and rests.xml)."
        )

    # === FOR A PERSON === #

    def explain(self):
        """Sentences: what is in it, what is left out, what it lacks."""
        found = ", ".join(f"{self.counts[kind]} {word}" for kind, word in WORDS.items() if self.counts[kind])
        way = "as the Bitrix module sends them" if self.is_bitrix else "as plain UT does"
        yield f"{len(self.files)} files, {way}: {found}"
        yield from (f"{name} stays at home: {why}" for name, why in self.left_out.items())
        if not self.prices:
            yield "no prices in it"
        if not self.stock:
            told = f", but {self.totals} totals that name no warehouse" if self.totals else ""
            yield f"no stock by warehouses in it{told}"

    @property
    def mark(self):
        """The same for the same goods: by it the base of 1C is known the next day."""
        return hashlib.sha256("\n".join(sorted(self.items)).encode()).hexdigest()[:8]

    # === FOR THE DAY === #

    def copy(self, target):
        """Put what is sent, and the pictures, into another folder; return that."""
        others = [file for file in self.path.rglob("*") if file.is_file() and file.suffix != ".xml"]
        for name in [*self.files, *(file.relative_to(self.path).as_posix() for file in others)]:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path / name, target / name)
        return target

    def find_main_prices(self):
        """`{(item, characteristic): price}` by the kind of prices that most goods have."""
        told = Counter(kind for prices in self.prices.values() for kind in prices)
        main = told.most_common(1)[0][0] if told else None
        return {key: prices[main] for key, prices in self.prices.items() if main in prices}
