"""A small painter: shapes in a 512-point square, painted three times larger and scaled down."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIZE = 512  # the square in points
PICTURE = 448  # the stored picture in pixels
SCALE = 3
FONTS = {
    "serif": "NotoSerifDisplay-Bold.ttf",
    "sans": "LiberationSans-Bold.ttf",
    "narrow": "LiberationSansNarrow-Bold.ttf",
}


def mix(color, other, share):
    """Blend two "#rrggbb" colours: share 0 gives the first, 1 the second."""
    pairs = zip(bytes.fromhex(color[1:7]), bytes.fromhex(other[1:7]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(color, share=0.3):
    """The colour nearer to white."""
    return mix(color, "#ffffff", share)


def dark(color, share=0.3):
    """The colour nearer to black."""
    return mix(color, "#0c0a12", share)


def is_dark(color):
    """Whether white letters read better on the colour."""
    red, green, blue = bytes.fromhex(color[1:7])
    return red * 0.3 + green * 0.59 + blue * 0.11 < 140


def smooth(points, rounds=4):
    """Points of a curve with every corner but the two ends cut round (Chaikin); it never swells past its corners."""
    for _round in range(rounds):
        cut = [points[0]]
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            cut.append((0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1))
            cut.append((0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1))
        points = [*cut, points[-1]]
    return points


def blob(points, rounds=4):
    """Points of a closed round shape through the middles of the given polygon's sides."""
    for _round in range(rounds):
        points = [
            (x0 * share + x1 * (1 - share), y0 * share + y1 * (1 - share))
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True)
            for share in (0.75, 0.25)
        ]
    return points


def mirror(half, center=256):
    """Turn a right-hand outline [(half width, y), …] into a symmetric polygon."""
    right = [(center + width, y) for width, y in half]
    return right + [(2 * center - x, y) for x, y in reversed(right)]


class Canvas:
    """One picture; every shape is a mask painted with a colour or a gradient."""

    def __init__(self):
        self.image = Image.new("RGBA", (SIZE * SCALE, SIZE * SCALE))

    # === MASKS === #

    def mask(self):
        """An empty mask and its pen."""
        mask = Image.new("L", self.image.size)
        return mask, ImageDraw.Draw(mask)

    def polygon(self, points):
        """Mask of a polygon."""
        mask, pen = self.mask()
        pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=255)
        return mask

    def box(self, x0, y0, x1, y1, radius=0):
        """Mask of a rectangle with round corners."""
        mask, pen = self.mask()
        pen.rounded_rectangle([x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE], radius * SCALE, fill=255)
        return mask

    def oval(self, x, y, rx, ry=None):
        """Mask of an ellipse around its centre."""
        ry = rx if ry is None else ry
        mask, pen = self.mask()
        pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=255)
        return mask

    def line(self, points, width):
        """Mask of a line with round joints and ends."""
        mask, pen = self.mask()
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        pen.line(scaled, fill=255, width=round(width * SCALE), joint="curve")
        radius = width * SCALE / 2
        for x, y in (scaled[0], scaled[-1]):
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)
        return mask

    def arc(self, x, y, rx, ry, start, end, width):
        """Mask of a part of an ellipse's edge, angles in degrees clockwise from three o'clock."""
        mask, pen = self.mask()
        bounds = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        pen.arc(bounds, start, end, fill=255, width=round(width * SCALE))
        return mask

    def turned(self, mask, angle, x=256, y=256):
        """The mask turned around a point."""
        return mask.rotate(angle, Image.Resampling.BICUBIC, center=(x * SCALE, y * SCALE))

    # === PAINT === #

    def paint(self, mask, fill, clip=None, opacity=1.0):
        """Paint a mask; fill is a colour or ("h"|"v", colour, colour[, colour…])."""
        if clip is not None:
            mask = ImageChops.multiply(mask, clip)
        if opacity < 1:
            mask = mask.point(lambda value: round(value * opacity))
        bounds = mask.getbbox()
        if not bounds:
            return
        size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
        paint = Image.new("RGBA", size, fill) if isinstance(fill, str) else self._gradient(size, *fill)
        paint.putalpha(mask.crop(bounds))
        self.image.alpha_composite(paint, bounds[:2])

    def _gradient(self, size, direction, *colors):
        """A rectangle running through the colours from left to right or from top to bottom."""
        strip = Image.new("RGB", (len(colors), 1))
        strip.putdata([tuple(bytes.fromhex(color[1:7])) for color in colors])
        if direction == "v":
            strip = strip.transpose(Image.Transpose.ROTATE_270)
        # Half a pixel is cut at each end: resizing repeats the edge colour there.
        edge = (0.5, 0, len(colors) - 0.5, 1) if direction == "h" else (0, 0.5, 1, len(colors) - 0.5)
        return strip.resize(size, Image.Resampling.BILINEAR, box=edge).convert("RGBA")

    def shadow(self, x, y, rx, ry, opacity=0.22):
        """A soft shadow on the ground."""
        self.paint(self.oval(x, y, rx, ry).filter(ImageFilter.GaussianBlur(7 * SCALE)), "#1d1626", opacity=opacity)

    def text(self, x, y, words, size, fill, font="serif", width=None, clip=None):
        """A line of text around a point, made smaller until it fits the width."""
        mask, pen = self.mask()
        letters = ImageFont.truetype(FONTS[font], round(size * SCALE))
        while width and letters.getlength(words) > width * SCALE and size > 5:
            size -= 1
            letters = ImageFont.truetype(FONTS[font], round(size * SCALE))
        pen.text((x * SCALE, y * SCALE), words, font=letters, fill=255, anchor="mm")
        self.paint(mask, fill, clip)
        return size

    def backdrop(self, color):
        """The pastel card behind the goods."""
        self.paint(self.box(0, 0, SIZE, SIZE), ("v", light(color, 0.84), light(color, 0.66)))
        self.paint(self.oval(256, 232, 196), light(color, 0.93), opacity=0.75)

    def save(self, path):
        """Scale down and write a small JPEG: every mail client, PDF engine and spreadsheet reads it."""
        small = self.image.resize((PICTURE, PICTURE), Image.Resampling.LANCZOS).convert("RGB")
        small.save(path, "JPEG", quality=80, optimize=True, progressive=True)
