"""Bottles, cans and cartons: one outline per shape, one look per label."""

from .canvas import dark, is_dark, light, mirror, mix, smooth
from .emblems import emblem

# Right-hand outlines from the mouth to the base: (half width, y).
OUTLINES = {
    "bordeaux": [(16, 62), (16, 150), (20, 172), (44, 200), (56, 226), (57, 250), (57, 440), (52, 452)],
    "burgundy": [(16, 62), (16, 130), (19, 160), (36, 212), (56, 262), (62, 296), (62, 440), (56, 452)],
    "flute": [(15, 44), (15, 120), (18, 160), (32, 220), (47, 280), (50, 310), (50, 442), (46, 452)],
    "champagne": [(17, 58), (18, 130), (22, 168), (42, 220), (62, 268), (67, 304), (67, 438), (60, 452)],
    "vodka": [(17, 66), (17, 120), (20, 136), (42, 158), (52, 180), (53, 210), (53, 444), (49, 452)],
    "cognac": [(17, 92), (17, 172), (24, 194), (62, 222), (92, 272), (99, 330), (90, 404), (70, 444), (56, 452)],
    "whisky": [(20, 84), (20, 148), (24, 166), (60, 182), (76, 198), (78, 226), (78, 444), (72, 452)],
    "gin": [(21, 104), (21, 168), (26, 184), (62, 208), (82, 240), (85, 272), (85, 436), (76, 452)],
    "liqueur": [(15, 54), (15, 150), (18, 172), (32, 200), (43, 232), (45, 262), (45, 444), (41, 452)],
    "beer": [(15, 72), (15, 140), (19, 166), (36, 208), (50, 246), (52, 276), (52, 442), (47, 452)],
    "lemon": [(14, 84), (15, 150), (24, 198), (44, 248), (50, 292), (46, 344), (50, 396), (50, 442), (45, 452)],
    "pet": [
        (16, 76),
        (17, 104),
        (22, 124),
        (46, 160),
        (56, 200),
        (55, 262),
        (51, 300),
        (56, 340),
        (56, 440),
        (50, 452),
    ],
    "flagon": [(22, 108), (22, 150), (28, 172), (54, 204), (62, 240), (62, 442), (56, 452)],
}
LABELS = {  # where the label sits: top, bottom
    "bordeaux": (268, 402), "burgundy": (296, 416), "flute": (298, 416), "champagne": (300, 418),
    "vodka": (226, 398), "cognac": (262, 386), "whisky": (236, 408), "gin": (258, 402), "liqueur": (256, 404),
    "beer": (280, 400), "lemon": (272, 376), "pet": (206, 296), "flagon": (250, 388),
}  # fmt: skip


WIDE = 1.16  # bottles are drawn a little stouter than life: they stay readable as thumbnails


def outline(canvas, shape):
    """Mask of the bottle."""
    return canvas.polygon(mirror([(width * WIDE, y) for width, y in smooth(OUTLINES[shape])]))


def half_width(shape, y):
    """Half width of the bottle at a height."""
    points = OUTLINES[shape]
    for (w0, y0), (w1, y1) in zip(points, points[1:], strict=False):
        if y0 <= y <= y1:
            return (w0 + (w1 - w0) * (y - y0) / (y1 - y0)) * WIDE
    return points[-1][0] * WIDE


def glass(canvas, shape, color, level=None, liquid=None):
    """The body: coloured glass, or clear glass with a liquid up to the level."""
    body = outline(canvas, shape)
    if level:
        canvas.paint(body, ("h", "#b9c9d4", "#eef5f8", "#dbe7ee", "#a9bcc9"), opacity=0.85)
        poured = canvas.box(0, level, 512, 446, 0)
        canvas.paint(poured, ("h", dark(liquid, 0.28), light(liquid, 0.18), liquid, dark(liquid, 0.32)), body, 0.96)
    else:
        canvas.paint(body, ("h", dark(color, 0.45), color, light(color, 0.12), color, dark(color, 0.5)))
    canvas.paint(canvas.box(0, 444, 512, 470), dark(liquid or color, 0.55), body, 0.35)
    return body


def shine(canvas, shape, body, top, strength=0.34):
    """The long reflection on the left and the thin one on the right."""
    width = half_width(shape, 400)
    left = 256 - width * 0.74
    canvas.paint(canvas.box(left, top, left + width * 0.2, 434, width * 0.1), "#ffffff", body, strength)
    right = 256 + width * 0.78
    canvas.paint(canvas.box(right, top + 24, right + 4, 424, 2), "#ffffff", body, strength * 0.7)


def cap(canvas, shape, color, bottom, extra=2, top=None, ring=None):
    """Capsule, crown or stopper: covers the mouth down to the given height."""
    start = OUTLINES[shape][0]
    width, top = start[0] * WIDE + extra, start[1] - 8 if top is None else top
    fill = ("h", dark(color, 0.4), light(color, 0.25), color, dark(color, 0.42))
    canvas.paint(canvas.box(256 - width, top, 256 + width, bottom, 4), fill)
    if ring:
        canvas.paint(canvas.box(256 - width - 1, bottom - 12, 256 + width + 1, bottom - 7), ring)


def label(canvas, shape, body, look):
    """The paper: brand in letters, an emblem, thin rules; four styles."""
    top, bottom = LABELS[shape]
    paper = look["paper"]
    width = half_width(shape, (top + bottom) / 2)
    if shape == "cognac":
        width = 84
    inset = {"band": -2, "card": width * 0.13, "arch": width * 0.13, "oval": width * 0.08}[look["style"]]
    x0, x1 = 256 - width + inset, 256 + width - inset
    if look["style"] == "oval":
        area = canvas.oval(256, (top + bottom) / 2, (x1 - x0) / 2, (bottom - top) / 2)
    elif look["style"] == "arch":
        area = canvas.box(x0, top, x1, bottom, 7)
        area.paste(255, mask=canvas.oval(256, top + 6, (x1 - x0) / 2 * 0.86, 26))
    else:
        area = canvas.box(x0, top, x1, bottom, 0 if look["style"] == "band" else 6)
    canvas.paint(area, ("h", dark(paper, 0.14), paper, paper, dark(paper, 0.2)), body)
    if look["style"] == "band":
        for y in (top + 5, bottom - 9):
            canvas.paint(canvas.box(0, y, 512, y + 4), look["accent"], body)
    else:
        canvas.paint(canvas.box(x0 + 8, bottom - 13, x1 - 8, bottom - 10), look["accent"], body)
    room = (x1 - x0) - (26 if look["style"] == "oval" else 14)
    _write(canvas, body, look, room, top + (12 if look["style"] == "band" else 6), bottom - 16)


def _write(canvas, body, look, room, top, bottom):
    """Emblem, brand and small words one under another, centred between top and bottom."""
    lines = look["brand"].split("|")
    size = min(28, 1.75 * room / max(len(line) for line in lines) + 2, (bottom - top) * 0.5 / len(lines))
    sign = min(18, (bottom - top) * 0.15)
    words = look.get("small") if bottom - top - len(lines) * size - 2 * sign > 26 else None
    height = 2 * sign + len(lines) * (size + 2) + (22 if words else 6)
    y = top + max(0, (bottom - top - height) / 2) + sign
    emblem(canvas, look["emblem"], 256, y, sign, look["accent"], body)
    y += sign + 4 + size / 2
    for line in lines:
        canvas.text(256, y, line, size, look["ink"], width=room, clip=body)
        y += size + 2
    if words:
        canvas.text(256, y - size / 2 + 10, words, 13, mix(look["ink"], look["paper"], 0.25), "narrow", room, body)


def bottle(canvas, look):
    """A whole bottle of any outline."""
    shape = look["shape"]
    canvas.shadow(256, 454, half_width(shape, 430) * 1.25, 13)
    body = glass(canvas, shape, look["glass"], look.get("level"), look.get("liquid"))
    shine(canvas, shape, body, look.get("level", 0) and look["level"] + 14 or LABELS[shape][0] - 50)
    label(canvas, shape, body, look)
    closures(canvas, shape, look, body)


def closures(canvas, shape, look, body):
    """What the neck wears, by the kind of the bottle."""
    color, accent = look["cap"], look["accent"]
    if shape == "champagne":
        foil = canvas.box(0, 44, 512, 196)
        canvas.paint(canvas.box(236, 46, 276, 70, 10), ("h", dark(color, 0.4), light(color, 0.3), dark(color, 0.4)))
        canvas.paint(foil, ("h", dark(color, 0.45), light(color, 0.3), color, dark(color, 0.45)), body)
        canvas.paint(canvas.box(0, 186, 512, 196), accent, body)
    elif shape in ("bordeaux", "burgundy", "flute"):
        cap(canvas, shape, color, OUTLINES[shape][1][1] - 2, ring=accent)
    elif shape in ("beer", "lemon"):
        cap(canvas, shape, color, OUTLINES[shape][0][1] + 10, extra=5)
        canvas.paint(canvas.box(200, 150, 312, 196), look["paper"], body, 0.9 if shape == "beer" else 0)
    elif shape in ("pet", "flagon"):
        cap(canvas, shape, color, OUTLINES[shape][0][1] + 20, extra=5)
    elif shape in ("whisky", "gin", "cognac"):
        cap(canvas, shape, color, OUTLINES[shape][0][1] + 14, extra=6, top=OUTLINES[shape][0][1] - 32, ring=accent)
    else:
        cap(canvas, shape, color, OUTLINES[shape][0][1] + 36, extra=3, ring=accent)


def can(canvas, look):
    """A half-litre can with the design all over."""
    canvas.shadow(256, 446, 84, 13)
    paper, accent = look["paper"], look["accent"]
    body = canvas.polygon(mirror(smooth([(52, 92), (66, 112), (70, 128), (70, 416), (64, 436), (54, 446)])))
    metal = ("h", "#8d98a3", "#f1f4f6", "#c9d1d7", "#7f8a95")
    canvas.paint(body, metal)
    canvas.paint(
        canvas.box(0, 122, 512, 422), ("h", dark(paper, 0.35), light(paper, 0.1), paper, dark(paper, 0.4)), body
    )
    canvas.paint(canvas.polygon([(180, 340), (340, 290), (340, 380), (180, 422)]), accent, body, 0.9)
    canvas.paint(canvas.oval(256, 92, 52, 9), "#dfe5e9")
    canvas.paint(canvas.oval(256, 93, 42, 6), "#a9b3bb")
    emblem(canvas, look["emblem"], 256, 180, 30, look["ink"], body)
    lines = look["brand"].split("|")
    for row, line in enumerate(lines):
        canvas.text(256, 240 + row * 28, line, 27, look["ink"], "sans", 112, body)
    small = "#ffffff" if is_dark(accent) else "#2b2320"
    canvas.text(256, 358, look["small"], 15, small, "narrow", 110, body)
    canvas.paint(canvas.box(200, 120, 216, 430, 8), "#ffffff", body, 0.32)


def carton(canvas, look):
    """A carton of juice with a gable top."""
    canvas.shadow(262, 450, 92, 13)
    paper, accent = look["paper"], look["accent"]
    canvas.paint(canvas.polygon([(178, 176), (300, 176), (300, 452), (178, 452)]), ("v", light(paper, 0.12), paper))
    canvas.paint(canvas.polygon([(300, 176), (344, 160), (344, 436), (300, 452)]), dark(paper, 0.25))
    canvas.paint(canvas.polygon([(178, 176), (200, 116), (318, 116), (300, 176)]), light(paper, 0.3))
    canvas.paint(canvas.polygon([(300, 176), (318, 116), (344, 160)]), dark(paper, 0.12))
    canvas.paint(canvas.box(198, 92, 320, 118, 3), ("v", light(paper, 0.4), light(paper, 0.1)))
    canvas.paint(canvas.box(236, 134, 268, 156, 6), "#fbfbfb")
    canvas.paint(canvas.oval(239, 372, 48, 52), "#fffaf0")
    emblem(canvas, look["emblem"], 239, 374, 34, accent)
    ink = "#ffffff" if is_dark(paper) else "#2b2320"
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(239, 216 + row * 30, line, 27, ink, "serif", 112)
    canvas.text(239, 288, look["small"], 16, ink, "narrow", 108)


def jug(canvas, look):
    """A five-litre water bottle with a handle."""
    canvas.shadow(256, 452, 112, 14)
    color = look["liquid"]
    body = canvas.polygon(
        mirror(
            smooth(
                [(26, 104), (28, 124), (70, 152), (98, 190), (100, 250), (94, 290), (100, 330), (100, 432), (90, 452)]
            )
        )
    )
    canvas.paint(body, ("h", dark(color, 0.1), light(color, 0.66), light(color, 0.4), dark(color, 0.14)), opacity=0.95)
    canvas.paint(
        canvas.box(0, 236, 512, 356), ("h", dark(look["paper"], 0.2), look["paper"], dark(look["paper"], 0.22)), body
    )
    emblem(canvas, look["emblem"], 256, 268, 22, look["accent"], body)
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(256, 304 + row * 26, line, 24, look["ink"], "serif", 170, body)
    canvas.paint(
        canvas.box(226, 78, 286, 112, 6), ("h", dark(look["cap"], 0.3), light(look["cap"], 0.3), dark(look["cap"], 0.3))
    )
    canvas.paint(canvas.arc(256, 128, 74, 54, 200, 340, 12), dark(look["cap"], 0.1))
    canvas.paint(canvas.box(174, 176, 190, 430, 8), "#ffffff", body, 0.4)


def keg(canvas, look):
    """A steel keg."""
    canvas.shadow(256, 452, 120, 15)
    steel = ("h", "#77828c", "#eef2f4", "#b9c3ca", "#6c7680")
    for y0, y1, width in ((112, 170, 84), (398, 450, 84)):
        canvas.paint(canvas.box(256 - width, y0, 256 + width, y1, 10), steel)
    canvas.paint(canvas.box(150, 142, 362, 424, 44), steel)
    for y in (214, 350):
        canvas.paint(canvas.box(146, y, 366, y + 12, 6), ("h", "#68727b", "#dfe5e9", "#98a3ab", "#5f6972"))
    canvas.paint(canvas.box(184, 128, 222, 142, 6), "#4a535b")
    canvas.paint(canvas.box(290, 128, 328, 142, 6), "#4a535b")
    canvas.paint(canvas.oval(256, 288, 58, 50), look["paper"])
    emblem(canvas, look["emblem"], 256, 270, 20, look["accent"])
    canvas.text(256, 306, look["small"], 20, look["ink"], "serif", 96)
