"""Photos small enough for a table."""

import io

from PIL import Image, UnidentifiedImageError

SIDE = 112  # pixels: 14 mm at 200 dots per inch
QUALITY = 80


def make_thumbnail(content, side=SIDE):
    """Return the image as a small JPEG on white, or None when it is no image."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.draft("RGB", (side, side))
            image.thumbnail((side, side))
            return _to_jpeg(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _to_jpeg(image):
    if image.mode != "RGB":
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
