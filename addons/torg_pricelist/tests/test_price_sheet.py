import base64
import io
import zipfile

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import BaseCase

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.torg_pricelist.tools import price_sheet, xlsx_table

from .common import RevisionCommon


def make_sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestReading(BaseCase):
    def test_prices_as_people_write_them(self):
        cases = {
            "1 234,50": 1234.5,
            "1\u00a0234,50 ₽": 1234.5,
            "99 руб.": 99.0,
            99: 99.0,
            12.5: 12.5,
            0.1 + 0.2: 0.3,
            "0,01": 0.01,
        }
        for written, price in cases.items():
            self.assertEqual(price_sheet.parse_price(written), (price, ""), written)

    def test_what_is_no_price(self):
        cases = {
            None: "no_price",
            " ": "no_price",
            "по запросу": "bad_price",
            "1,234.50": "bad_price",
            "nan": "bad_price",
            "inf": "bad_price",
            float("inf"): "bad_price",
            "-5": "negative_price",
            0: "negative_price",
            "12,345": "too_precise",
            12.345: "too_precise",
            "10000000001": "too_great",
        }
        for written, error in cases.items():
            self.assertEqual(price_sheet.parse_price(written), (None, error), written)

    @settings(max_examples=300, deadline=None)
    @given(st.integers(1, 10**11))
    def test_every_kopeck_is_kept(self, kopecks):
        self.assertEqual(price_sheet.parse_price(f"{kopecks // 100},{kopecks % 100:02}"), (kopecks / 100, ""))
        self.assertEqual(price_sheet.parse_price(kopecks / 100), (kopecks / 100, ""))

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=12))
    def test_any_text_is_a_price_or_an_error(self, text):
        price, error = price_sheet.parse_price(text)
        self.assertEqual(price is None, bool(error))

    def test_heading_may_stand_under_a_title_in_any_order(self):
        rows = price_sheet.read_sheet(
            make_sheet(
                ["Прайс поставщика"], [], ["Цена", "Наименование", "Артикул"], [10.5, "Вино", 12], [None, "", ""]
            )
        )
        self.assertEqual([(row.number, row.article, row.price) for row in rows], [(4, "12", 10.5)])

    def test_file_that_is_no_price_sheet_is_told_apart(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * (xlsx_table.MAX_UNPACKED + 1))
        whole = make_sheet(["Артикул", "Цена"], ["A", 1])
        cases = [
            (b"", "not_xlsx"),
            (b"article;price", "not_xlsx"),
            (whole[: len(whole) // 2], "not_xlsx"),
            (bomb.getvalue(), "too_big"),
            (b"0" * (xlsx_table.MAX_BYTES + 1), "too_big"),
            (make_sheet(["Name", "Sum"], ["A", 1]), "no_header"),
            (make_sheet(["Артикул", "Цена"]), "empty"),
        ]
        for content, code in cases:
            with self.subTest(code=code), self.assertRaises(xlsx_table.SheetError) as caught:
                price_sheet.read_sheet(content)
            self.assertEqual(caught.exception.code, code)

    def test_more_rows_than_a_revision_takes_are_refused(self):
        self.patch(xlsx_table, "MAX_ROWS", 2)
        with self.assertRaises(xlsx_table.SheetError) as caught:
            price_sheet.read_sheet(make_sheet(["Артикул", "Цена"], *[[f"A{index}", 1] for index in range(3)]))
        self.assertEqual(caught.exception.code, "too_many_rows")

    def test_formula_is_written_as_text(self):
        content = price_sheet.write_sheet(("A",), [("=1+1",), ("007",)], (10,), text_columns=(0,))
        cells = openpyxl.load_workbook(io.BytesIO(content)).active["A"]
        self.assertEqual([(cell.value, cell.data_type) for cell in cells], [("A", "s"), ("=1+1", "s"), ("007", "s")])


@tagged("post_install", "-at_install")
class TestPriceSheet(RevisionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.water.barcode = "4600000000017"
        cls.revision = cls._create_revision(cls, {})

    def _load(self, *rows):
        sheet = base64.b64encode(make_sheet(["Артикул", "Штрихкод", "Новая цена", "От количества"], *rows))
        values = {"revision_id": self.revision.id, "sheet": sheet, "sheet_name": "prices.xlsx"}
        self.env["torg.price.load"].with_user(self.supervisor).create(values).action_load()

    def _get_prices(self):
        return {(line.product_id, line.min_quantity): line.new_price for line in self.revision.line_ids}

    def test_rows_become_lines(self):
        self._load(["W-1", None, 510, None], [None, 4600000000017, "41,50", None], ["W-1", None, "499", 6])
        self.assertEqual(
            self._get_prices(), {(self.cabernet, 0): 510.0, (self.water, 0): 41.5, (self.cabernet, 6): 499.0}
        )
        self.assertFalse(self.revision.sheet_errors)

    def test_second_file_replaces_prices_and_adds_goods(self):
        self._load(["W-1", None, 510, None])
        self._load(["W-1", None, 520, None], ["D-1", None, 41, None])
        self.assertEqual(self._get_prices(), {(self.cabernet, 0): 520.0, (self.water, 0): 41.0})

    def test_every_bad_row_is_told_with_its_number(self):
        self.env["product.product"].create([{"name": name, "default_code": "TWIN"} for name in ("One", "Two")])
        self._load(
            ["W-1", None, 510, None],
            ["W-1", None, 511, None],
            ["X-9", None, 5, None],
            ["TWIN", None, 5, None],
            [None, None, 5, None],
            ["D-1", None, "дорого", None],
            ["D-1", None, 41, "много"],
        )
        self.assertEqual(self._get_prices(), {(self.cabernet, 0): 510.0})
        self.assertEqual(self.revision.sheet_error_count, 6)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(self.revision.sheet_errors)))
        rows = list(book.active.iter_rows(min_row=2, values_only=True))
        self.assertEqual([row[4] for row in rows], [3, 4, 5, 6, 7, 8])
        self.assertEqual(len({row[5] for row in rows}), 6)
        self.assertEqual(rows[4][:3], ("D-1", "", "дорого"))

    def test_corrected_rows_can_be_loaded_as_they_are(self):
        self._load(["D-1", None, "дорого", None])
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(self.revision.sheet_errors)))
        book.active["C2"] = 42
        buffer = io.BytesIO()
        book.save(buffer)
        self.revision._load_sheet(buffer.getvalue(), "again.xlsx")
        self.assertEqual(self._get_prices(), {(self.water, 0): 42.0})
        self.assertEqual(self.revision.sheet_error_count, 0)

    def test_template_can_be_loaded(self):
        template = self.env["torg.price.load"].create({"revision_id": self.revision.id}).template
        rows = price_sheet.read_sheet(base64.b64decode(template))
        self.assertEqual([(row.price, row.quantity, row.error) for row in rows], [(119.0, 0, ""), (109.0, 12, "")])

    def test_wrong_file_is_refused_with_a_sentence(self):
        wizard = self.env["torg.price.load"].create({"revision_id": self.revision.id, "sheet": base64.b64encode(b"x")})
        with self.assertRaises(UserError):
            wizard.action_load()

    def test_many_rows_are_taken_by_a_chain_of_jobs(self):
        self.patch(self.env.registry["torg.price.revision"], "_get_fill_chunk", lambda _self: 2)
        with trap_jobs() as trap:
            self._load(["W-1", None, 510, None], ["D-1", None, 41, None], ["W-1", None, 499, 6])
            trap.assert_jobs_count(1, only=self.revision._take_sheet_next)
        self.revision.invalidate_recordset()
        self.assertEqual((self.revision.is_busy, self.revision.line_count), (True, 0))
        self.revision.with_context(queue_job__no_delay=True)._take_sheet_next(0)
        self.revision.invalidate_recordset()
        self.assertEqual((self.revision.is_busy, self.revision.line_count), (False, 3))
