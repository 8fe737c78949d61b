"""Measures, colours and fonts of the printed price list."""

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont

INK = HexColor("#1F2A37")
MUTED = HexColor("#6B7683")
ACCENT = HexColor("#22405F")
BAND = HexColor("#E8EDF3")
ZEBRA = HexColor("#F7F9FB")
LINE = HexColor("#D5DBE3")
PAPER = HexColor("#FFFFFF")
PLENTY, FEW, NONE = HexColor("#2E9E5B"), HexColor("#E0A100"), HexColor("#B8C0CA")

REGULAR, BOLD = "TorgRegular", "TorgBold"

MARGIN = 12 * mm
FOOTER = 9 * mm
HEAD = 9 * mm  # heading of the table
STORE_HEAD = 24 * mm  # the same with names of stores on end
TOP_BAND, LOW_BAND = 8 * mm, 6.2 * mm  # a category of the first level, and below
PHOTO = 14 * mm
LEADING = 3.6 * mm
NAME_SIZE, SMALL_SIZE, PRICE_SIZE = 8.2, 6.8, 9
NAME_LINES = 3
STORE_WIDTH = 6.5 * mm
LEAST_NAME = 52 * mm  # a narrower column of names turns the sheet


def register_fonts(regular, bold):
    """Make the TrueType files known under our names; they are embedded as subsets with a map back to Unicode."""
    if REGULAR not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(REGULAR, regular))
        pdfmetrics.registerFont(TTFont(BOLD, bold))


def wrap(text, font, size, width, limit):
    """Return the text as at most `limit` lines; what does not fit ends in an ellipsis."""
    lines, words = [], text.split()
    while words and len(lines) < limit:
        line, words = _take_line(words, font, size, width)
        lines.append(line)
    if words:
        lines[-1] = shorten(" ".join([lines[-1], *words]), font, size, width)
    return lines or [""]


def _take_line(words, font, size, width):
    line = words[0]
    if stringWidth(line, font, size) > width:  # one long word is cut
        length = len(line)
        while length > 1 and stringWidth(line[:length], font, size) > width:
            length -= 1
        return line[:length], [line[length:], *words[1:]]
    for count, word in enumerate(words[1:], start=1):
        longer = f"{line} {word}"
        if stringWidth(longer, font, size) > width:
            return line, words[count:]
        line = longer
    return line, []


def shorten(text, font, size, width):
    """Return the text, or its beginning with an ellipsis, not wider than `width`."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
