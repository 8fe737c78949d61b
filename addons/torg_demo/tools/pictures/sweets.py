"""Biscuits, cakes and other sweets."""

from .canvas import blob, dark, light, smooth


def cookies(canvas, look):
    """A heap of fancy biscuits with jam."""
    canvas.shadow(256, 420, 190, 18)
    for x, y in ((150, 356), (362, 356), (256, 368), (204, 272), (310, 272), (256, 184)):
        petal = [canvas.oval(x, y - 34, 26, 34)]
        for turn in range(0, 360, 60):
            canvas.paint(canvas.turned(petal[0], turn, x, y), ("v", light(look["c1"], 0.3), dark(look["c1"], 0.12)))
        canvas.paint(canvas.oval(x, y, 24), dark(look["c1"], 0.18))
        canvas.paint(canvas.oval(x, y, 19), ("v", light(look["c2"], 0.35), look["c2"], dark(look["c2"], 0.3)))


def gingerbread(canvas, look):
    """A printed gingerbread with icing."""
    color, icing = look["c1"], look["c2"]
    canvas.shadow(256, 410, 180, 18)
    canvas.paint(canvas.box(84, 138, 428, 404, 54), dark(color, 0.35))
    canvas.paint(canvas.box(84, 126, 428, 392, 54), ("v", light(color, 0.25), color, dark(color, 0.12)))
    canvas.paint(canvas.box(106, 148, 406, 370, 40), icing)
    canvas.paint(canvas.box(112, 154, 400, 364, 36), ("v", light(color, 0.15), color))
    for turn in range(0, 360, 45):
        canvas.paint(canvas.turned(canvas.oval(256, 204, 22, 38), turn, 256, 259), icing)
        canvas.paint(canvas.turned(canvas.oval(256, 204, 13, 27), turn, 256, 259), color)
    canvas.paint(canvas.oval(256, 259, 26), icing)
    canvas.paint(canvas.oval(256, 259, 15), "#c23b4e")
    for x in (142, 370):
        for y in (186, 259, 332):
            canvas.paint(canvas.oval(x, y, 9), icing)


def zefir(canvas, look):
    """Four ribbed domes on a plate."""
    canvas.shadow(256, 420, 196, 18)
    canvas.paint(canvas.oval(256, 396, 200, 40), ("v", "#ffffff", "#d9dee6"))
    canvas.paint(canvas.oval(256, 388, 172, 28), "#eef1f5")
    for x, y, size in ((256, 226, 0.95), (152, 322, 1), (360, 322, 1), (256, 338, 1.1)):
        _dome(canvas, x, y, size, look["c1"], look["c2"])


def _dome(canvas, x, y, size, color, shade):
    points = [
        (x - 76 * size, y + 46 * size),
        (x - 80 * size, y),
        (x - 46 * size, y - 52 * size),
        (x, y - 84 * size),
        (x + 46 * size, y - 52 * size),
        (x + 80 * size, y),
        (x + 76 * size, y + 46 * size),
        (x, y + 62 * size),
    ]
    canvas.paint(canvas.polygon(blob([(px + (px - x) * 0.05, py + 5) for px, py in points])), dark(shade, 0.22))
    body = canvas.polygon(blob(points))
    canvas.paint(body, ("v", light(color, 0.45), color, shade))
    for step in range(-3, 4):
        rib = smooth(
            [
                (x + step * 5 * size, y - 76 * size),
                (x + step * 24 * size, y - 10 * size),
                (x + step * 21 * size, y + 60 * size),
            ]
        )
        canvas.paint(canvas.line(rib, 4 * size), dark(shade, 0.14), body, 0.55)


def pastila(canvas, look):
    """Rolled sheets of fruit pastila."""
    color, shade = look["c1"], look["c2"]
    canvas.shadow(256, 424, 180, 18)
    for x, y in ((176, 366), (336, 366), (256, 250)):
        canvas.paint(canvas.box(x - 92, y - 62, x + 92, y + 62, 26), ("v", light(color, 0.4), color, shade))
        canvas.paint(canvas.oval(x + 66, y, 48, 62), ("h", light(color, 0.3), color))
        for ring in range(4):
            canvas.paint(canvas.arc(x + 66, y, 42 - ring * 10, 54 - ring * 13, 0, 360, 4), shade)
        for dot in range(5):
            canvas.paint(canvas.oval(x - 74 + dot * 22, y - 34 + dot * 29 % 62, 3.4), dark(shade, 0.3), opacity=0.7)


def marmalade(canvas, look):
    """Jelly slices under sugar."""
    canvas.shadow(256, 420, 184, 18)
    spots = ((150, 330, 14), (262, 348, -8), (372, 324, -20), (198, 236, 30), (318, 232, -30), (258, 160, 4))
    for index, (x, y, angle) in enumerate(spots):
        color = look["c2"] if index % 2 else look["c1"]
        slice_, pen = canvas.mask()
        pen.pieslice([(x - 76) * 3, (y - 60) * 3, (x + 76) * 3, (y + 92) * 3], 180, 360, fill=255)
        slice_ = canvas.turned(slice_, angle, x, y)
        canvas.paint(slice_, ("v", light(color, 0.35), color))
        inner, pen = canvas.mask()
        pen.pieslice([(x - 62) * 3, (y - 44) * 3, (x + 62) * 3, (y + 78) * 3], 180, 360, fill=255)
        canvas.paint(canvas.turned(inner, angle, x, y), ("v", light(color, 0.6), light(color, 0.2)))
        for grain in range(14):
            dx, dy = -58 + grain * 37 % 116, -44 + grain * 23 % 52
            canvas.paint(canvas.turned(canvas.oval(x + dx, y + dy, 2.6), angle, x, y), "#ffffff", slice_, 0.85)


def cake(canvas, look):
    """A layered cake with one piece cut out."""
    crumb, cream = look["c1"], look["c2"]
    canvas.shadow(256, 436, 204, 18)
    canvas.paint(canvas.oval(256, 412, 210, 40), ("v", "#ffffff", "#cfd6df"))
    side = canvas.box(86, 210, 426, 360)
    side.paste(255, mask=canvas.oval(256, 360, 170, 44))
    canvas.paint(side, ("h", dark(crumb, 0.22), light(crumb, 0.18), crumb, dark(crumb, 0.28)))
    for row in range(3):
        layer = canvas.arc(256, 246 + row * 44, 170, 44, 0, 180, 13)
        canvas.paint(layer, ("h", dark(cream, 0.12), cream, dark(cream, 0.12)))
    canvas.paint(canvas.oval(256, 210, 170, 46), ("v", light(cream, 0.25), cream))
    canvas.paint(canvas.oval(256, 208, 148, 36), ("v", light(crumb, 0.35), light(crumb, 0.12)))
    for index in range(8):
        x = 256 + (-128, -92, -36, 36, 92, 128, 60, -60)[index]
        y = 204 + (4, -18, -28, -28, -18, 4, 24, 24)[index]
        canvas.paint(canvas.oval(x, y, 21, 15), cream)
        canvas.paint(canvas.oval(x, y - 8, 12, 9), light(cream, 0.4))
        canvas.paint(canvas.oval(x + 1, y - 14, 7), ("v", "#e8485f", "#a3162e"))
    canvas.paint(canvas.box(112, 226, 126, 372, 7), "#ffffff", side, 0.22)


def cheesecake(canvas, look):
    """A slice of cheesecake."""
    top, base = look["c1"], look["c2"]
    canvas.shadow(256, 420, 188, 18)
    canvas.paint(canvas.polygon([(84, 268), (424, 214), (424, 360), (84, 404)]), ("v", light(top, 0.45), top))
    canvas.paint(canvas.polygon([(84, 366), (424, 322), (424, 364), (84, 408)]), ("v", "#c98d45", "#8a5a2a"))
    canvas.paint(canvas.polygon([(84, 268), (424, 214), (300, 158)]), ("v", light(base, 0.2), base))
    canvas.paint(canvas.polygon([(84, 268), (424, 214), (424, 236), (84, 290)]), base)
    for x, y in ((210, 238), (268, 216), (326, 204), (290, 186), (236, 214)):
        canvas.paint(canvas.oval(x, y - 8, 17), ("v", light("#4a3a8a", 0.35), "#2f2560"))
        canvas.paint(canvas.oval(x - 4, y - 14, 4), "#ffffff", opacity=0.6)


def eclair(canvas, look):
    """Two éclairs with glaze."""
    for x, y in ((226, 216), (286, 336)):
        canvas.shadow(x, y + 62, 168, 12)
        body = canvas.box(x - 160, y - 50, x + 160, y + 56, 53)
        canvas.paint(body, ("v", light(look["c1"], 0.3), look["c1"], dark(look["c1"], 0.25)))
        canvas.paint(canvas.box(x - 150, y - 54, x + 150, y + 2, 28), ("v", light(look["c2"], 0.3), look["c2"]))
        for step in range(5):
            drip = canvas.oval(x - 116 + step * 58, y + 2, 17, 15)
            canvas.paint(drip, look["c2"])
        wave = [(x - 128 + step * 32, y - 26 + (9 if step % 2 else -9)) for step in range(9)]
        canvas.paint(canvas.line(smooth(wave), 6), "#fff1d6")


def potato(canvas, look):
    """Two chocolate «potato» cakes in paper cups."""
    for x in (166, 346):
        canvas.shadow(x, 392, 88, 13)
        cup = [(x - 84, 312), (x + 84, 312), (x + 64, 390), (x - 64, 390)]
        canvas.paint(canvas.oval(x, 280, 78, 92), ("v", light(look["c1"], 0.3), look["c1"], dark(look["c1"], 0.35)))
        for dx, dy in ((-24, 226), (18, 214), (40, 258), (-8, 262)):
            canvas.paint(canvas.oval(x + dx, dy, 10, 8), look["c2"])
            canvas.paint(canvas.oval(x + dx, dy - 3, 5), light(look["c2"], 0.5))
        canvas.paint(canvas.polygon(cup), ("h", "#d9cdbb", "#fffaf0", "#d9cdbb"))
        for rib in range(7):
            canvas.paint(canvas.line([(x - 72 + rib * 24, 314), (x - 56 + rib * 18.5, 388)], 3), "#cbbba2")


def macaron(canvas, look):
    """Six macarons in two colours."""
    canvas.shadow(256, 424, 190, 16)
    spots = ((146, 356), (256, 366), (366, 356), (200, 256), (312, 256), (256, 156))
    tones = (look["c1"], look["c2"], "#f6d27a", "#c8a2d8", look["c1"], look["c2"])
    for (x, y), color in zip(spots, tones, strict=True):
        canvas.paint(canvas.box(x - 62, y + 4, x + 62, y + 48, 22), ("v", color, dark(color, 0.16)))
        canvas.paint(canvas.box(x - 58, y - 8, x + 58, y + 18, 10), ("v", "#fff8ec", "#ecdcc4"))
        canvas.paint(canvas.box(x - 62, y - 48, x + 62, y, 28), ("v", light(color, 0.45), color))
        canvas.paint(canvas.box(x - 64, y - 10, x + 64, y - 2, 4), dark(color, 0.1))
        canvas.paint(canvas.box(x - 42, y - 38, x + 6, y - 30, 4), "#ffffff", opacity=0.5)
