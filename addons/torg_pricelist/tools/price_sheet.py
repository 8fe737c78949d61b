"""Price sheets in XLSX: bytes to rows and back."""

import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import xlsxwriter

from .xlsx_table import clean, parse_money, read_table

MAX_PRICE = Decimal("1000000000")

COLUMNS = {
    "article": ("артикул", "код", "article", "sku", "internal reference", "default_code"),
    "barcode": ("штрихкод", "штрих-код", "barcode", "ean", "ean13"),
    "price": ("новая цена", "цена", "new price", "price"),
    "quantity": ("от количества", "количество от", "from quantity", "min quantity"),
}


@dataclass
class SheetRow:
    """One row as written, and what is wrong with it.

    :ivar error: "" or no_product, no_price, bad_price, negative_price, too_precise, too_great, bad_quantity
    """

    number: int
    article: str = ""
    barcode: str = ""
    price: float | None = None
    quantity: float = 0.0
    written_price: str = ""
    error: str = ""


def read_sheet(content):
    """Return the rows of the first sheet as a list of SheetRow. Raises SheetError."""
    return [_read_row(row) for row in read_table(content, COLUMNS, _is_heading)]


def _is_heading(names):
    return "price" in names and not names.isdisjoint(("article", "barcode"))


def _read_row(cells):
    texts = {name: cells.get_text(name) for name in ("article", "barcode")}
    row = SheetRow(cells.number, **texts, written_price=cells.get_text("price"))
    if not (row.article or row.barcode):
        row.error = "no_product"
        return row
    row.price, row.error = parse_price(cells.get("price"))
    if not row.error:
        row.quantity, row.error = _parse_quantity(cells.get("quantity"))
    return row


def parse_price(value):
    """Return ``(price, "")`` or ``(None, error code)``; a price has no parts of a kopeck."""
    try:
        price = parse_money(value)
        if price is None:
            return None, "no_price"
        if isinstance(value, float):
            price = Decimal(repr(value)).quantize(Decimal("0.0000001")).normalize()  # 0.1 + 0.2 of a formula
        return _check_price(price)
    except InvalidOperation:
        return None, "bad_price"


def _check_price(price):
    if not price.is_finite():
        return None, "bad_price"
    if price <= 0:
        return None, "negative_price"
    if price > MAX_PRICE:
        return None, "too_great"
    if price != price.quantize(Decimal("0.01")):
        return None, "too_precise"
    return float(price), ""


def _parse_quantity(value):
    text = clean(value).replace(",", ".")
    try:
        quantity = float(text) if text else 0.0
    except ValueError:
        return 0.0, "bad_quantity"
    return (quantity, "") if 0 <= quantity < 1e9 else (0.0, "bad_quantity")


def write_sheet(header, rows, widths, text_columns=()):
    """Return an XLSX with a heading that stays on the screen.

    :param rows: iterable of tuples
    :param text_columns: indexes of columns that are text even when they look like numbers (articles, barcodes)
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    heading = book.add_format({"bold": True, "bg_color": "#E7E9ED", "border": 1, "border_color": "#C7CBD1"})
    text = book.add_format({"num_format": "@"})
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width, text if index in text_columns else None)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, heading)
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(number, index, value)
    book.close()
    return buffer.getvalue()
