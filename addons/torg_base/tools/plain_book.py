"""Spreadsheets in which texts stay texts: a name that begins with "=" is no formula, an address is no link."""

import xlsxwriter

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def open_book(file):
    """Return a new book that is written to `file` when it is closed, as a context manager does."""
    return xlsxwriter.Workbook(file, PLAIN_TEXT)
