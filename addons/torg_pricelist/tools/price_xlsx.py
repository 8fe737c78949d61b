"""The price list as a spreadsheet: written row by row, so its length costs no memory."""

import io

import xlsxwriter

INK, ACCENT, BAND, LINE = "#1F2A37", "#22405F", "#E8EDF3", "#D5DBE3"
WIDTHS = {"article": 16, "barcode": 16, "name": 64, "unit": 8, "vat": 9, "old_price": 14, "price": 14}
STORE_WIDTH = 12


class PriceListXlsx:
    """A workbook with the same rows as the PDF, ready for filters and formulas.

    :param heading, layout: as for the PDF
    """

    def __init__(self, heading, layout):
        self.layout = layout
        self.buffer = io.BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.buffer, options)
        self.book.set_properties({"title": heading.title, "author": heading.company})
        self.formats = self._get_formats()
        self.columns = self._get_columns()
        self.sheet = self.book.add_worksheet(heading.title[:31])
        self.row = 0
        self.categories = ()
        self._prepare_sheet(heading)
        self._write_heading(heading)

    def draw(self, items):
        """Write rows below the former ones."""
        for item in items:
            self._write_bands(item.categories)
            self._write_item(item)

    def get_bytes(self):
        """Finish the workbook and return it."""
        self.sheet.autofilter(self.head, 0, max(self.row - 1, self.head), len(self.columns) - 1)
        self.book.close()
        return self.buffer.getvalue()

    # === SHEET === #

    def _get_formats(self):
        add = self.book.add_format
        cell = {"valign": "vcenter", "bottom": 1, "bottom_color": LINE, "font_color": INK}
        return {
            "company": add({"bold": True, "font_size": 12, "font_color": INK}),
            "title": add({"bold": True, "font_size": 18, "font_color": ACCENT}),
            "muted": add({"font_color": "#6B7683"}),
            "head": add(
                {"bold": True, "font_color": "white", "bg_color": ACCENT, "valign": "vcenter", "text_wrap": True}
            ),
            "band": add({"bold": True, "font_size": 12, "font_color": ACCENT, "bg_color": BAND}),
            "low_band": add({"bold": True, "font_color": INK, "indent": 1}),
            "text": add(cell | {"num_format": "@"}),
            "name": add(cell | {"text_wrap": True}),
            "centre": add(cell | {"align": "center"}),
            "price": add(cell | {"bold": True, "num_format": "#,##0.00"}),
            "old_price": add(cell | {"num_format": "#,##0.00", "font_strikeout": True, "font_color": "#6B7683"}),
        }

    def _get_columns(self):
        """Return ``[(column, title, width, format)]``."""
        layout, words = self.layout, self.layout.words
        wanted = {"article": layout.article, "barcode": layout.barcode, "unit": layout.unit, "vat": layout.vat}
        kinds = {"article": "text", "barcode": "text", "unit": "centre", "vat": "centre", "name": "name"}
        columns = [
            (name, words[name], WIDTHS[name], kinds[name])
            for name in ("article", "barcode", "name", "unit", "vat")
            if wanted.get(name, True)
        ]
        columns += [(number, store, STORE_WIDTH, "centre") for number, store in enumerate(layout.stores)]
        columns.append(("old_price", words["old_price"], WIDTHS["old_price"], "old_price"))
        return [*columns, ("price", f"{words['price']}, {layout.currency}", WIDTHS["price"], "price")]

    def _prepare_sheet(self, heading):
        for index, (_name, _title, width, _kind) in enumerate(self.columns):
            self.sheet.set_column(index, index, width)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        self.sheet.set_footer(f"&L{heading.made.replace('&', '&&')}&R&P / &N")
        self.sheet.outline_settings(True, False, True, False)

    def _write_heading(self, heading):
        facts = " · ".join(f"{name}: {value}" for name, value in heading.facts)
        lines = [
            (heading.company, "company"),
            *((line, "muted") for line in heading.lines),
            (heading.title, "title"),
            *((line, "muted") for line in (facts, heading.note, heading.site) if line),
        ]
        for text, kind in lines:
            self.sheet.write_string(self.row, 0, text, self.formats[kind])
            self.row += 1
        self.head = self.row + 1
        self.sheet.set_row(self.head, 30)
        for index, (_name, title, _width, _kind) in enumerate(self.columns):
            self.sheet.write_string(self.head, index, title, self.formats["head"])
        self.sheet.repeat_rows(self.head)
        self.sheet.freeze_panes(self.head + 1, 0)
        self.row = self.head + 1

    # === ROWS === #

    def _write_bands(self, categories):
        if categories == self.categories:
            return
        same = 0
        while same < min(len(categories), len(self.categories)) and categories[same] == self.categories[same]:
            same += 1
        for level in range(min(same, max(len(categories) - 1, 0)), len(categories)):
            kind = "low_band" if level else "band"
            self.sheet.set_row(self.row, 20 if level == 0 else None, self.formats[kind], {"level": 0})
            self.sheet.write_string(self.row, 0, categories[level], self.formats[kind])
            self.row += 1
        self.categories = categories

    def _write_item(self, item):
        self.sheet.set_row(self.row, None, None, {"level": 1})
        for index, (name, _title, _width, kind) in enumerate(self.columns):
            self._write_cell(index, self._get_value(item, name), self.formats[kind])
        self.row += 1

    def _get_value(self, item, name):
        if isinstance(name, int):
            return self.layout.words[item.marks[name]] if item.marks else ""
        if name == "old_price" and item.old_price <= item.price:
            return None
        return getattr(item, name)

    def _write_cell(self, index, value, cell_format):
        if value is None:
            self.sheet.write_blank(self.row, index, None, cell_format)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, index, value, cell_format)
        else:
            self.sheet.write_number(self.row, index, value, cell_format)
