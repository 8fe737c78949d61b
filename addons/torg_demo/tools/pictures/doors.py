"""Doors by model and colour."""

from .canvas import dark, is_dark, light, smooth

COLORS = {
    "Белый матовый": "#f4f2ec", "Дуб натуральный": "#c49a62", "Венге": "#4a3328", "Серый шёлк": "#aab0b4",
    "Орех": "#8a5634", "Под покраску": "#e4ddd0", "Антик медь": "#8a5a44", "Графит": "#454b52", "Шоколад": "#4e342a",
}  # fmt: skip
STEEL = ("h", "#8b949c", "#f0f3f5", "#a7b0b7")


def _leaf(canvas, color, indoor):
    """Frame, leaf and handle."""
    canvas.shadow(256, 470, 150, 12)
    frame = dark(color, 0.22) if indoor else dark(color, 0.45)
    canvas.paint(canvas.box(124, 36, 388, 468, 3), ("h", frame, light(frame, 0.15), frame))
    canvas.paint(
        canvas.box(142, 54, 370, 468, 2), ("h", dark(color, 0.06), light(color, 0.16), color, dark(color, 0.1))
    )
    if color in (COLORS["Дуб натуральный"], COLORS["Венге"], COLORS["Орех"], COLORS["Шоколад"]):
        for index in range(15):
            x = 150 + index * 15
            grain = smooth([(x, 56), (x + 5, 180), (x - 4, 300), (x + 3, 466)])
            canvas.paint(canvas.line(grain, 2), dark(color, 0.35), canvas.box(142, 54, 370, 468), 0.3)


def _handle(canvas, x=344, color=None):
    tone = color or STEEL
    canvas.paint(canvas.box(x - 11, 254, x + 11, 312, 5), tone)
    canvas.paint(canvas.box(x - 46, 270, x + 6, 282, 6), tone)


def _panel(canvas, x0, y0, x1, y1, color):
    """A panel that looks pressed into the leaf."""
    canvas.paint(canvas.box(x0, y0, x1, y1, 3), dark(color, 0.24))
    canvas.paint(canvas.box(x0 + 4, y0 + 5, x1 - 2, y1 - 2, 3), light(color, 0.3))
    canvas.paint(canvas.box(x0 + 9, y0 + 10, x1 - 8, y1 - 8, 2), ("v", dark(color, 0.05), light(color, 0.1)))


def _glass(canvas, x0, y0, x1, y1, ribs=0):
    """Frosted glass, ribbed when asked."""
    pane = canvas.box(x0, y0, x1, y1, 3)
    canvas.paint(pane, ("v", "#e9f4f7", "#bfd6de"))
    canvas.paint(canvas.polygon([(x0, y1), (x0, y1 - 70), (x1, y0 + 30), (x1, y0 + 100)]), "#ffffff", pane, 0.5)
    for rib in range(ribs):
        x = x0 + (rib + 1) * (x1 - x0) / (ribs + 1)
        canvas.paint(canvas.box(x - 2, y0, x + 2, y1), "#9fbcc7", pane, 0.6)


def door(canvas, look):
    """A door of any model."""
    model, color = look["model"], COLORS[look["color"]]
    indoor = model in INDOOR
    _leaf(canvas, color, indoor)
    (INDOOR if indoor else OUTDOOR)[model](canvas, color)
    _handle(canvas, color=("h", "#2a2d31", "#5a6067", "#2a2d31") if not indoor and not is_dark(color) else None)


def _solid(canvas, color):
    canvas.paint(canvas.box(166, 54, 170, 468), dark(color, 0.2), opacity=0.5)


def _glazed(canvas, color):
    for y0, y1 in ((84, 178), (196, 290), (308, 402)):
        _glass(canvas, 178, y0, 316, y1)


def _panel3(canvas, color):
    for y0, y1 in ((78, 196), (208, 252), (322, 448)):
        _panel(canvas, 166, y0, 316 if y0 == 208 else 346, y1, color)


def _panelglass(canvas, color):
    _glass(canvas, 176, 84, 318, 300, ribs=9)
    _panel(canvas, 166, 326, 346, 448, color)


def _moulding(canvas, color):
    for y in (142, 228, 330, 406):
        canvas.paint(canvas.box(142, y, 370, y + 5), ("h", "#8b949c", "#ffffff", "#98a2aa"))


def _classic(canvas, color):
    _panel(canvas, 164, 76, 250, 250, color)
    _panel(canvas, 262, 76, 348, 250, color)
    _panel(canvas, 164, 320, 348, 450, color)
    canvas.paint(canvas.arc(256, 110, 70, 46, 190, 350, 6), dark(color, 0.2))


def _hidden(canvas, color):
    canvas.paint(canvas.box(142, 54, 147, 468), ("h", "#c9d0d5", "#8f989f"))
    canvas.paint(canvas.box(365, 54, 370, 468), ("h", "#8f989f", "#c9d0d5"))


def _steel(canvas, color):
    for y in (92, 152, 212, 330, 390):
        _panel(canvas, 164, y, 322 if y == 212 else 348, y + 46, color)
    canvas.paint(canvas.oval(256, 128, 8), STEEL)


def _thermo(canvas, color):
    _panel(canvas, 162, 78, 214, 446, color)
    _glass(canvas, 236, 92, 296, 240)
    canvas.paint(canvas.box(228, 330, 350, 336), STEEL)
    canvas.paint(canvas.box(228, 380, 350, 386), STEEL)


def _forged(canvas, color):
    pane = canvas.oval(246, 176, 62, 96)
    canvas.paint(canvas.oval(246, 176, 70, 104), dark(color, 0.35))
    canvas.paint(pane, ("v", "#dcecf2", "#8fb0bd"))
    iron = "#22201f"
    for x in (214, 246, 278):
        canvas.paint(canvas.box(x - 2, 80, x + 2, 272), iron, pane)
    for y, start in ((132, 0), (176, 180), (220, 0)):
        for x in (224, 268):
            canvas.paint(canvas.arc(x, y, 20, 20, start - 90, start + 180, 5), iron, pane)
    _panel(canvas, 164, 326, 348, 448, color)


def _plain(canvas, color):
    canvas.paint(canvas.box(168, 84, 330, 90), dark(color, 0.2), opacity=0.5)
    canvas.paint(canvas.box(168, 430, 330, 436), dark(color, 0.2), opacity=0.5)


INDOOR = {
    "solid": _solid, "glass": _glazed, "panel3": _panel3, "panelglass": _panelglass, "moulding": _moulding,
    "classic": _classic, "hidden": _hidden,
}  # fmt: skip
OUTDOOR = {"steel": _steel, "thermo": _thermo, "forged": _forged, "plain": _plain}
