"""Turnover sheets in XLSX: a row is a customer and a month."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from .xlsx_table import clean, parse_money, read_table

COLUMNS = {
    "code": ("код", "код клиента", "code", "reference", "customer code"),
    "vat": ("инн", "vat", "tax id", "inn"),
    "name": ("клиент", "наименование", "контрагент", "customer", "name"),
    "month": ("месяц", "период", "дата", "month", "period", "date"),
    "amount": ("оборот", "сумма", "turnover", "amount", "sum"),
}
WHO = ("code", "vat", "name")
MONTHS = {
    name: number
    for names in (
        "янв фев мар апр ма июн июл авг сен окт ноя дек",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
MAX_AMOUNT = Decimal("1e12")


@dataclass
class TurnoverRow:
    """One row as written, and what is wrong with it.

    :ivar month: any day of the month
    :ivar error: "" or no_customer, no_month, bad_month, no_amount, bad_amount
    """

    number: int
    code: str = ""
    vat: str = ""
    name: str = ""
    month: date | None = None
    amount: float | None = None
    written_month: str = ""
    written_amount: str = ""
    error: str = ""


def read_turnover(content):
    """Return the rows of the first sheet as a list of TurnoverRow. Raises SheetError."""
    return [_read_row(row) for row in read_table(content, COLUMNS, _is_heading)]


def _is_heading(names):
    return {"month", "amount"} <= names and not names.isdisjoint(WHO)


def _read_row(cells):
    row = TurnoverRow(cells.number, **{name: cells.get_text(name) for name in WHO})
    row.written_month, row.written_amount = cells.get_text("month"), cells.get_text("amount")
    if not (row.code or row.vat or row.name):
        row.error = "no_customer"
        return row
    row.month, row.error = parse_month(cells.get("month"))
    if not row.error:
        row.amount, row.error = parse_amount(cells.get("amount"))
    return row


def parse_month(value):
    """Return ``(first day of the month, "")`` or ``(None, error code)``: 11.2025, 2025-11, ноябрь 2025, 30.11.2025."""
    if isinstance(value, datetime | date):
        return date(value.year, value.month, 1), ""
    text = clean(value).lower()
    if not text:
        return None, "no_month"
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    word = re.search(r"[a-zа-яё]{2,}", text)
    if year and word:
        month = next((number for name, number in MONTHS.items() if word[0].startswith(name)), 0)
    else:
        month = _find_month_number(text, year)
    return (date(int(year[0]), month, 1), "") if year and 1 <= month <= 12 else (None, "bad_month")


def _find_month_number(text, year):
    if not year or not re.fullmatch(r"[\d./\-\s]+", text):
        return 0
    before, after = text[: year.start()].strip(" ./-"), text[year.end() :].strip(" ./-")
    numbers = re.findall(r"\d+", after) if after else re.findall(r"\d+", before)[::-1]
    return int(numbers[0]) if numbers else 0


def parse_amount(value):
    """Return ``(sum, "")`` or ``(None, error code)``; a month of returns is below zero."""
    try:
        amount = parse_money(value)
    except InvalidOperation:
        return None, "bad_amount"
    if amount is None:
        return None, "no_amount"
    if not amount.is_finite() or abs(amount) > MAX_AMOUNT:
        return None, "bad_amount"
    return float(amount.quantize(Decimal("0.01"))), ""
