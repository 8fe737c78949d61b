"""Which rows stand on which page: arithmetic, nothing is drawn."""

from dataclasses import dataclass

from . import price_pdf_style as style


@dataclass(slots=True)
class Row:
    """A band of a category or a line of goods, with its place on the page."""

    top: float
    height: float
    band: str = ""
    level: int = 0
    continued: bool = False
    item: object = None
    lines: tuple = ()
    index: int = 0
    odd: bool = False


def paginate(items, name_width, layout, first_room, room, above=()):
    """Return pages as lists of Rows.

    A band is never the last thing on a page; a page that begins inside a category names it again.

    :param first_room: height for rows on the first page; `room` on the others
    :param above: categories of the row before the first one
    """
    pages, page, y = [], [], 0.0
    limit, categories = first_room, tuple(above)
    for index, item in enumerate(items):
        lines = tuple(style.wrap(item.name, style.REGULAR, style.NAME_SIZE, name_width, style.NAME_LINES))
        height = get_row_height(item, lines, layout)
        bands = _get_bands(categories, item.categories, fresh=not page)
        needed = sum(band_height for _band, _level, _continued, band_height in bands) + height
        if page and y + needed > limit:
            pages.append(page)
            page, y, limit = [], 0.0, room
            bands = _get_bands(categories, item.categories, fresh=True)
        for band, level, continued, band_height in bands:
            page.append(Row(y, band_height, band, level, continued, index=index))
            y += band_height
        odd = bool(page) and page[-1].item is not None and not page[-1].odd
        page.append(Row(y, height, item=item, lines=lines, index=index, odd=odd))
        y += height
        categories = item.categories
    return [*pages, page] if page else pages


def get_row_height(item, lines, layout):
    """Return the height of a line of goods."""
    text = len(lines) * style.LEADING + 2.4 * style.mm
    article = (2 * style.LEADING + 2 * style.mm) if layout.barcode and item.barcode else 0
    photo = style.PHOTO + 1.6 * style.mm if layout.photo else 0
    return max(text, article, photo, 6.4 * style.mm)


def _get_bands(former, categories, fresh):
    """Return ``[(name, level, continued, height)]`` of the bands above a row: what differs, or all on a fresh page."""
    same = 0
    while same < len(categories) and same < len(former) and categories[same] == former[same]:
        same += 1
    start = 0 if fresh else same
    if not fresh and same == len(categories) != len(former):
        start = max(same - 1, 0)  # back from a subcategory to its parent: name the parent again
    return [
        (name, level, level < same and len(former) > 0 and fresh, style.LOW_BAND if level else style.TOP_BAND)
        for level, name in enumerate(categories)
        if level >= start
    ]
