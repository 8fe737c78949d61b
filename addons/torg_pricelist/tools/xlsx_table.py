"""A table in XLSX with a heading that may stand under a title: bytes to rows, whatever the columns mean."""

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import openpyxl

MAX_BYTES = 8 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # a spreadsheet is an archive; a small one may unpack into gigabytes
MAX_ROWS = 50_000
HEADER_ROWS = 20

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


@dataclass(frozen=True)
class TableRow:
    """The cells of one row by the names of their columns.

    :ivar number: as the spreadsheet counts, from 1
    """

    number: int
    cells: tuple
    columns: dict

    def get(self, name):
        """Return a cell as it was written, None where the row or the table does not have it."""
        index = self.columns[name]
        return self.cells[index] if index is not None and index < len(self.cells) else None

    def get_text(self, name):
        """Return a cell as text."""
        return clean(self.get(name))


def read_table(content, spellings, is_heading):
    """Return the rows under the heading of the first sheet, a list of TableRow; empty rows are passed over.

    Raises SheetError.

    :param dict spellings: {column: words that may stand over it, in small letters}
    :param is_heading: whether the names of the columns that a row of words has make it the heading
    """
    if len(content) > MAX_BYTES:
        raise SheetError("too_big", limit=MAX_BYTES // 1024 // 1024)
    try:
        return _read_rows(_open_sheet(content), spellings, is_heading)
    except UNREADABLE as error:
        raise SheetError("not_xlsx") from error


def _open_sheet(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise SheetError("too_big", limit=MAX_BYTES // 1024 // 1024)
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]


def _read_rows(sheet, spellings, is_heading):
    rows, columns = [], None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if columns is None:
            columns = _find_columns(cells, spellings, is_heading)
            if columns is None and number >= HEADER_ROWS:
                break
        elif any(cell not in (None, "") for cell in cells):
            rows.append(TableRow(number, cells, columns))
            if len(rows) > MAX_ROWS:
                raise SheetError("too_many_rows", limit=MAX_ROWS)
    if columns is None:
        raise SheetError("no_header")
    if not rows:
        raise SheetError("empty")
    return rows


def _find_columns(cells, spellings, is_heading):
    """Return ``{column: index or None}`` if these cells are the heading, else None."""
    words = {clean(cell).lower(): index for index, cell in reversed(list(enumerate(cells)))}
    columns = {name: next((words[word] for word in known if word in words), None) for name, known in spellings.items()}
    return columns if is_heading({name for name, index in columns.items() if index is not None}) else None


def clean(value):
    """A cell as text: an article typed as a number has no ``.0``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def parse_money(value):
    """Return a cell with a sum in roubles as Decimal, None when it is empty; raises InvalidOperation."""
    text = re.sub(r"(₽|руб\.?|р\.)$", "", re.sub(r"\s", "", clean(value).lower())).replace(",", ".")
    return Decimal(text) if text else None
