"""Pictures as files: shots side by side, few colours, small."""

import io

from PIL import Image

COLOURS = 256
GAP = 24  # pixels between two shots
PAPER = "#ffffff"


def paste(shots):
    """One picture of several shots side by side.

    :param shots: PNG files as bytes
    """
    parts = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    whole = Image.new("RGB", (width, max(part.height for part in parts)), PAPER)
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + GAP
    return whole


def save(picture, path):
    """Write it as a PNG with a palette: a screen has few colours, and a page should open at once."""
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
