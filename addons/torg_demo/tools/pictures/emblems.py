"""Small signs for labels, each a list of masks around a point."""

from .canvas import smooth


def emblem(canvas, kind, x, y, size, color, clip=None):
    """Paint a sign of this kind."""
    for mask in SIGNS[kind](canvas, x, y, size):
        canvas.paint(mask, color, clip)


def _around(x, y, size, *points):
    """Points given in shares of the size."""
    return [(x + dx * size, y + dy * size) for dx, dy in points]


def _grape(canvas, x, y, size):
    for row, count in enumerate((3, 2, 1)):
        for column in range(count):
            offset = (column - (count - 1) / 2) * size * 0.52
            yield canvas.oval(x + offset, y - size * 0.3 + row * size * 0.44, size * 0.25)
    yield canvas.line(_around(x, y, size, (0, -0.55), (0.22, -0.85)), size * 0.1)


def _mountain(canvas, x, y, size):
    yield canvas.polygon(_around(x, y, size, (-1, 0.6), (-0.25, -0.7), (0.3, 0.6)))
    yield canvas.polygon(_around(x, y, size, (0, 0.6), (0.5, -0.25), (1, 0.6)))


def _sun(canvas, x, y, size):
    yield canvas.oval(x, y, size * 0.42)
    ray = canvas.box(x - size * 0.05, y - size * 0.85, x + size * 0.05, y - size * 0.56, 1)
    for turn in range(0, 360, 45):
        yield canvas.turned(ray, turn, x, y)


def _moon(canvas, x, y, size):
    crescent = canvas.oval(x, y, size * 0.62)
    crescent.paste(0, mask=canvas.oval(x + size * 0.26, y - size * 0.14, size * 0.52))
    yield crescent


def _ship(canvas, x, y, size):
    yield canvas.polygon(_around(x, y, size, (-0.8, 0.25), (0.8, 0.25), (0.5, 0.65), (-0.5, 0.65)))
    yield canvas.polygon(_around(x, y, size, (-0.05, -0.85), (-0.05, 0.12), (-0.62, 0.12)))
    yield canvas.polygon(_around(x, y, size, (0.07, -0.65), (0.07, 0.12), (0.52, 0.12)))


def _lighthouse(canvas, x, y, size):
    for step in (-1, 0, 1):
        left, tall = step * 0.62, 0.95 if step == 0 else 0.65
        tower = ((left - 0.16, 0.7), (left - 0.09, 0.7 - tall), (left + 0.09, 0.7 - tall), (left + 0.16, 0.7))
        yield canvas.polygon(_around(x, y, size, *tower))
        yield canvas.oval(x + left * size, y + (0.64 - tall) * size, size * 0.13)


def _leaf(canvas, x, y, size):
    edge = ((-0.7, 0.6), (-0.5, -0.3), (0.7, -0.75), (0.45, 0.3), (-0.7, 0.6))
    yield canvas.polygon(smooth(_around(x, y, size, *edge)))


def _castle(canvas, x, y, size):
    yield canvas.box(x - size * 0.75, y - size * 0.1, x + size * 0.75, y + size * 0.6)
    for shift in (-0.62, 0, 0.62):
        yield canvas.box(x + (shift - 0.19) * size, y - size * 0.55, x + (shift + 0.19) * size, y + size * 0.1)
        yield canvas.polygon(_around(x, y, size, (shift - 0.26, -0.55), (shift, -0.95), (shift + 0.26, -0.55)))


def _wave(canvas, x, y, size):
    for row in range(3):
        crest = [(-1 + step / 3, -0.4 + row * 0.42 + (0.14 if step % 2 else -0.14)) for step in range(7)]
        yield canvas.line(smooth(_around(x, y, size, *crest)), size * 0.12)


def _star(canvas, x, y, size):
    ray = canvas.polygon(_around(x, y, size, (-0.26, 0), (0, -0.85), (0.26, 0)))
    for shift in range(5):
        yield canvas.turned(ray, shift * 72, x, y)
    yield canvas.oval(x, y, size * 0.3)


def _snow(canvas, x, y, size):
    ray = canvas.line(_around(x, y, size, (0, -0.8), (0, 0.8)), size * 0.1)
    tips = canvas.line(_around(x, y, size, (-0.24, -0.72), (0, -0.45), (0.24, -0.72)), size * 0.09)
    for turn in range(0, 360, 60):
        yield canvas.turned(tips, turn, x, y)
        yield canvas.turned(ray, turn, x, y)


def _anchor(canvas, x, y, size):
    yield canvas.arc(x, y - size * 0.62, size * 0.22, size * 0.22, 0, 360, size * 0.1)
    yield canvas.line(_around(x, y, size, (0, -0.4), (0, 0.75)), size * 0.12)
    yield canvas.arc(x, y + size * 0.05, size * 0.66, size * 0.7, 15, 165, size * 0.13)
    yield canvas.line(_around(x, y, size, (-0.32, -0.2), (0.32, -0.2)), size * 0.1)


def _berry(canvas, x, y, size):
    for dx, dy in ((-0.42, 0.2), (0.38, 0.28), (0, -0.2)):
        yield canvas.oval(x + dx * size, y + dy * size, size * 0.34)
    yield canvas.line(_around(x, y, size, (0, -0.2), (0.3, -0.9)), size * 0.09)


def _barley(canvas, x, y, size):
    yield canvas.line(_around(x, y, size, (0, 0.9), (0, -0.5)), size * 0.09)
    for row in range(4):
        height = y - size * 0.55 + row * size * 0.32
        for side in (-1, 1):
            seed = canvas.oval(x + side * size * 0.22, height, size * 0.13, size * 0.25)
            yield canvas.turned(seed, -28 * side, x + side * size * 0.22, height)


def _hop(canvas, x, y, size):
    for row, count in enumerate((1, 2, 3, 2, 1)):
        for column in range(count):
            shift = (column - (count - 1) / 2) * size * 0.42
            yield canvas.oval(x + shift, y - size * 0.66 + row * size * 0.34, size * 0.21, size * 0.26)


def _apple(canvas, x, y, size):
    for side in (-1, 1):
        yield canvas.oval(x + side * size * 0.24, y + size * 0.12, size * 0.48, size * 0.56)
    yield canvas.line(_around(x, y, size, (0, -0.3), (0.14, -0.8)), size * 0.1)


def _drop(canvas, x, y, size):
    yield canvas.oval(x, y + size * 0.22, size * 0.46)
    yield canvas.polygon(_around(x, y, size, (-0.42, 0.06), (0, -0.85), (0.42, 0.06)))


SIGNS = {
    "grape": _grape,
    "mountain": _mountain,
    "sun": _sun,
    "moon": _moon,
    "ship": _ship,
    "lighthouse": _lighthouse,
    "leaf": _leaf,
    "castle": _castle,
    "wave": _wave,
    "star": _star,
    "snow": _snow,
    "anchor": _anchor,
    "berry": _berry,
    "barley": _barley,
    "hop": _hop,
    "apple": _apple,
    "drop": _drop,
}
