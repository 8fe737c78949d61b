"""A row of JSON under our names: what is not published stays ABSENT, what is empty in 1C becomes empty."""

from ..records import ABSENT
from ..values import clean, parse_datetime, parse_decimal
from .query import EMPTY


class Row:
    """One row and the names of its table."""

    __slots__ = ("data", "names")

    def __init__(self, data, names):
        self.data, self.names = data, names

    def raw(self, code):
        """Value as 1C sent it."""
        name = self.names.get(code)
        return ABSENT if name is None else self.data.get(name, ABSENT)

    def text(self, code):
        """Text without padding."""
        value = self.raw(code)
        if value is ABSENT:
            return ABSENT
        return "" if value is None else clean(str(value)).strip()

    def key(self, code):
        """Identifier, "" where there is none; ABSENT where the field is not published."""
        value = self.raw(code)
        if value is ABSENT:
            return ABSENT
        return "" if value is None or value == EMPTY else str(value)

    def type(self, code):
        """Table a composite reference leads to, "" where it is not told."""
        name = self.names.get(code)
        told = self.data.get(f"{name}_Type") if name else None
        return (told or "").removeprefix("StandardODATA.")

    def number(self, code):
        """Decimal."""
        value = self.raw(code)
        return value if value is ABSENT or value is None else parse_decimal(str(value))

    def flag(self, code):
        """True, False or None."""
        value = self.raw(code)
        return value if value is ABSENT or value is None else value is True or value == "true"

    def moment(self, code):
        """Naive local time of 1C's server; its empty date is None."""
        value = self.raw(code)
        return value if value is ABSENT or value is None else parse_datetime(str(value))


def rows_of(data, found, part):
    """Rows of a tabular part; ABSENT where it is not published."""
    if part not in found.parts:
        return ABSENT
    name, names = found.parts[part]
    rows = data.get(name)
    return ABSENT if rows is None else [Row(row, names) for row in rows]


def named(told, names):
    """Return ``{name in 1C: value}`` of what is told under our names, as far as the table has it."""
    return {names[code]: value for code, value in told.items() if code in names and value is not None}
