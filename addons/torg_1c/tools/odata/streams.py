"""The five streams: what each of them reads, in which order."""

from dataclasses import replace
from decimal import Decimal

from ..records import ABSENT, BalanceRec, filled
from . import rows_catalogue as catalogue
from . import rows_orders as orders
from . import rows_retail as retail
from . import rows_settlements as settlements
from . import rows_stock as stock
from .lookups import read_unit
from .row import Row, rows_of
from .steps import Slices, Versioned, Whole, since
from .streams_people import by_keys, find_companies, find_holdings, read_company, read_person

REST = 600  # seconds between two readings of tables that are read whole
GROUPS_REST = 60

# === CATALOGUE === #


def _groups(rows, pull):
    folders = [catalogue.read_folder(row) for row in rows]
    return [(group.id, group) for group in catalogue.sort_groups(folders)]


class Folders(Whole):
    """Folders of a table of items: the same table, another condition."""

    def records(self, pull):
        """Yield groups that changed."""
        found = pull.profile.get(self.code)
        if "folder" not in found.fields:
            return
        narrow = _Only(pull, found, f"{found.fields['folder']} eq true")
        yield from super().records(narrow)


class _Only:
    """A pull that reads only some rows of one table, and remembers them apart."""

    def __init__(self, pull, found, where):
        self.profile, self.client, self._pull, self._where = pull.profile, self, pull, where

    def rows(self, table, order):
        """Rows of the condition."""
        return self._pull.client.rows(table, order, where=self._where)

    def memory(self, name):
        """Memory of the folders."""
        return self._pull.memory(f"{name}:folders")


def _not_folders(code):
    def where(pull):
        name = pull.profile.get(code).fields.get("folder")
        return f"{name} eq false" if name else ""

    return where


def _units(rows, pull):
    return [(row.key("id"), read_unit(row)) for row in rows if not row.key("owner")]


def _kinds(rows, pull):
    return [(row.key("id"), catalogue.read_category(row)) for row in rows]


def _properties(rows, pull):
    variants = {}
    for key, row in pull.lookups.table("property_value").items():
        if not row.flag("folder"):
            variants.setdefault(row.key("owner"), []).append((key, row.text("name") or ""))
    return [(row.key("id"), catalogue.read_property(row, variants.get(row.key("id"), ()))) for row in rows]


def _item(row, pull, known, more):
    return catalogue.read_item(row, pull.profile.get("item"), pull.lookups)


def _characteristic(row, pull, known, more):
    return catalogue.read_characteristic(row)


def _barcodes(rows, pull):
    told = {}
    for row in rows:
        if row.key("item") and row.text("barcode"):
            key = (row.key("item"), row.key("characteristic") or "")
            told.setdefault(key, set()).add(row.text("barcode"))
    return [("#".join(key), catalogue.read_barcodes(*key, tuple(sorted(codes)))) for key, codes in told.items()]


# === PRICES AND STOCK === #


def _price_types(rows, pull):
    return [(row.key("id"), stock.read_price_type(row, pull.lookups)) for row in rows]


def _warehouses(rows, pull):
    found = pull.profile.get("warehouse")
    return [(row.key("id"), stock.read_warehouse(row, found)) for row in rows if not row.flag("folder")]


def _price(pull, key, row, part):
    if row is None:
        gone = {"item": key[0], "characteristic": key[1], "price_type": part, "price": None}
        row = Row(gone, {name: name for name in gone})
    return [*_pair(pull, key), stock.read_price(row, pull.lookups)]


def _quantity(pull, key, row, part):
    quantity, reserved = (row.number(name) if row else 0 for name in ("quantity", "reserved"))
    if "reserved" not in pull.profile.get("stock").fields:
        reserved = ABSENT
    return [*_pair(pull, key), stock.read_stock(*key, part, quantity, reserved)]


def _pair(pull, key):
    """The offer before its first price or quantity: characteristics of a kind of items are met nowhere else."""
    if not key[1] or not pull.memory("pairs").note("#".join(key)):
        return []
    return [stock.read_pair(*key, pull.lookups.name("characteristic", key[1]))]


# === PARTNERS === #


def _contract(row, pull, known, more):
    return settlements.read_contract(row, pull.lookups)


def _agreement(row, pull, known, more):
    return settlements.read_agreement(row, pull.profile.get("agreement"), pull.lookups)


def _balances(rows, pull):
    analytics, found = {}, pull.profile.get("analytics")
    keys = sorted({row.key("analytics") for row in rows if row.key("analytics")})
    if found:
        analytics = {row.key("id"): row for row in by_keys(pull, found, "id", keys)}
    return _summed([settlements.read_balance(row, pull.lookups, analytics) for row in rows])


def _summed(balances):
    """One balance of each key: registers tell debts by document."""
    told = {}
    for balance in balances:
        known = told.get(balance.id)
        told[balance.id] = balance if known is None else _add(known, balance)
    return list(told.items())


def _add(known, balance):
    return replace(known, amount=known.amount + balance.amount)


class Balances(Whole):
    """A register of debts: what is not in it any more is paid."""

    def records(self, pull):
        """Yield balances that changed."""
        found = pull.profile.get(self.code)
        yield from super().records(_Function(pull, found))

    def vanished(self, key):
        """Nothing is owed any more."""
        partner, company, contract, organisation, _currency = key.split("#")
        parties = {"partner_id": company, "holding_id": partner, "contract_id": contract}
        return [BalanceRec(key, **parties, organisation_id=organisation, amount=Decimal(0))]


class _Function:
    """A pull that reads the rows of a register's function in place of its table."""

    def __init__(self, pull, found):
        self.profile, self.client, self.lookups, self._pull, self._found = pull.profile, self, pull.lookups, pull, found

    def rows(self, table, order, **options):
        """Rows of the function, or of another table."""
        client, found = self._pull.client, self._found
        if table != found.table:
            return client.rows(table, order, **options)
        names = [
            found.fields[code] for code in ("analytics", "company", "contract", "currency") if code in found.fields
        ]
        told = ",".join(name.removesuffix("_Key") for name in names)
        return client.rows(f"{table}/{found.function}(Dimensions='{told}')", names)

    def memory(self, name):
        """Memory of the balances."""
        return self._pull.memory(name)


# === ORDERS === #


def _order(row, pull, known, more):
    return orders.read_order(row, pull.profile.get("order"), pull.lookups)


def _payment(code, operation):
    def read(row, pull, known, more):
        return orders.read_payments(row, pull.profile.get(code), operation, known)

    return read


def _shipment(row, pull, known, more):
    return orders.read_shipments(row, pull.profile.get("shipment"), pull.lookups, known)


def _orders_of_shipments(pull, rows):
    """Shipments that a page of returns names → the order of each that is of one order."""
    back, found = pull.profile.get("goods_back"), pull.profile.get("shipment")
    named = [line for row in rows for line in (row, *filled(rows_of(row.data, back, "lines"), ()))]
    keys = sorted({key for key in map(orders.shipment_of, named) if key})
    if not (found and keys):
        return {}
    told = {row.key("id"): orders.orders_of(row, found) for row in by_keys(pull, found, "id", keys)}
    return {key: known[0] for key, known in told.items() if len(known) == 1}


def _goods_back(row, pull, known, more):
    return orders.read_returns(row, pull.profile.get("goods_back"), pull.lookups, more, known)


def _retail_report(row, pull, known, more):
    return retail.read_report(row, pull.profile.get("retail_report"), pull.lookups, known)


def _documents(code, section, reader, prepare=None):
    """Documents of the window: of the last months, for years of them never change."""
    return Versioned(code, section, reader, where=since(code), prepare=prepare, window=True)


STEPS = {
    "catalogue": [
        Whole("unit", "classifier", _units, REST),
        Folders("item", "classifier", _groups, GROUPS_REST),
        Whole("item_kind", "classifier", _kinds, REST),
        Whole("property", "classifier", _properties, REST),
        Versioned("item", "catalog", _item, "item", _not_folders("item")),
        Versioned("characteristic", "offers", _characteristic),
        Whole("barcode", "offers", _barcodes, REST),
    ],
    "prices": [
        Whole("price_type", "offers", _price_types),
        Slices("price", "price_type", "price_type", "price", "offers", _price),
    ],
    "stock": [
        Whole("warehouse", "offers", _warehouses),
        Slices("stock", "warehouse", "warehouse", "quantity", "offers", _quantity),
    ],
    "partners": [
        Versioned("company", "partners", read_company, "partner", _not_folders("company"), find_holdings),
        Versioned("person", "partners", read_person, prepare=find_companies),
        Versioned("contract", "partners", _contract),
        Versioned("agreement", "partners", _agreement),
        Balances("balance", "partners", _balances),
    ],
    "orders": [
        _documents("order", "documents", _order),
        _documents("bank_payment", "documents", _payment("bank_payment", "Выплата безналичных денег")),
        _documents("cash_payment", "documents", _payment("cash_payment", "Выплата наличных денег")),
        _documents("shipment", "documents", _shipment),
        _documents("goods_back", "documents", _goods_back, _orders_of_shipments),
        _documents("retail_report", "documents", _retail_report),
    ],
}
