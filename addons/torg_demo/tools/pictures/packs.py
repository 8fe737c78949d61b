"""Boxes, bars and packs of sweets."""

from .canvas import dark, is_dark, light, mix, smooth


def box_round(canvas, look):
    """A gift box of chocolates, its lid beside."""
    color, trim = look["c1"], look["c2"]
    canvas.shadow(256, 428, 190, 18)
    lid = canvas.turned(canvas.box(96, 92, 330, 300, 18), 8)
    canvas.paint(lid, ("v", light(color, 0.15), dark(color, 0.15)))
    frame = canvas.turned(canvas.box(112, 108, 314, 284, 12), 8)
    canvas.paint(frame, trim, opacity=0.9)
    canvas.paint(canvas.turned(canvas.box(116, 112, 310, 280, 10), 8), color)
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(196, 150 + row * 30, line, 29, trim, width=168)
    canvas.paint(canvas.box(100, 214, 424, 428, 18), ("v", mix(color, "#000000", 0.1), dark(color, 0.35)))
    canvas.paint(canvas.box(112, 226, 412, 412, 12), ("v", light(trim, 0.5), light(trim, 0.2)))
    cocoa = ("#5a3020", "#3a1d14", "#7a4527", "#f3e3cc")
    for index in range(12):
        x, y = 150 + index % 4 * 71, 262 + index // 4 * 57
        tone = cocoa[(index * 3 + index // 4) % 4]
        canvas.paint(canvas.oval(x, y + 3, 27, 22), dark(trim, 0.35), opacity=0.5)
        shape = canvas.oval(x, y, 25, 21) if index % 3 else canvas.box(x - 23, y - 20, x + 23, y + 20, 7)
        canvas.paint(shape, ("v", light(tone, 0.22), tone, dark(tone, 0.3)))
        canvas.paint(canvas.line(smooth([(x - 12, y - 4), (x, y - 11), (x + 12, y - 3)]), 4), light(tone, 0.4))


def box_square(canvas, look):
    """A cardboard box with a window strip."""
    color, trim = look["c1"], look["c2"]
    canvas.shadow(262, 424, 176, 18)
    canvas.paint(canvas.polygon([(88, 190), (360, 190), (424, 146), (158, 146)]), light(color, 0.25))
    canvas.paint(canvas.polygon([(360, 190), (424, 146), (424, 376), (360, 424)]), dark(color, 0.35))
    canvas.paint(
        canvas.polygon([(88, 190), (360, 190), (360, 424), (88, 424)]), ("v", light(color, 0.08), dark(color, 0.12))
    )
    canvas.paint(canvas.box(88, 336, 360, 400), trim)
    for index in range(6):
        canvas.paint(canvas.polygon([(104 + index * 42, 386), (124 + index * 42, 350), (144 + index * 42, 386)]), color)
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(224, 246 + row * 38, line, 36, trim, width=244)


def candy(canvas, look):
    """Three wrapped sweets."""
    for x, y, angle, size in ((168, 190, 24, 0.86), (344, 214, -18, 0.86), (254, 340, 6, 1.15)):
        _wrapped(canvas, x, y, angle, size, look["c1"], look["c2"])


def _wrapped(canvas, x, y, angle, size, color, trim):
    canvas.shadow(x, y + 62 * size, 108 * size, 10)
    for side in (-1, 1):
        fan = [
            (x + side * 52 * size, y),
            (x + side * 128 * size, y - 52 * size),
            (x + side * 112 * size, y),
            (x + side * 128 * size, y + 52 * size),
        ]
        canvas.paint(canvas.turned(canvas.polygon(fan), angle, x, y), ("h", light(color, 0.3), color))
    body = canvas.turned(canvas.box(x - 72 * size, y - 46 * size, x + 72 * size, y + 46 * size, 24 * size), angle, x, y)
    canvas.paint(body, ("v", light(color, 0.35), color, dark(color, 0.28)))
    band = canvas.turned(canvas.box(x - 26 * size, y - 50 * size, x + 26 * size, y + 50 * size), angle, x, y)
    canvas.paint(band, trim, body)
    mark = canvas.oval(x, y, 15 * size)
    canvas.paint(mark, color)
    gloss = canvas.turned(canvas.box(x - 58 * size, y - 34 * size, x + 58 * size, y - 24 * size, 5), angle, x, y)
    canvas.paint(gloss, "#ffffff", opacity=0.45)


def bar(canvas, look):
    """A chocolate bar, unwrapped at the top."""
    color, trim = look["c1"], look["c2"]
    canvas.shadow(256, 452, 112, 13)
    canvas.paint(canvas.box(166, 62, 346, 440, 8), ("h", "#4a271a", "#6b3b27", "#4a271a"))
    for row in range(3):
        for column in range(3):
            x, y = 172 + column * 58, 70 + row * 44
            canvas.paint(canvas.box(x, y, x + 51, y + 37, 5), ("v", "#8a5138", "#5a3020"))
    foil = [
        (156, 190),
        (176, 168),
        (200, 186),
        (224, 166),
        (250, 186),
        (276, 166),
        (304, 186),
        (330, 168),
        (356, 190),
        (356, 214),
        (156, 214),
    ]
    canvas.paint(canvas.polygon(foil), ("h", "#aab4bd", "#f4f7f9", "#b8c2ca"))
    canvas.paint(
        canvas.box(156, 208, 356, 452, 6), ("h", dark(color, 0.25), light(color, 0.12), color, dark(color, 0.28))
    )
    canvas.paint(canvas.box(156, 398, 356, 432), trim)
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(256, 266 + row * 36, line, 34, trim, width=176)
    canvas.text(256, 354, look["small"], 20, trim, "narrow", 176)


def pack(canvas, look):
    """A soft pack with biscuits in front."""
    color, trim = look["c1"], look["c2"]
    canvas.shadow(256, 446, 150, 16)
    edge = [(136 + step * 12, 84 + (8 if step % 2 else 0)) for step in range(21)]
    canvas.paint(
        canvas.polygon([*edge, (382, 104), (372, 440), (140, 440), (130, 104)]),
        ("h", dark(color, 0.25), light(color, 0.2), color, dark(color, 0.3)),
    )
    canvas.paint(canvas.box(138, 100, 374, 112), dark(color, 0.4), opacity=0.5)
    canvas.paint(canvas.oval(256, 206, 98, 72), trim)
    ink = dark(color, 0.25) if not is_dark(trim) else "#ffffff"
    lines = look["brand"].split("|")
    for row, line in enumerate(lines):
        canvas.text(256, 206 + (row - (len(lines) - 1) / 2) * 34, line, 33, ink, width=172)
    for x, y in ((190, 372), (318, 376), (254, 344)):
        _biscuit(canvas, x, y, 62)


def _biscuit(canvas, x, y, radius, color="#d9a05a"):
    canvas.paint(canvas.oval(x, y + 5, radius), dark(color, 0.5), opacity=0.55)
    canvas.paint(canvas.oval(x, y, radius), ("v", light(color, 0.25), color, dark(color, 0.18)))
    canvas.paint(canvas.arc(x, y, radius * 0.84, radius * 0.84, 0, 360, 3), dark(color, 0.22), opacity=0.6)
    for dx, dy in ((-0.4, -0.25), (0.1, -0.45), (0.42, 0), (-0.1, 0.1), (-0.45, 0.3), (0.2, 0.48)):
        canvas.paint(canvas.oval(x + dx * radius, y + dy * radius, radius * 0.085), dark(color, 0.55))
