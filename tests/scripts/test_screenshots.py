"""Pictures of the documentation: side by side, small."""

import io

from gallery.picture import GAP, paste, save
from gallery.shots import PICTURES
from PIL import Image

from kit import layout


def shot(width, height, colour):
    """A PNG file of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def test_shots_stand_side_by_side():
    whole = paste([shot(20, 40, "#ff0000"), shot(30, 10, "#0000ff")])
    assert whole.size == (50 + GAP, 40)
    assert whole.getpixel((10, 30)) == (255, 0, 0)
    assert whole.getpixel((20 + GAP, 5)) == (0, 0, 255)


def test_file_has_a_palette_and_its_colours(tmp_path):
    save(paste([shot(20, 20, "#71639e")]), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.mode == "P"
        assert picture.convert("RGB").getpixel((1, 1)) == (0x71, 0x63, 0x9E)


def test_every_picture_is_on_the_first_page():
    page = (layout.ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in PICTURES if f"docs/images/{name}.png" not in page] == []
