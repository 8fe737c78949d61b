"""The base itself: rows with versions, registers, one node of an exchange plan."""

import base64
import copy
import threading
import uuid
from datetime import datetime

from .condition import compile_condition
from .schema import EMPTY, TABLES

NODE = "7f1c2d9e-0a5b-4f1c-8f7e-5c4b3a291807"
PLAN = "ExchangePlan_Торг"
STOCK, PRICES = "AccumulationRegister_ТоварыНаСкладах", "InformationRegister_ЦеныНоменклатуры"


class Refusal(Exception):
    """1C says no.

    :ivar status: HTTP status
    :ivar code: 1C's number
    """

    def __init__(self, status, code, text):
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


class Base:
    """A base of 1C.

    :param accept_keys: whether a client may choose the key of a new record
    :ivar rows: table → key → row
    :ivar registers: register → list of rows
    :ivar hidden: tables that are not published
    """

    def __init__(self, accept_keys=True, now=None):
        self.accept_keys = accept_keys
        self.now = now or datetime.now
        self.rows = {name: {} for name in TABLES if not _is_register(name)}
        self.registers = {name: [] for name in TABLES if _is_register(name)}
        self.changed = {}  # (table, key) → message it was told in, 0 when it was not yet
        self.hidden, self.refuse_posting, self.versions = set(), "", 0
        self.lock = threading.RLock()
        self.put(PLAN, {"Ref_Key": NODE, "Code": "TORG", "Description": "Торг", "SentNo": 0, "ReceivedNo": 0})

    def copy(self):
        """Another base with the same rows."""
        base = Base(self.accept_keys, self.now)
        base.rows, base.registers = copy.deepcopy(self.rows), copy.deepcopy(self.registers)
        base.changed, base.hidden, base.versions = dict(self.changed), set(self.hidden), self.versions
        return base

    # === RECORDS === #

    def published(self):
        """Tables that can be asked for."""
        return [table for name, table in TABLES.items() if name not in self.hidden]

    def table(self, name):
        """A published table.

        :raise Refusal: there is none of this name
        """
        if name not in TABLES or name in self.hidden:
            raise Refusal(404, 8, f"Тип не найден: {name}")
        return TABLES[name]

    def put(self, name, values, key=None):
        """Create or change a row; return it."""
        with self.lock:
            table = TABLES[name]
            key = key or values.get("Ref_Key") or str(uuid.uuid4())
            row = self.rows[name].get(key) or {**table.blank(), "Ref_Key": key}
            unknown = values.keys() - row.keys() - {f"{part}_Type" for part in row}
            if unknown:
                raise Refusal(400, 3, f"Неизвестное свойство: {', '.join(sorted(unknown))}")
            self.versions += 1
            parts = {part: self._lines(table, part, key, values[part]) for part in table.parts if part in values}
            version = base64.b64encode(self.versions.to_bytes(8, "big")).decode()
            row = {**row, **values, **parts, "Ref_Key": key, "DataVersion": version}
            self.rows[name][key] = row
            self.changed[name, key] = 0
            return row

    def _lines(self, table, part, key, lines):
        blank = {name: EMPTY if kind == "Edm.Guid" else "" for name, kind in table.parts[part].items()}
        numbers = {name: 0 for name, kind in table.parts[part].items() if kind == "Edm.Double"}
        flags = {name: False for name, kind in table.parts[part].items() if kind == "Edm.Boolean"}
        told = enumerate(lines, 1)
        return [{**blank, **numbers, **flags, **line, "Ref_Key": key, "LineNumber": str(place)} for place, line in told]

    def get(self, name, key):
        """A row.

        :raise Refusal: there is none
        """
        self.table(name)
        if key not in self.rows[name]:
            raise Refusal(404, 9, f"Экземпляр не найден: {name}")
        return self.rows[name][key]

    def remove(self, name, key):
        """Delete a row for good."""
        with self.lock:
            del self.rows[name][key]
            self.changed[name, key] = 0

    def create(self, name, values):
        """A new row, as a client sends it; documents get a number of 1C's own."""
        with self.lock:
            self.table(name)
            key = values.get("Ref_Key") if self.accept_keys else None
            if key and key in self.rows[name]:
                raise Refusal(400, 15, "Объект с таким ключом уже существует")
            values = {part: value for part, value in values.items() if part != "Ref_Key"}
            if name.startswith("Document_"):
                values = {"Date": self.now().strftime("%Y-%m-%dT%H:%M:%S"), **values}
                values["Number"] = f"УТ00-{len(self.rows[name]) + 1:06}"
                values["Posted"] = False
            return self.put(name, values, key or str(uuid.uuid4()))

    def change(self, name, key, values, version=""):
        """Change fields of a row.

        :raise Refusal: it has another version by now
        """
        with self.lock:
            row = self.get(name, key)
            if version and row["DataVersion"] != version:
                raise Refusal(412, 14, "Версия объекта не совпадает")
            return self.put(name, values, key)

    def post(self, name, key):
        """Post a document."""
        self.get(name, key)
        if self.refuse_posting:
            raise Refusal(500, -1, self.refuse_posting)
        row = self.put(name, {"Posted": True}, key)
        if name == "Document_УстановкаЦенНоменклатуры":
            for line in row["Товары"]:
                self.set_price(line["Номенклатура_Key"], line["ВидЦены_Key"], line["Цена"], line["Характеристика_Key"])
        return row

    # === REGISTERS === #

    def set_price(self, item, price_type, price, characteristic=EMPTY, currency=EMPTY):
        """A price from now on."""
        row = {"Номенклатура_Key": item, "Характеристика_Key": characteristic, "ВидЦены_Key": price_type, "Цена": price}
        more = {"Упаковка_Key": EMPTY, "Валюта_Key": currency, "Period": self.now().isoformat(timespec="seconds")}
        self._record(PRICES, {**row, **more})

    def move_stock(self, item, warehouse, quantity, characteristic=EMPTY, reserved=0):
        """Goods come or go, or are reserved or let go."""
        row = {"Номенклатура_Key": item, "Характеристика_Key": characteristic, "Склад_Key": warehouse}
        told = {"ВНаличии": quantity, "ВРезервеСоСклада": reserved}
        self._record(STOCK, {**row, **told, "Period": self.now().isoformat(timespec="seconds")})

    def _record(self, name, row):
        with self.lock:
            self.registers[name].append({**row, "LineNumber": len(self.registers[name]) + 1})

    def slice_last(self, name, condition=""):
        """The last price of each kind."""
        dimensions = ("Номенклатура_Key", "Характеристика_Key", "ВидЦены_Key")
        holds = compile_condition(condition) if condition else None
        with self.lock:
            rows = {tuple(row[key] for key in dimensions): row for row in self.registers[name]}
        return [row for row in rows.values() if holds is None or holds(row)]

    def balance(self, name, condition="", dimensions=()):
        """Sums of a register by its dimensions; zeros are left out."""
        holds = compile_condition(condition) if condition else None
        told = TABLES[name].functions["Balance"]
        resources = [key.removesuffix("Balance") for key in told if key.endswith("Balance")]
        keys = [key for key in told if key.endswith("_Key")]
        keys = [key for key in keys if not dimensions or key.removesuffix("_Key") in dimensions]
        sums = {}
        with self.lock:
            rows = list(self.registers[name])
        for row in rows:
            if holds is None or holds(row):
                key = tuple(row[part] for part in keys)
                known = sums.setdefault(key, dict.fromkeys(resources, 0))
                for resource in resources:
                    known[resource] += row[resource]
        return [
            {**dict(zip(keys, key, strict=True)), **{f"{resource}Balance": value for resource, value in known.items()}}
            for key, known in sums.items()
            if any(known.values())
        ]

    # === EXCHANGE PLAN === #

    def select_changes(self, number):
        """Rows to tell in a message: those told in it before, and what changed since."""
        with self.lock:
            told = []
            for place, message in self.changed.items():
                if message in (0, number) and place[0] != PLAN:
                    self.changed[place] = number
                    told.append((*place, self.rows[place[0]].get(place[1])))
            return told

    def notify_received(self, number):
        """The other side has everything up to this message."""
        with self.lock:
            self.changed = {place: told for place, told in self.changed.items() if not 0 < told <= number}
            self.rows[PLAN][NODE] = {**self.rows[PLAN][NODE], "ReceivedNo": number, "SentNo": number}


def _is_register(name):
    return name.startswith(("InformationRegister_", "AccumulationRegister_"))
