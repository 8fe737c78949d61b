"""The price list as a PDF, drawn straight on the page.

Flowing text engines hold every cell of the table in memory; here a page is drawn and forgotten. A long list is made in
parts: each part draws whole pages and says how many items it took, so parts can be put one behind another.
"""

import io

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from . import price_pdf_style as style
from .price_list_data import format_price
from .price_pdf_pages import paginate

# Pictures as bytes, not as text: a fifth smaller, and ten times faster (the text form is made letter by letter).
rl_config.useA85 = 0

ARTICLE_WIDTH, UNIT_WIDTH, VAT_WIDTH, PRICE_WIDTH = 25 * mm, 11 * mm, 13 * mm, 25 * mm
HEADING = 46 * mm  # of the first page, above its table


class PriceListPdf:
    """One part of a price list.

    :param first_page: number of its first page; the first one of all carries the heading
    :param above: categories of the last item of the part before
    """

    def __init__(self, heading, layout, first_page=1, above=()):
        style.register_fonts(heading.fonts["regular"], heading.fonts["bold"])
        self.heading, self.layout, self.above = heading, layout, above
        self.page_number = first_page - 1
        self.size = A4
        self.columns = self._get_columns()
        if self.columns["name"][1] < style.LEAST_NAME:
            self.size = landscape(A4)
            self.columns = self._get_columns()
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=self.size, pageCompression=1, invariant=1)
        self.canvas.setTitle(heading.title)
        self.canvas.setAuthor(heading.company)

    def draw(self, items, last=True):
        """Draw the items; unless they are the last ones, only whole pages of them. Return how many were drawn."""
        head = self._get_head_height()
        room = self.size[1] - 2 * style.MARGIN - style.FOOTER - head - 5 * mm
        first_room = room - HEADING if self.page_number == 0 else room
        pages = paginate(items, self.columns["name"][1] - 3 * mm, self.layout, first_room, room, self.above)
        drawn = len(items)
        if not last and len(pages) > 1:
            drawn = pages.pop()[0].index
        for page in pages or [[]]:
            self._draw_page(page, head)
        return drawn

    def get_bytes(self):
        """Finish the part and return it."""
        self.canvas.save()
        return self.buffer.getvalue()

    # === COLUMNS === #

    def _get_columns(self):
        """Return ``{column: (left, width)}``; the name takes what the others leave."""
        layout = self.layout
        widths = {
            "photo": (style.PHOTO + 2 * mm) * layout.photo,
            "article": ARTICLE_WIDTH * (layout.article or layout.barcode),
            "name": 0.0,
            "unit": UNIT_WIDTH * layout.unit,
            "vat": VAT_WIDTH * layout.vat,
            "stores": style.STORE_WIDTH * len(layout.stores),
            "price": PRICE_WIDTH,
        }
        total = self.size[0] - 2 * style.MARGIN
        widths["name"] = total - sum(widths.values())
        columns, left = {}, style.MARGIN
        for name, width in widths.items():
            if width:
                columns[name] = (left, width)
            left += width
        return columns

    def _get_head_height(self):
        """Names of stores stand on end: the heading is as high as the longest, up to a bound."""
        longest = max((stringWidth(store, style.REGULAR, 7) for store in self.layout.stores), default=0)
        return max(style.HEAD, min(longest + 5 * mm, style.STORE_HEAD))

    # === PAGE === #

    def _draw_page(self, rows, head):
        self.page_number += 1
        top = self.size[1] - style.MARGIN
        if self.page_number == 1:
            self._draw_heading(top)
            top -= HEADING
        else:
            self._text(style.MARGIN, top - 2 * mm, f"{self.heading.company} · {self.heading.title}", 7.5, style.MUTED)
        top -= 5 * mm
        self._draw_table_head(top, head)
        for row in rows:
            y = top - head - row.top
            self._draw_band(row, y) if row.item is None else self._draw_item(row, y)
        self._draw_footer()
        self.canvas.showPage()

    def _draw_heading(self, top):
        canvas, heading = self.canvas, self.heading
        left, right = style.MARGIN, self.size[0] - style.MARGIN
        if heading.logo:
            self._image(heading.logo, left, top - 16 * mm, 34 * mm, 16 * mm, anchor="nw")
            left += 38 * mm
        self._text(left, top - 4 * mm, heading.company, 12, style.INK, style.BOLD)
        for number, line in enumerate(heading.lines[:4]):
            self._text(left, top - (8.6 + 3.5 * number) * mm, line, 7.2, style.MUTED)
        if heading.site:
            self._draw_qr(right - 20 * mm, top - 20 * mm, 20 * mm)
            right -= 24 * mm
        canvas.setStrokeColor(style.ACCENT)
        canvas.setLineWidth(1.2)
        canvas.line(style.MARGIN, top - 23 * mm, self.size[0] - style.MARGIN, top - 23 * mm)
        self._text(style.MARGIN, top - 31.5 * mm, heading.title, 19, style.ACCENT, style.BOLD)
        x = style.MARGIN
        for name, value in heading.facts:
            self._text(x, top - 37 * mm, name, 6.8, style.MUTED)
            self._text(x, top - 41 * mm, value, 8.6, style.INK, style.BOLD)
            x += max(canvas.stringWidth(value, style.BOLD, 8.6), canvas.stringWidth(name, style.REGULAR, 6.8)) + 8 * mm
        if heading.note:
            note = style.shorten(heading.note, style.REGULAR, 7.2, self.size[0] - 2 * style.MARGIN)
            self._text(style.MARGIN, top - 45.5 * mm, note, 7.2, style.MUTED)

    def _draw_qr(self, x, y, side):
        widget = QrCodeWidget(self.heading.site, barLevel="M")
        left, bottom, right, top = widget.getBounds()
        drawing = Drawing(side, side, transform=[side / (right - left), 0, 0, side / (top - bottom), 0, 0])
        drawing.add(widget)
        renderPDF.draw(drawing, self.canvas, x, y)

    def _draw_table_head(self, top, height):
        canvas, words = self.canvas, self.layout.words
        canvas.setFillColor(style.ACCENT)
        canvas.rect(style.MARGIN, top - height, self.size[0] - 2 * style.MARGIN, height, stroke=0, fill=1)
        base = top - height + 3.2 * mm
        for column, (left, width) in self.columns.items():
            if column == "stores":
                self._draw_store_names(left, top - height)
            elif column == "price":
                title = f"{words['price']}, {self.layout.currency}"
                self._text_right(left + width - 2 * mm, base, title, 7.6, style.PAPER, style.BOLD)
            elif column != "photo":
                self._text(left + 1.5 * mm, base, words[column], 7.6, style.PAPER, style.BOLD)

    def _draw_store_names(self, left, bottom):
        for number, store in enumerate(self.layout.stores):
            self.canvas.saveState()
            self.canvas.translate(left + style.STORE_WIDTH * (number + 0.5) + 1 * mm, bottom + 2 * mm)
            self.canvas.rotate(90)
            name = style.shorten(store, style.REGULAR, 7, style.STORE_HEAD - 5 * mm)
            self._text(0, 0, name, 7, style.PAPER)
            self.canvas.restoreState()

    def _draw_footer(self):
        y = style.MARGIN
        self.canvas.setStrokeColor(style.LINE)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(style.MARGIN, y + 4 * mm, self.size[0] - style.MARGIN, y + 4 * mm)
        self._text(style.MARGIN, y, self.heading.made, 7, style.MUTED)
        page = f"{self.layout.words['page']} {self.page_number}"
        self._text_right(self.size[0] - style.MARGIN, y, page, 7, style.MUTED)
        if self.layout.stores:
            self._draw_legend(self.size[0] / 2 - 32 * mm, y)

    def _draw_legend(self, x, y):
        for mark in ("plenty", "few", "none"):
            self._draw_mark(mark, x, y + 0.9 * mm)
            self._text(x + 2.2 * mm, y, self.layout.words[mark], 7, style.MUTED)
            x += self.canvas.stringWidth(self.layout.words[mark], style.REGULAR, 7) + 7 * mm

    # === ROWS === #

    def _draw_band(self, row, y):
        width = self.size[0] - 2 * style.MARGIN
        title = f"{row.band} ({self.layout.words['continued']})" if row.continued else row.band
        if row.level == 0:
            self.canvas.setFillColor(style.BAND)
            self.canvas.rect(style.MARGIN, y - row.height, width, row.height, stroke=0, fill=1)
            self._text(style.MARGIN + 2 * mm, y - 5.4 * mm, title, 10, style.ACCENT, style.BOLD)
            return
        indent = style.MARGIN + (2 + 3 * (row.level - 1)) * mm
        self.canvas.setFillColor(style.ACCENT)
        self.canvas.rect(indent, y - 4.9 * mm, 0.9 * mm, 3.4 * mm, stroke=0, fill=1)
        self._text(indent + 2.4 * mm, y - 4.4 * mm, title, 8.4, style.INK, style.BOLD)

    def _draw_item(self, row, y):
        item, middle = row.item, y - row.height / 2
        width = self.size[0] - 2 * style.MARGIN
        if row.odd:
            self.canvas.setFillColor(style.ZEBRA)
            self.canvas.rect(style.MARGIN, y - row.height, width, row.height, stroke=0, fill=1)
        self.canvas.setStrokeColor(style.LINE)
        self.canvas.setLineWidth(0.3)
        self.canvas.line(style.MARGIN, y, style.MARGIN + width, y)
        if item.photo and "photo" in self.columns:
            left = self.columns["photo"][0] + 1 * mm
            self._image(item.photo, left, middle - style.PHOTO / 2, style.PHOTO, style.PHOTO)
        self._draw_codes(item, middle)
        self._draw_name(row, middle)
        for column, value in (("unit", item.unit), ("vat", item.vat)):
            if column in self.columns:
                self._cell(column, middle - 0.9 * mm, value, 7.4, style.INK)
        for number, mark in enumerate(item.marks if "stores" in self.columns else ()):
            self._draw_mark(mark, self.columns["stores"][0] + style.STORE_WIDTH * (number + 0.5), middle)
        self._draw_price(item, middle)

    def _draw_codes(self, item, middle):
        if "article" not in self.columns:
            return
        article, barcode = item.article if self.layout.article else "", item.barcode if self.layout.barcode else ""
        shift = 1.5 * mm if article and barcode else -0.9 * mm
        if article:
            self._cell("article", middle + (0.6 * mm if barcode else -0.9 * mm), article, 7.6, style.INK)
        if barcode:
            self._cell("article", middle - (2.8 * mm if article else -shift), barcode, style.SMALL_SIZE, style.MUTED)

    def _draw_name(self, row, middle):
        left = self.columns["name"][0] + 1.5 * mm
        y = middle + style.LEADING * (len(row.lines) - 1) / 2 - 1 * mm
        for line in row.lines:
            self._text(left, y, line, style.NAME_SIZE, style.INK)
            y -= style.LEADING

    def _draw_price(self, item, middle):
        left, width = self.columns["price"]
        right = left + width - 2 * mm
        text = format_price(item.price)
        if not item.old_price or item.old_price <= item.price:
            self._text_right(right, middle - 1.1 * mm, text, style.PRICE_SIZE, style.INK, style.BOLD)
            return
        old = format_price(item.old_price)
        self._text_right(right, middle + 1.2 * mm, old, style.SMALL_SIZE, style.MUTED)
        length = self.canvas.stringWidth(old, style.REGULAR, style.SMALL_SIZE)
        self.canvas.setStrokeColor(style.MUTED)
        self.canvas.line(right - length, middle + 2 * mm, right, middle + 2 * mm)
        self._text_right(right, middle - 2.6 * mm, text, style.PRICE_SIZE, style.INK, style.BOLD)

    def _draw_mark(self, mark, x, y):
        """A full, a half or an empty circle: it reads on a black and white printer, too."""
        canvas, radius = self.canvas, 1.25 * mm
        colour = {"plenty": style.PLENTY, "few": style.FEW}.get(mark, style.NONE)
        canvas.setStrokeColor(colour)
        canvas.setFillColor(colour)
        canvas.setLineWidth(0.6)
        canvas.circle(x, y, radius, stroke=1, fill=int(mark == "plenty"))
        if mark == "few":
            canvas.wedge(x - radius, y - radius, x + radius, y + radius, 90, 180, stroke=0, fill=1)

    # === BRUSHES === #

    def _cell(self, column, y, text, size, colour):
        left, width = self.columns[column]
        self._text(left + 1.5 * mm, y, style.shorten(text, style.REGULAR, size, width - 2 * mm), size, colour)

    def _text(self, x, y, text, size, colour, font=style.REGULAR):
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def _text_right(self, x, y, text, size, colour, font=style.REGULAR):
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, y, text)

    def _image(self, jpeg, x, y, width, height, anchor="c"):
        self.canvas.drawImage(_Jpeg(jpeg), x, y, width, height, preserveAspectRatio=True, anchor=anchor)


class _Jpeg(ImageReader):
    """A JPEG put into the file as it is; its bytes tell equal pictures, which are stored once."""

    def __init__(self, content):
        super().__init__(io.BytesIO(content))
        self._content = content
        self._dataA = None  # no transparency in a JPEG

    def getRGBData(self):
        return self._content
