"""Small tables that rows refer to by identifier: read once, when the first row asks."""

from decimal import Decimal

from ..problem import BadValue
from ..records import ABSENT, RefRec, TaxRec, UnitRec
from ..values import VatRate, currency_code, parse_vat, unit_code
from .query import EMPTY, is_guid
from .row import Row

KNOWN_VAT = {"общая": None, "пониженная": "10", "нулевая": "0", "безндс": "Без НДС"}


class Lookups:
    """Names of units, currencies, rates and the like of one base."""

    def __init__(self, client, profile):
        self.client, self.profile = client, profile
        self._tables = {}

    def table(self, code):
        """Identifier → Row of a small table; {} where it is not published."""
        if code not in self._tables:
            found = self.profile.get(code)
            rows = self.client.rows(found.table, select=sorted({*found.fields.values()} - {"Owner"})) if found else ()
            self._tables[code] = {row.key("id"): row for row in (Row(data, found.fields) for data in rows)}
        return self._tables[code]

    def name(self, code, key):
        """Name of a row, "" where nobody knows it."""
        row = self.table(code).get(key)
        return (row.text("name") or "") if row else ""

    def ref(self, code, key):
        """Identifier and name; ABSENT stays absent."""
        if key is ABSENT:
            return ABSENT
        return RefRec(key, self.name(code, key) if key else "")

    def title(self, code, key):
        """Name of what a key leads to; ABSENT stays absent."""
        return key if key is ABSENT else self.name(code, key) if key else ""

    def currency(self, key):
        """Code of the currency, None where nobody tells."""
        row = self.table("currency").get(key) if key else None
        return row and (currency_code(row.text("name") or "") or currency_code(row.text("code") or ""))

    def unit(self, key):
        """UnitRec; ABSENT stays absent."""
        if not key:
            return key if key is ABSENT else ABSENT
        row = self.table("unit").get(key)
        return read_unit(row) if row else UnitRec(id=key)

    def taxes(self, row, code="vat"):
        """VAT of a row: an enumeration, or a table of rates."""
        value = row.text(code)
        if value is ABSENT:
            return ABSENT
        rate = row_rate(self.table("vat").get(value)) if is_guid(value) and value != EMPTY else rate_of(value)
        return (TaxRec(name="НДС", rate=rate, rate_text=value),) if rate else ()


def read_unit(row):
    """UnitRec of a row of the table of units."""
    code, name, word = row.text("code"), row.text("name"), row.text("international")
    return UnitRec(
        id=row.key("id"),
        code=code,
        name=name,
        full_name=row.text("full_name"),
        international=word,
        okei=unit_code(*(text or "" for text in (word, name, code))),
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def rate_of(word):
    """VAT rate of a word of an enumeration: НДС22, НДС20_120, БезНДС; None where it depends on the date."""
    word = word.replace("_", "/") if word else ""
    told = KNOWN_VAT.get(word.casefold(), word)
    try:
        return parse_vat(told) if told else None
    except BadValue:
        return None


def row_rate(row):
    """VAT rate of a row of the table of rates."""
    if row is None:
        return None
    rate = row.number("rate")
    by_name = rate_of(row.text("name") or "")
    return by_name or (VatRate(Decimal(rate)) if rate else None)
