"""Pack what is known of a person into a ZIP with one JSON file for programs and one XLSX book for people."""

import io
import json
import re
import zipfile
from datetime import date, datetime

from .plain_book import open_book

SHEET_NAME_LENGTH = 31  # Excel's own limit
CELL_LENGTH = 32767


def build_archive(sections, name="personal_data"):
    """Return the bytes of the ZIP for sections: dicts of `name`, `title` and `rows` (dicts of column → value)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.json", build_json(sections))
        archive.writestr(f"{name}.xlsx", build_xlsx(sections))
    return buffer.getvalue()


def build_json(sections):
    data = {section["name"]: section["rows"] for section in sections}
    return json.dumps(data, ensure_ascii=False, indent=2, default=_to_text)


def build_xlsx(sections):
    buffer = io.BytesIO()
    with open_book(buffer) as book:
        header = book.add_format({"bold": True, "bg_color": "#E6EDF5", "bottom": 1})
        used = set()
        for section in sections:
            _write_sheet(book.add_worksheet(_get_sheet_name(section["title"], used)), section["rows"], header)
    return buffer.getvalue()


def _write_sheet(sheet, rows, header):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet.write_row(0, 0, columns, header)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for position, column in enumerate(columns):
            sheet.write(line, position, _to_cell(row.get(column)))
    sheet.autofit()


def _get_sheet_name(title, used):
    """Return a name that Excel takes: short, without its forbidden signs, unique whatever the case."""
    base = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:SHEET_NAME_LENGTH] or "-"
    name, number = base, 1
    while name.lower() in used:
        number += 1
        name = f"{base[: SHEET_NAME_LENGTH - len(str(number)) - 1]} {number}"
    used.add(name.lower())
    return name


def _to_cell(value):
    if value is None or value is False:
        return ""
    return value if isinstance(value, int | float) else _to_text(value)[:CELL_LENGTH]


def _to_text(value):
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
