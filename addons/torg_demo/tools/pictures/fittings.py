"""Handles, hinges, locks and the rest of the hardware."""

from .canvas import dark, light, mix, smooth

STEEL = ("h", "#8b949c", "#f0f3f5", "#a7b0b7")


def _metal(color):
    return ("v", light(color, 0.55), color, dark(color, 0.35))


def lever(canvas, look):
    """A lever on a square rose."""
    color = look["c1"]
    canvas.shadow(256, 400, 180, 16)
    canvas.paint(canvas.box(110, 180, 238, 308, 10), _metal(color))
    canvas.paint(canvas.box(120, 190, 228, 298, 6), ("v", light(color, 0.25), color))
    canvas.paint(canvas.box(150, 216, 430, 272, 12), _metal(color))
    canvas.paint(canvas.box(150, 222, 424, 230, 4), "#ffffff", opacity=0.45)
    canvas.paint(canvas.box(140, 330, 208, 392, 10), _metal(color))
    canvas.paint(canvas.box(166, 346, 182, 378, 8), dark(color, 0.7))


def lever_round(canvas, look):
    """A curved lever on a round rose."""
    color = look["c1"]
    canvas.shadow(256, 400, 180, 16)
    canvas.paint(canvas.oval(170, 244, 66), _metal(color))
    canvas.paint(canvas.oval(170, 244, 54), ("v", light(color, 0.3), color))
    canvas.paint(canvas.line(smooth([(170, 244), (240, 216), (320, 268), (430, 236)]), 46), _metal(color))
    canvas.paint(canvas.line(smooth([(180, 232), (244, 206), (320, 256), (424, 226)]), 7), "#ffffff", opacity=0.4)
    canvas.paint(canvas.oval(170, 362, 34), _metal(color))
    canvas.paint(canvas.box(162, 346, 178, 378, 8), dark(color, 0.7))


def knob(canvas, look):
    """A round knob."""
    color = look["c1"]
    canvas.shadow(256, 420, 130, 16)
    canvas.paint(canvas.oval(256, 388, 96, 26), _metal(color))
    canvas.paint(
        canvas.polygon([(222, 300), (290, 300), (310, 388), (202, 388)]),
        ("h", dark(color, 0.3), light(color, 0.4), dark(color, 0.35)),
    )
    canvas.paint(canvas.oval(256, 220, 116), ("v", light(color, 0.5), color, dark(color, 0.4)))
    canvas.paint(canvas.oval(220, 172, 36, 26), "#ffffff", opacity=0.6)


def pull(canvas, look):
    """A long pull handle."""
    color = look["c1"]
    canvas.shadow(256, 462, 80, 10)
    for y in (130, 374):
        canvas.paint(canvas.box(236, y, 330, y + 26, 10), _metal(color))
    canvas.paint(
        canvas.box(206, 50, 250, 456, 22), ("h", dark(color, 0.3), light(color, 0.6), color, dark(color, 0.35))
    )


def hinge(canvas, look):
    """A butt hinge."""
    color = look["c1"]
    canvas.shadow(256, 432, 150, 14)
    for x0, x1 in ((106, 244), (268, 406)):
        canvas.paint(canvas.box(x0, 104, x1, 420, 14), ("h", light(color, 0.3), color))
        for x in (x0 + 44, x1 - 44):
            for y in (156, 262, 368):
                canvas.paint(canvas.oval(x, y, 16), dark(color, 0.3))
                canvas.paint(canvas.oval(x, y + 2, 12), light(color, 0.2))
    for step in range(5):
        canvas.paint(
            canvas.box(236, 104 + step * 64, 276, 162 + step * 64, 8),
            ("h", dark(color, 0.25), light(color, 0.6), dark(color, 0.3)),
        )


def hinge_hidden(canvas, look):
    """A concealed hinge."""
    color = look["c1"]
    canvas.shadow(256, 440, 130, 14)
    for y in (84, 290):
        canvas.paint(canvas.box(160, y, 352, y + 142, 40), _metal(color))
        canvas.paint(canvas.box(196, y + 24, 316, y + 118, 14), dark(color, 0.45))
        canvas.paint(canvas.oval(178, y + 71, 10), dark(color, 0.5))
        canvas.paint(canvas.oval(334, y + 71, 10), dark(color, 0.5))
    canvas.paint(canvas.line([(222, 170), (290, 344)], 26), _metal(light(color, 0.2)))
    canvas.paint(canvas.line([(290, 170), (222, 344)], 26), _metal(color))


def latch(canvas, look):
    """A magnetic latch."""
    color = look["c1"]
    canvas.shadow(256, 440, 130, 14)
    canvas.paint(canvas.box(196, 120, 392, 396, 10), ("v", "#5a636b", "#343b41"))
    canvas.paint(canvas.box(160, 76, 208, 440, 20), ("h", dark(color, 0.2), light(color, 0.5), color))
    canvas.paint(canvas.box(136, 176, 172, 238, 6), _metal(color))
    canvas.paint(canvas.oval(286, 208, 26), light(color, 0.2))
    canvas.paint(canvas.box(272, 300, 302, 366, 14), "#20262b")
    for y in (104, 412):
        canvas.paint(canvas.oval(184, y, 9), dark(color, 0.45))


def lock(canvas, look):
    """A mortise lock with keys."""
    color = look["c1"]
    canvas.shadow(256, 444, 170, 14)
    canvas.paint(canvas.box(150, 100, 330, 400, 10), ("v", "#7a848d", "#4c555d"))
    canvas.paint(canvas.box(110, 64, 158, 436, 8), _metal(color))
    for y in (170, 214, 258):
        canvas.paint(canvas.box(76, y, 116, y + 26, 8), _metal(color))
    canvas.paint(canvas.oval(248, 170, 30), light(color, 0.3))
    canvas.paint(canvas.box(236, 260, 262, 340, 12), _metal(color))
    for x, angle in ((388, 14), (412, -12)):
        key = canvas.turned(canvas.box(x - 8, 252, x + 8, 424, 6), angle, x, 300)
        canvas.paint(canvas.turned(canvas.arc(x, 222, 38, 38, 0, 360, 15), angle, x, 300), _metal("#d0a548"))
        canvas.paint(key, _metal("#d0a548"))
        for y in (372, 400):
            canvas.paint(canvas.turned(canvas.box(x, y, x + 26, y + 14, 3), angle, x, 300), _metal("#d0a548"))


def padlock(canvas, look):
    """A padlock."""
    color = look["c1"]
    canvas.shadow(256, 440, 140, 14)
    canvas.paint(canvas.arc(256, 200, 88, 120, 180, 360, 34), STEEL)
    for x in (168, 310):
        canvas.paint(canvas.box(x, 198, x + 34, 262), STEEL)
    canvas.paint(canvas.box(130, 240, 382, 432, 34), ("v", light(color, 0.5), color, dark(color, 0.3)))
    canvas.paint(canvas.oval(256, 316, 24), dark(color, 0.7))
    canvas.paint(canvas.box(246, 320, 266, 380, 8), dark(color, 0.7))


def closer(canvas, look):
    """A door closer with its arm."""
    color = look["c1"]
    canvas.shadow(256, 400, 190, 14)
    canvas.paint(canvas.box(70, 270, 400, 390, 18), ("v", light(color, 0.5), color, dark(color, 0.3)))
    canvas.paint(canvas.line([(190, 270), (430, 170)], 24), ("v", light(color, 0.3), dark(color, 0.2)))
    canvas.paint(canvas.line([(430, 170), (300, 110)], 20), ("v", light(color, 0.4), dark(color, 0.1)))
    canvas.paint(canvas.oval(190, 264, 34), light(color, 0.3))
    canvas.paint(canvas.oval(430, 170, 20), dark(color, 0.3))
    canvas.paint(canvas.box(260, 86, 340, 130, 8), _metal(color))
    for x in (96, 374):
        canvas.paint(canvas.oval(x, 330, 11), dark(color, 0.5))


def stopper(canvas, look):
    """A floor door stop."""
    color = look["c1"]
    canvas.shadow(256, 420, 150, 18)
    canvas.paint(canvas.oval(256, 388, 140, 40), _metal(dark(color, 0.1)))
    canvas.paint(
        canvas.box(170, 190, 342, 388, 20), ("h", dark(color, 0.3), light(color, 0.5), color, dark(color, 0.3))
    )
    canvas.paint(canvas.box(160, 240, 352, 310, 26), ("h", "#1d2125", "#59616a", "#1d2125"))
    canvas.paint(canvas.oval(256, 190, 86, 28), light(color, 0.4))


def threshold(canvas, look):
    """An automatic door seal."""
    color = look["c1"]
    canvas.shadow(256, 350, 210, 12)

    def turned(mask):
        return canvas.turned(mask, 14)

    canvas.paint(turned(canvas.box(40, 216, 472, 276, 6)), _metal(color))
    canvas.paint(turned(canvas.box(52, 274, 460, 302, 4)), ("v", "#3c4248", "#16191c"))
    canvas.paint(turned(canvas.box(466, 232, 492, 258, 6)), "#c3303c")
    for x in (80, 256, 432):
        canvas.paint(turned(canvas.oval(x, 246, 10)), mix(color, "#000000", 0.5))
