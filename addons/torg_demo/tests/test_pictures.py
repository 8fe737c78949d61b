from pathlib import Path

from PIL import Image

from odoo.tests import BaseCase, tagged

from odoo.addons.torg_demo.tools import pictures

from .common import read_table

FOLDER = Path(__file__).parents[1] / "static" / "img" / "products"


@tagged("post_install", "-at_install")
class TestPictures(BaseCase):
    def test_every_product_and_variant_has_its_picture(self):
        for row in read_table("products") + read_table("variants"):
            self.assertTrue((FOLDER / f"{row['picture']}.jpg").is_file(), row["article"])

    def test_no_picture_lies_about_without_a_product(self):
        used = {row["picture"] for row in read_table("products") + read_table("variants")}
        self.assertEqual({path.stem for path in FOLDER.iterdir()}, used)

    def test_every_picture_can_be_drawn_again(self):
        self.assertEqual({path.stem for path in FOLDER.iterdir()}, {row["id"] for row in read_table("pictures")})
        for row in read_table("pictures"):
            self.assertTrue(callable(pictures.find_painter(row["drawing"])), row["id"])

    def test_all_pictures_together_stay_small(self):
        self.assertLess(sum(path.stat().st_size for path in FOLDER.iterdir()), 3_000_000)

    def test_pictures_are_square_photographs(self):
        for path in sorted(FOLDER.iterdir())[::20]:
            with Image.open(path) as picture:
                self.assertEqual((picture.format, picture.size), ("JPEG", (448, 448)))
