"""Price sheets in XLSX: bytes to rows and back."""

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import ParseError

import openpyxl
import xlsxwriter

MAX_BYTES = 8 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # a spreadsheet is an archive; a small one may unpack into gigabytes
MAX_ROWS = 50_000
MAX_PRICE = Decimal("1000000000")
HEADER_ROWS = 20  # the heading may stand under a title

COLUMNS = {
    "article": ("артикул", "код", "article", "sku", "internal reference", "default_code"),
    "barcode": ("штрихкод", "штрих-код", "barcode", "ean", "ean13"),
    "price": ("новая цена", "цена", "new price", "price"),
    "quantity": ("от количества", "количество от", "from quantity", "min quantity"),
}


# What the readers raise on a file that is no spreadsheet, or a damaged one.
UNREADABLE = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, IndexError, TypeError, AttributeError, OSError, EOFError,
)  # fmt: skip


class SheetError(Exception):
    """The file as a whole cannot be read.

    :ivar code: too_big, not_xlsx, no_header, too_many_rows, empty
    """

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


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
    """Return the rows of the first sheet as a list of SheetRow; rows without anything in them are passed over."""
    if len(content) > MAX_BYTES:
        raise SheetError("too_big", limit=MAX_BYTES // 1024 // 1024)
    try:
        return _read_rows(open_sheet(content))
    except UNREADABLE as error:
        raise SheetError("not_xlsx") from error


def open_sheet(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise SheetError("too_big", limit=MAX_BYTES // 1024 // 1024)
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]


def _read_rows(sheet):
    rows, columns = [], None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if columns is None:
            columns = _find_columns(cells)
            if columns is None and number >= HEADER_ROWS:
                break
        elif any(cell not in (None, "") for cell in cells):
            rows.append(_read_row(number, cells, columns))
            if len(rows) > MAX_ROWS:
                raise SheetError("too_many_rows", limit=MAX_ROWS)
    if columns is None:
        raise SheetError("no_header")
    if not rows:
        raise SheetError("empty")
    return rows


def _find_columns(cells):
    """Return ``{column: index}`` if these cells are a heading, else None."""
    words = {clean(cell).lower(): index for index, cell in reversed(list(enumerate(cells)))}
    columns = {
        name: next((words[word] for word in spellings if word in words), None) for name, spellings in COLUMNS.items()
    }
    found = columns["price"] is not None and (columns["article"] is not None or columns["barcode"] is not None)
    return columns if found else None


def _read_row(number, cells, columns):
    def cell(name):
        index = columns[name]
        return cells[index] if index is not None and index < len(cells) else None

    row = SheetRow(number, clean(cell("article")), clean(cell("barcode")), written_price=clean(cell("price")))
    if not (row.article or row.barcode):
        row.error = "no_product"
        return row
    row.price, row.error = parse_price(cell("price"))
    if not row.error:
        row.quantity, row.error = _parse_quantity(cell("quantity"))
    return row


def parse_price(value):
    """Return ``(price, "")`` or ``(None, error code)``; a price has no parts of a kopeck."""
    text = re.sub(r"(₽|руб\.?|р\.)$", "", re.sub(r"\s", "", clean(value).lower())).replace(",", ".")
    if not text:
        return None, "no_price"
    try:
        price = Decimal(text)
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


def clean(value):
    """A cell as text: an article typed as a number has no ``.0``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


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
