"""Bread, buns and pies."""

from .canvas import blob, dark, light, mix, smooth


def _crust(color, shade):
    return ("v", light(shade, 0.3), shade, color, dark(color, 0.25))


def brick(canvas, look):
    """A tin loaf, two slices cut."""
    color, shade = look["c1"], look["c2"]
    crumb = mix(shade, "#f6dfb0", 0.5)
    canvas.shadow(256, 408, 196, 18)
    canvas.paint(canvas.box(150, 172, 440, 398, 34), _crust(color, shade))
    canvas.paint(canvas.box(150, 160, 440, 268, 50), ("v", light(shade, 0.35), shade))
    for x in (92, 126, 160):
        canvas.paint(canvas.box(x - 8, 196, x + 132, 402, 26), color)
        canvas.paint(canvas.box(x - 8, 176, x + 132, 270, 44), color)
        canvas.paint(canvas.box(x + 2, 204, x + 122, 392, 20), crumb)
        canvas.paint(canvas.box(x + 2, 188, x + 122, 264, 36), crumb)
    for index in range(12):
        canvas.paint(canvas.oval(182 + index * 41 % 84, 226 + index * 53 % 146, 3.6, 2.8), color, opacity=0.55)
    for x in (318, 362, 406):
        canvas.paint(canvas.line(smooth([(x - 8, 178), (x + 6, 200), (x - 2, 226)]), 5), dark(color, 0.1), opacity=0.5)


def hearth(canvas, look):
    """A hearth loaf dusted with flour."""
    color, shade = look["c1"], look["c2"]
    canvas.shadow(256, 404, 196, 20)
    body = canvas.polygon(
        blob([(70, 330), (84, 210), (180, 146), (332, 146), (428, 210), (442, 330), (356, 402), (156, 402)])
    )
    canvas.paint(body, _crust(color, shade))
    for shift in (-92, -30, 32, 94):
        cut = [(256 + shift - 28, 334), (256 + shift - 6, 262), (256 + shift + 30, 192)]
        canvas.paint(canvas.line(smooth(cut), 17), light(shade, 0.5), body)
        canvas.paint(canvas.line(smooth([(x + 7, y + 3) for x, y in cut]), 5), dark(color, 0.2), body, 0.55)
    for index in range(38):
        canvas.paint(canvas.oval(110 + index * 71 % 300, 168 + index * 47 % 120, 2.4), "#fff8ea", body, 0.75)


def seeded(canvas, look):
    """A loaf covered with seeds."""
    canvas.shadow(256, 404, 200, 18)
    body = canvas.box(66, 190, 446, 400, 92)
    canvas.paint(body, _crust(look["c1"], look["c2"]))
    tones = ("#f4e3b8", "#4a3420", "#8fa04a", "#fbf3dc")
    for index in range(86):
        x, y = 84 + index * 67 % 346, 198 + index * 41 % 120
        seed = canvas.turned(canvas.oval(x, y, 8, 4.4), index * 37 % 180, x, y)
        canvas.paint(seed, tones[index % 4], body)


def toast(canvas, look):
    """Slices standing one behind another."""
    color, crumb = look["c1"], look["c2"]
    canvas.shadow(262, 414, 186, 18)
    for x, y in ((330, -16), (284, -8), (238, 0), (186, 8)):
        for inset, fill in ((0, ("v", color, dark(color, 0.2))), (12, ("v", light(crumb, 0.3), crumb))):
            canvas.paint(canvas.box(x - 104 + inset, 206 + y + inset, x + 104 - inset, 400 + y - inset, 20), fill)
            canvas.paint(canvas.box(x - 116 + inset, 164 + y + inset, x + 116 - inset, 268 + y - inset / 2, 46), fill)
            canvas.paint(canvas.box(x - 104 + inset, 230 + y, x + 104 - inset, 300 + y), crumb if inset else color)


def _long(canvas, look, length, height, cuts):
    color, shade = look["c1"], look["c2"]
    canvas.shadow(256, 262 + height, length, 16)
    body = canvas.turned(canvas.box(256 - length, 262 - height, 256 + length, 262 + height, height), 16)
    canvas.paint(body, _crust(color, shade))
    for index in range(cuts):
        x = 256 - length * 0.7 + index * length * 1.4 / (cuts - 1)
        cut = canvas.line(
            smooth([(x - 16, 262 + height * 0.5), (x, 262 - height * 0.1), (x + 30, 262 - height * 0.66)]), 13
        )
        canvas.paint(canvas.turned(cut, 16), light(shade, 0.45), body)


def baton(canvas, look):
    """A sliced-top white loaf."""
    _long(canvas, look, 206, 78, 5)


def baguette(canvas, look):
    """Two baguettes crossed."""
    _long(canvas, look, 218, 42, 6)


def ciabatta(canvas, look):
    """A floury flat loaf."""
    canvas.shadow(256, 392, 196, 18)
    body = canvas.polygon(
        blob([(62, 300), (96, 196), (236, 176), (404, 192), (450, 290), (416, 380), (250, 396), (92, 382)])
    )
    canvas.paint(body, _crust(look["c1"], look["c2"]))
    for index in range(90):
        canvas.paint(canvas.oval(92 + index * 73 % 330, 190 + index * 37 % 150, 3), "#fffaf0", body, 0.6)
    for x, y in ((160, 250), (270, 232), (356, 268), (220, 312)):
        canvas.paint(canvas.oval(x, y, 34, 12), dark(look["c1"], 0.12), body, 0.3)


def lavash(canvas, look):
    """Thin bread folded in four."""
    color, spot = look["c1"], look["c2"]
    canvas.shadow(256, 414, 196, 16)
    for index, width in enumerate((196, 190, 182, 174)):
        y = 380 - index * 52
        canvas.paint(canvas.box(256 - width, y - 40, 256 + width, y + 30, 34), dark(color, 0.16))
        sheet = canvas.box(256 - width, y - 46, 256 + width, y + 20, 32)
        canvas.paint(sheet, ("v", light(color, 0.35), color))
        for dot in range(8):
            canvas.paint(canvas.oval(256 - width + 40 + dot * 42, y - 28 + dot * 17 % 34, 11, 6), spot, sheet, 0.75)


def bun(canvas, look):
    """A round bun with poppy seeds."""
    canvas.shadow(256, 396, 170, 18)
    body = canvas.polygon(
        blob([(88, 320), (104, 208), (196, 150), (316, 150), (408, 208), (424, 320), (344, 392), (168, 392)])
    )
    canvas.paint(body, _crust(look["c1"], light(look["c1"], 0.4)))
    for index in range(64):
        canvas.paint(canvas.oval(134 + index * 67 % 246, 168 + index * 43 % 103, 3.6), look["c2"], body)
    canvas.paint(canvas.oval(190, 200, 40, 16), "#ffffff", body, 0.25)


def roll(canvas, look):
    """A cinnamon roll."""
    color, spice = look["c1"], look["c2"]
    canvas.shadow(256, 402, 172, 18)
    canvas.paint(canvas.oval(256, 290, 172, 118), dark(color, 0.3))
    canvas.paint(canvas.oval(256, 262, 172, 124), ("v", light(color, 0.4), color))
    for ring in range(5):
        rx, ry = 148 - ring * 31, 104 - ring * 22
        canvas.paint(canvas.arc(256 + ring % 2 * 8, 262, rx, ry, 20 + ring * 50, 350 + ring * 50, 11), spice)
    for index in range(7):
        x, y = 150 + index * 36, 202 + index * 61 % 110
        canvas.paint(canvas.oval(x, y, 24, 8), "#fffaf2", opacity=0.85)


def croissant(canvas, look):
    """A croissant of seven turns."""
    color, shade = look["c1"], look["c2"]
    canvas.shadow(256, 376, 196, 18)
    turns = (
        (82, 336, 44, 34, -52),
        (430, 336, 44, 34, 52),
        (124, 278, 56, 54, -40),
        (388, 278, 56, 54, 40),
        (180, 232, 62, 76, -22),
        (332, 232, 62, 76, 22),
        (256, 220, 68, 92, 0),
    )
    for x, y, rx, ry, angle in turns:
        canvas.paint(canvas.turned(canvas.oval(x, y, rx + 4, ry + 4), -angle, x, y), dark(color, 0.3))
        piece = canvas.turned(canvas.oval(x, y, rx, ry), -angle, x, y)
        canvas.paint(piece, ("v", light(shade, 0.3), shade, color, dark(color, 0.15)))
        glow = canvas.turned(canvas.oval(x - rx * 0.25, y - ry * 0.4, rx * 0.3, ry * 0.3), -angle, x, y)
        canvas.paint(glow, "#ffffff", piece, 0.3)


def puff(canvas, look):
    """A square puff with its filling in the middle."""
    color, filling = look["c1"], look["c2"]
    canvas.shadow(256, 414, 174, 18)
    for layer in range(4):
        canvas.paint(canvas.box(92, 176 + layer * 12, 420, 376 + layer * 12, 26), dark(color, 0.1 + 0.14 * (layer % 2)))
    canvas.paint(canvas.box(92, 158, 420, 376, 26), ("v", light(color, 0.4), color))
    canvas.paint(canvas.oval(256, 266, 92, 66), dark(filling, 0.25))
    canvas.paint(canvas.oval(256, 262, 88, 61), ("v", light(filling, 0.3), filling))
    for x0, y0, x1, y1 in ((98, 164, 214, 232), (414, 164, 298, 232), (98, 370, 214, 300), (414, 370, 298, 300)):
        canvas.paint(canvas.line([(x0, y0), (x1, y1)], 18), light(color, 0.22))


def pirozhok(canvas, look):
    """Three baked patties."""
    for x, y, angle in ((180, 226, 18), (338, 250, -16), (250, 346, 4)):
        canvas.shadow(x, y + 62, 108, 12)
        body = canvas.turned(canvas.oval(x, y, 122, 66), angle, x, y)
        canvas.paint(body, ("v", light(look["c2"], 0.3), look["c2"], look["c1"], dark(look["c1"], 0.2)))
        seam = canvas.turned(
            canvas.line(smooth([(x - 92, y), (x - 46, y - 16), (x, y + 4), (x + 46, y - 14), (x + 92, y)]), 8),
            angle,
            x,
            y,
        )
        canvas.paint(seam, dark(look["c1"], 0.1), body)


def pie(canvas, look):
    """A round pie with a lattice."""
    crust, filling = look["c1"], look["c2"]
    canvas.shadow(256, 412, 196, 20)
    canvas.paint(canvas.oval(256, 292, 194, 124), dark(crust, 0.3))
    canvas.paint(canvas.oval(256, 266, 194, 124), ("v", light(crust, 0.35), crust))
    inside = canvas.oval(256, 264, 160, 98)
    canvas.paint(inside, ("v", light(filling, 0.22), filling))
    for step in range(-3, 4):
        for angle in (34, -34):
            strip = canvas.turned(canvas.box(256 + step * 52 - 9, 120, 256 + step * 52 + 9, 410), angle, 256, 264)
            canvas.paint(strip, ("v", light(crust, 0.3), crust), inside)
    for turn in range(0, 360, 20):
        bead = canvas.turned(canvas.oval(256, 90, 17, 14), turn, 256, 266)
        canvas.paint(bead, light(crust, 0.28), canvas.oval(256, 266, 194, 124), 0.5)


def vatrushka(canvas, look):
    """A cheese bun."""
    color, filling = look["c1"], look["c2"]
    canvas.shadow(256, 404, 176, 18)
    canvas.paint(canvas.oval(256, 288, 178, 116), dark(color, 0.3))
    canvas.paint(canvas.oval(256, 260, 178, 120), ("v", light(color, 0.45), color))
    canvas.paint(canvas.oval(256, 256, 112, 72), dark(color, 0.2))
    canvas.paint(canvas.oval(256, 258, 108, 68), ("v", "#ffffff", filling))
    for x, y in ((206, 240), (288, 232), (318, 274), (236, 286), (262, 256)):
        canvas.paint(canvas.oval(x, y, 17, 9), "#f0c878", opacity=0.7)


def sushki(canvas, look):
    """Rings of dry bread on a string."""
    spots = ((154, 352), (256, 372), (358, 352), (204, 262), (308, 262), (256, 166))
    canvas.shadow(256, 426, 190, 16)
    for x, y in spots:
        canvas.paint(canvas.arc(x, y + 4, 66, 58, 0, 360, 32), dark(look["c2"], 0.35))
        canvas.paint(canvas.arc(x, y, 66, 58, 0, 360, 31), ("v", light(look["c1"], 0.4), look["c1"], look["c2"]))
        canvas.paint(canvas.arc(x, y, 57, 49, 195, 300, 6), "#ffffff", opacity=0.4)
