"""Petrol-station goods: canisters, sprays and small things."""

from .canvas import blob, dark, is_dark, light, mix, smooth


def _ink(color):
    return "#ffffff" if is_dark(color) else "#20303c"


CANISTER = [
    (130, 456), (118, 456), (118, 210), (150, 168), (206, 150), (206, 104), (330, 104), (388, 150), (394, 200),
    (394, 456), (382, 456),
]  # fmt: skip


def canister(canvas, look):
    """A plastic canister with a handle."""
    color = look["c1"]
    canvas.shadow(256, 454, 142, 15)
    body = canvas.polygon(blob(CANISTER, 3))
    canvas.paint(body, ("h", dark(color, 0.3), light(color, 0.25), color, dark(color, 0.35)))
    canvas.paint(canvas.polygon(blob([(300, 138), (352, 152), (366, 196), (318, 188)], 3)), light(color, 0.78))
    canvas.paint(canvas.box(174, 74, 232, 116, 8), ("h", "#8f1f2a", "#e2474f", "#8f1f2a"))
    for rib in range(5):
        canvas.paint(canvas.box(180 + rib * 11, 78, 184 + rib * 11, 112, 2), "#ffffff", opacity=0.25)
    _canister_label(canvas, look, "#5b8fb8" if color == "#f0f4f8" else color)
    canvas.paint(canvas.box(128, 214, 136, 440, 4), "#ffffff", body, 0.4)


def _canister_label(canvas, look, color):
    plate = canvas.box(142, 222, 370, 424, 14)
    canvas.paint(plate, ("v", "#ffffff", "#e9eff4"))
    canvas.paint(canvas.box(142, 360, 370, 424), color, plate)
    tone = color if is_dark(color) else mix(color, "#174a78", 0.75)
    lines = look["brand"].split("|")
    for row, line in enumerate(lines):
        canvas.text(256, (292 if len(lines) == 1 else 268) + row * 40, line, 42, tone, "sans", 204)
    canvas.text(256, 393, look["small"], 40, "#ffffff" if is_dark(color) else "#17364e", "sans", 200)


def flask(canvas, look):
    """A small bottle with a dosing cap."""
    color = look["c1"]
    canvas.shadow(256, 454, 100, 13)
    canvas.paint(canvas.polygon([(236, 66), (276, 66), (290, 136), (222, 136)]), ("h", "#3a4048", "#7a838c", "#3a4048"))
    body = canvas.polygon(blob([(214, 136), (298, 136), (346, 178), (346, 456), (166, 456), (166, 178)], 3))
    canvas.paint(body, ("h", dark(color, 0.3), light(color, 0.22), color, dark(color, 0.35)))
    plate = canvas.box(178, 220, 334, 416, 10)
    canvas.paint(plate, ("v", "#ffffff", "#e9eff4"), body)
    canvas.paint(canvas.box(178, 360, 334, 416), dark(color, 0.2), plate)
    lines = look["brand"].split("|")
    tone = color if is_dark(color) else mix(color, "#174a78", 0.75)
    for row, line in enumerate(lines):
        canvas.text(256, (290 if len(lines) == 1 else 268) + row * 36, line, 36, tone, "sans", 142)
    canvas.text(256, 388, look["small"], 26, "#ffffff", "sans", 140)


def spray(canvas, look):
    """A trigger sprayer."""
    color = look["c1"]
    canvas.shadow(256, 454, 96, 13)
    canvas.paint(
        canvas.polygon([(214, 72), (330, 72), (338, 100), (286, 108), (280, 152), (228, 152), (222, 108)]), "#e7ebef"
    )
    canvas.paint(canvas.polygon([(286, 106), (322, 102), (306, 156), (290, 152)]), "#c3303c")
    canvas.paint(canvas.box(166, 78, 218, 98, 6), "#c3303c")
    canvas.paint(canvas.box(230, 140, 282, 176, 4), ("h", "#aab3bb", "#eef2f5", "#aab3bb"))
    body = canvas.polygon(blob([(222, 170), (290, 170), (342, 228), (342, 456), (170, 456), (170, 228)], 3))
    canvas.paint(body, ("h", dark(color, 0.25), light(color, 0.3), color, dark(color, 0.3)))
    plate = canvas.oval(256, 342, 74, 78)
    canvas.paint(plate, "#ffffff", body)
    tone = color if is_dark(color) else dark(color, 0.5)
    lines = look["brand"].split("|")
    for row, line in enumerate(lines):
        canvas.text(256, 330 + (row - (len(lines) - 1) / 2) * 28, line, 26, tone, "sans", 132)
    canvas.text(256, 384, look["small"], 18, tone, "narrow", 100)


def aerosol(canvas, look):
    """A spray can."""
    color = look["c1"]
    canvas.shadow(256, 454, 84, 13)
    canvas.paint(canvas.box(240, 70, 272, 104, 6), "#f3f5f7")
    canvas.paint(canvas.box(214, 96, 298, 146, 16), ("h", dark(color, 0.4), light(color, 0.2), dark(color, 0.4)))
    canvas.paint(canvas.box(192, 140, 320, 456, 16), ("h", "#808b95", "#f0f3f5", "#c5cdd4", "#76818b"))
    canvas.paint(canvas.box(192, 162, 320, 436), ("h", dark(color, 0.35), light(color, 0.18), color, dark(color, 0.4)))
    canvas.paint(canvas.polygon([(192, 330), (320, 290), (320, 396), (192, 436)]), "#ffffff", opacity=0.92)
    lines = look["brand"].split("|")
    for row, line in enumerate(lines):
        canvas.text(256, 216 + row * 32, line, 30, _ink(color), "sans", 116)
    canvas.text(256, 364, look["small"], 24, dark(color, 0.35), "sans", 112)


def brush(canvas, look):
    """A snow brush with a scraper."""
    color = look["c1"]
    canvas.shadow(256, 430, 196, 14)

    def turned(mask):
        return canvas.turned(mask, 28)

    canvas.paint(turned(canvas.box(60, 244, 452, 272, 12)), ("v", "#5a636c", "#2d343a"))
    canvas.paint(turned(canvas.box(200, 240, 300, 276, 14)), ("v", light(color, 0.25), color))
    canvas.paint(turned(canvas.box(330, 232, 470, 268, 8)), ("v", light(color, 0.2), dark(color, 0.2)))
    for tuft in range(12):
        x = 338 + tuft * 11
        canvas.paint(turned(canvas.box(x, 266, x + 9, 330, 3)), light(color, 0.35) if tuft % 2 else dark(color, 0.1))
    canvas.paint(turned(canvas.polygon([(62, 234), (22, 212), (22, 304), (62, 282)])), ("h", light(color, 0.5), color))


def scraper(canvas, look):
    """An ice scraper."""
    canvas.shadow(256, 440, 120, 14)
    canvas.paint(canvas.box(222, 250, 290, 448, 30), ("h", "#22272c", "#59626b", "#22272c"))
    canvas.paint(canvas.polygon([(232, 262), (280, 262), (352, 140), (160, 140)]), ("v", "#e2474f", "#a3202b"))
    canvas.paint(canvas.box(146, 96, 366, 146, 4), ("v", light(look["c1"], 0.45), look["c1"], dark(look["c1"], 0.2)))
    for notch in range(9):
        canvas.paint(canvas.box(164 + notch * 23, 96, 170 + notch * 23, 116), dark(look["c1"], 0.35))


def wipes(canvas, look):
    """A pack of wet wipes."""
    color = look["c1"]
    canvas.shadow(256, 396, 190, 16)
    body = canvas.box(74, 170, 438, 394, 28)
    canvas.paint(body, ("v", light(color, 0.25), color, dark(color, 0.2)))
    canvas.paint(canvas.box(60, 186, 84, 378, 4), light(color, 0.3))
    canvas.paint(canvas.box(428, 186, 452, 378, 4), dark(color, 0.1))
    canvas.paint(canvas.box(168, 198, 344, 296, 20), ("v", "#ffffff", "#dfe8ef"))
    canvas.paint(
        canvas.polygon(blob([(206, 262), (226, 150), (262, 190), (300, 140), (312, 262)], 3)),
        ("v", "#ffffff", "#eef3f7"),
    )
    canvas.text(256, 346, look["brand"], 34, "#ffffff", "sans", 330)


def cloth(canvas, look):
    """A folded microfibre cloth."""
    canvas.shadow(256, 414, 180, 16)
    for step in range(4):
        tone = light(look["c1"], 0.1 * step)
        canvas.paint(
            canvas.box(92, 330 - step * 46, 420, 412 - step * 46, 22), ("v", light(tone, 0.2), dark(tone, 0.1))
        )
    for index in range(60):
        canvas.paint(canvas.oval(116 + index * 47 % 290, 206 + index * 29 % 46, 2.4), "#ffffff", opacity=0.4)
    canvas.paint(canvas.box(340, 216, 396, 246, 4), "#ffffff")


def freshener(canvas, look):
    """A cardboard air freshener on a string."""
    color = look["c1"]
    canvas.shadow(256, 452, 96, 11)
    canvas.paint(canvas.line(smooth([(256, 150), (200, 90), (256, 40), (312, 90), (256, 150)]), 4), "#c9b48a")
    tree = [
        (256, 118),
        (320, 214),
        (292, 214),
        (352, 308),
        (316, 308),
        (382, 412),
        (282, 412),
        (282, 450),
        (230, 450),
        (230, 412),
        (130, 412),
        (196, 308),
        (160, 308),
        (220, 214),
        (192, 214),
    ]
    body = canvas.polygon(blob(tree, 2))
    canvas.paint(body, ("v", light(color, 0.3), color, dark(color, 0.2)))
    canvas.paint(canvas.oval(256, 150, 9), "#ffffff")
    for row, line in enumerate(look["brand"].split("|")):
        canvas.text(256, 330 + row * 34, line, 32, "#ffffff", "serif", 150)


def gloves(canvas, look):
    """A pair of work gloves."""
    for x, side in ((172, -1), (340, 1)):
        canvas.shadow(x, 440, 84, 12)
        for index, (dx, height) in enumerate(((-48, 150), (-16, 116), (16, 122), (48, 160))):
            canvas.paint(canvas.box(x + dx - 17, height, x + dx + 17, 300, 17), ("v", "#f6f2ea", "#ddd5c6"))
            canvas.paint(
                canvas.box(x + dx - 17, height, x + dx + 17, height + 56, 17), look["c1"], opacity=0.9 - index * 0.05
            )
        thumb = canvas.turned(
            canvas.box(x + side * 74 - 18, 216, x + side * 74 + 18, 330, 18), -24 * side, x + side * 74, 300
        )
        canvas.paint(thumb, ("v", look["c1"], "#e6ded0"))
        canvas.paint(canvas.box(x - 66, 256, x + 66, 390, 30), ("v", "#f6f2ea", "#e0d8c8"))
        for dot in range(20):
            canvas.paint(canvas.oval(x - 48 + dot % 5 * 24, 274 + dot // 5 * 24, 6), look["c1"])
        canvas.paint(canvas.box(x - 62, 384, x + 62, 440, 10), ("v", "#3a7fc0", "#2a5f96"))
        for line in (400, 414, 428):
            canvas.paint(canvas.box(x - 62, line, x + 62, line + 4), "#ffffff", opacity=0.5)
