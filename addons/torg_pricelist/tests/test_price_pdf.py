import io

from PIL import Image
from pypdf import PdfReader, PdfWriter

from odoo.tests.common import BaseCase
from odoo.tools import file_path

from odoo.addons.torg_pricelist.tools import price_pdf_style as style
from odoo.addons.torg_pricelist.tools.price_list_data import Heading, Item, Layout, format_price
from odoo.addons.torg_pricelist.tools.price_pdf import PriceListPdf
from odoo.addons.torg_pricelist.tools.price_pdf_pages import paginate
from odoo.addons.torg_pricelist.tools.thumbnail import make_thumbnail

WORDS = {
    "article": "Артикул", "barcode": "Штрихкод", "name": "Наименование", "unit": "Ед.", "vat": "НДС", "price": "Цена",
    "old_price": "Без скидки", "page": "Стр.", "continued": "продолжение", "plenty": "много", "few": "мало",
    "none": "нет",
}  # fmt: skip
FONTS = {
    "regular": file_path("web/static/fonts/google/Roboto/Roboto-Regular.ttf"),
    "bold": file_path("web/static/fonts/google/Roboto/Roboto-Bold.ttf"),
}


def make_heading(**values):
    return Heading(company="ООО «Ладога»", title="Прайс-лист", fonts=FONTS, made="Сформировано", **values)


def make_layout(**values):
    return Layout(words=WORDS, currency="₽", **values)


def make_items(count, category=("Вино", "Красное")):
    return [
        Item(f"Вино № {number} «Долина ёлок»", 100.5 + number, category, article=f"W-{number}", unit="шт", vat="22 %")
        for number in range(count)
    ]


def draw(items, **layout):
    pdf = PriceListPdf(make_heading(), make_layout(**layout))
    pdf.draw(items)
    return PdfReader(io.BytesIO(pdf.get_bytes()))


class TestPages(BaseCase):
    """Arithmetic of pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        style.register_fonts(FONTS["regular"], FONTS["bold"])

    def _paginate(self, items, room=300, **layout):
        return paginate(items, 200, make_layout(photo=False, **layout), room, room)

    def test_every_item_stands_once_and_in_order(self):
        pages = self._paginate(make_items(57))
        self.assertGreater(len(pages), 3)
        self.assertEqual([row.index for page in pages for row in page if row.item], list(range(57)))

    def test_nothing_runs_out_of_the_page(self):
        for page in self._paginate(make_items(57)):
            self.assertLessEqual(page[-1].top + page[-1].height, 300)
            for former, row in zip(page, page[1:], strict=False):
                self.assertAlmostEqual(former.top + former.height, row.top)

    def test_band_is_never_the_last_on_a_page(self):
        items = [item for name in "АБВГДЕЖЗИК" for item in make_items(3, (name, f"{name}{name}"))]
        for page in self._paginate(items, room=140):
            self.assertIsNotNone(page[-1].item)

    def test_page_that_begins_inside_a_category_names_it_again(self):
        first, second = self._paginate(make_items(20))[:2]
        self.assertEqual([(row.band, row.continued) for row in first[:2]], [("Вино", False), ("Красное", False)])
        self.assertEqual([(row.band, row.level) for row in second[:2]], [("Вино", 0), ("Красное", 1)])
        self.assertTrue(second[0].continued)

    def test_only_the_level_that_changes_is_named(self):
        items = make_items(1) + make_items(1, ("Вино", "Белое")) + make_items(1, ("Пиво",)) + make_items(1, ())
        bands = [row.band for row in self._paginate(items, room=2000)[0] if not row.item]
        self.assertEqual(bands, ["Вино", "Красное", "Белое", "Пиво"])

    def test_back_from_a_subcategory_to_its_parent(self):
        items = make_items(1) + make_items(1, ("Вино",))
        bands = [row.band for row in self._paginate(items, room=2000)[0] if not row.item]
        self.assertEqual(bands, ["Вино", "Красное", "Вино"])

    def test_no_items_no_pages(self):
        self.assertEqual(self._paginate([]), [])


class TestWords(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        style.register_fonts(FONTS["regular"], FONTS["bold"])

    def test_lines_fit_and_lose_nothing(self):
        text = "Коньяк «Старая пристань» 5 лет выдержки в подарочной упаковке с двумя бокалами 0,7 л"
        lines = style.wrap(text, style.REGULAR, 8, 120, 9)
        self.assertEqual(" ".join(lines), text)
        for line in lines:
            self.assertLessEqual(style.stringWidth(line, style.REGULAR, 8), 120)

    def test_what_does_not_fit_ends_in_an_ellipsis(self):
        lines = style.wrap("слово " * 50, style.REGULAR, 8, 60, 2)
        self.assertEqual(len(lines), 2)
        self.assertTrue(lines[-1].endswith("…"))

    def test_endless_word_is_cut(self):
        lines = style.wrap("Ж" * 200, style.REGULAR, 8, 60, 3)
        for line in lines:
            self.assertLessEqual(style.stringWidth(line, style.REGULAR, 8), 60)
        self.assertEqual(style.wrap("", style.REGULAR, 8, 60, 3), [""])

    def test_prices_as_people_read_them(self):
        self.assertEqual(
            [format_price(price) for price in (0.5, 1234.5, 1234567)], ["0,50", "1\xa0234,50", "1\xa0234\xa0567,00"]
        )


class TestPdf(BaseCase):
    def test_cyrillic_can_be_searched(self):
        text = draw(make_items(3)).pages[0].extract_text()
        for words in ("ООО «Ладога»", "Прайс-лист", "Красное", "Вино № 2 «Долина ёлок»", "W-2", "Цена, ₽", "22 %"):
            self.assertIn(words, text)
        self.assertIn("102,50", text)

    def test_heading_of_the_table_and_page_number_stand_on_every_page(self):
        reader = draw(make_items(200))
        self.assertGreater(len(reader.pages), 3)
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text()
            self.assertIn("Наименование", text)
            self.assertIn(f"Стр. {number}", text)

    def test_parts_put_together_hold_every_item_once(self):
        items, writer, page, above, start = make_items(300), PdfWriter(), 1, (), 0
        while start < len(items):
            pdf = PriceListPdf(make_heading(), make_layout(), page, above)
            last = start + 90 >= len(items)
            drawn = pdf.draw(items[start : start + 90], last)
            self.assertGreater(drawn, 0)
            writer.append(PdfReader(io.BytesIO(pdf.get_bytes())))
            start, page, above = start + drawn, pdf.page_number + 1, items[start + drawn - 1].categories
        buffer = io.BytesIO()
        writer.write(buffer)
        text = "".join(page.extract_text() + "\n" for page in PdfReader(buffer).pages)
        for number in range(300):
            self.assertEqual(text.count(f"Вино № {number} "), 1)
        self.assertEqual(len(PdfReader(buffer).pages), page - 1)
        self.assertEqual(len(PdfReader(buffer).pages), len(draw(items).pages))

    def test_columns_that_are_off_are_not_there(self):
        text = (
            draw(make_items(2), article=False, barcode=False, unit=False, vat=False, photo=False)
            .pages[0]
            .extract_text()
        )
        for words in ("Артикул", "W-1", "НДС", "22 %", "Ед."):
            self.assertNotIn(words, text)

    def test_many_stores_turn_the_sheet(self):
        few = draw(make_items(1), stores=("Невский",)).pages[0].mediabox
        many = draw(make_items(1), stores=tuple(f"Магазин {number}" for number in range(8))).pages[0].mediabox
        self.assertLess(few.width, few.height)
        self.assertGreater(many.width, many.height)

    def test_names_of_stores_and_the_legend_are_there(self):
        items = make_items(1)
        items[0].marks = ("plenty",)
        text = draw(items, stores=("Невский",)).pages[0].extract_text()
        for words in ("Невский", "много", "мало"):
            self.assertIn(words, text)

    def test_old_price_stands_over_the_new_one(self):
        items = make_items(1)
        items[0].old_price = 200.0
        self.assertIn("200,00", draw(items).pages[0].extract_text())

    def test_equal_pictures_are_stored_once(self):
        items = make_items(40)
        for item in items:
            item.photo = make_thumbnail(make_picture("PNG", "red"))
        for item in items[20:]:
            item.photo = make_thumbnail(make_picture("PNG", "blue"))
        pdf = PriceListPdf(make_heading(site="https://ladoga.example"), make_layout())
        pdf.draw(items)
        self.assertEqual(pdf.get_bytes().count(b"/Subtype /Image"), 2)


def make_picture(kind, colour="red", mode="RGB", size=(300, 200)):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind)
    return buffer.getvalue()


class TestThumbnail(BaseCase):
    def test_any_picture_becomes_a_small_jpeg(self):
        for kind, mode, colour in (
            ("JPEG", "RGB", "red"),
            ("PNG", "RGBA", (255, 0, 0, 0)),
            ("GIF", "P", 3),
            ("PNG", "L", 9),
        ):
            with Image.open(io.BytesIO(make_thumbnail(make_picture(kind, colour, mode)))) as image:
                self.assertEqual((image.format, image.mode, max(image.size)), ("JPEG", "RGB", 112))

    def test_transparent_becomes_white(self):
        with Image.open(io.BytesIO(make_thumbnail(make_picture("PNG", (255, 0, 0, 0), "RGBA")))) as image:
            self.assertGreater(min(image.getpixel((5, 5))), 250)

    def test_what_is_no_picture_is_none(self):
        for content in (b"", b"<svg/>", make_picture("JPEG")[:60]):
            self.assertIsNone(make_thumbnail(content))
