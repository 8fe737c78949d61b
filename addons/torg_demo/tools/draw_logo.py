"""Redraws the company's logo and the addon's icon: `python -m tools.draw_logo` in the addon's folder."""

from pathlib import Path

from PIL import Image

from .pictures.canvas import Canvas, smooth

STATIC = Path(__file__).parents[1] / "static"
BLUE, DEEP, SUN = "#1f6fa8", "#123a5a", "#f2b441"


def draw_sign(canvas):
    """A lighthouse over the waves in a round sky."""
    sky = canvas.oval(256, 256, 220)
    canvas.paint(sky, ("v", "#2f8ac4", DEEP))
    canvas.paint(canvas.oval(256, 190, 118), SUN, sky, 0.9)
    canvas.paint(canvas.polygon([(226, 380), (240, 176), (272, 176), (286, 380)]), "#fbf7ee", sky)
    for top, bottom, width in ((214, 246, 22), (288, 320, 26)):
        band = [(256 - width + 4, bottom), (256 - width + 7, top), (256 + width - 7, top), (256 + width - 4, bottom)]
        canvas.paint(canvas.polygon(band), "#c8372f", sky)
    canvas.paint(canvas.box(236, 146, 276, 178, 4), DEEP, sky)
    canvas.paint(canvas.box(244, 150, 268, 172, 3), "#fff2c4", sky)
    canvas.paint(canvas.polygon([(230, 148), (256, 116), (282, 148)]), "#c8372f", sky)
    for row, color in enumerate(("#8fd0ee", "#4aa3d8", "#dff2fb")):
        crest = [(x, 352 + row * 38 + (14 if x // 48 % 2 else -14)) for x in range(-20, 560, 48)]
        canvas.paint(canvas.polygon([*smooth(crest), (560, 520), (-20, 520)]), color, sky)
    return sky


def draw_logo():
    """The sign with the name beside it."""
    canvas = Canvas()
    draw_sign(canvas)
    sign = canvas.image.resize((180, 180), Image.Resampling.LANCZOS)
    words = Canvas()
    words.text(256, 240, "ЛАДОГА", 96, DEEP, width=480)
    words.text(256, 334, "торговая компания", 34, BLUE, "sans", 400)
    name = words.image.resize((420, 420), Image.Resampling.LANCZOS).crop((0, 126, 420, 306))
    logo = Image.new("RGBA", (604, 180))
    logo.alpha_composite(sign, (0, 0))
    logo.alpha_composite(name, (180, 0))
    logo.save(STATIC / "img" / "logo.png", optimize=True)


def draw_icon():
    """The sign alone."""
    canvas = Canvas()
    draw_sign(canvas)
    icon = canvas.image.resize((140, 140), Image.Resampling.LANCZOS)
    icon.save(STATIC / "description" / "icon.png", optimize=True)


if __name__ == "__main__":
    draw_logo()
    draw_icon()
