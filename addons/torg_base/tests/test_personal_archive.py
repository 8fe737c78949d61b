import io
import json
import zipfile
from datetime import date, datetime

from openpyxl import load_workbook

from odoo.tests import BaseCase

from ..tools.personal_archive import build_archive

SECTIONS = [
    {
        "name": "contact",
        "title": "Контакт: основное",
        "rows": [{"Имя": "Иван", "Дата": date(2026, 3, 1), "Телефон": "+79001234567"}, {"Имя": "=1+1", "Город": None}],
    },
    {"name": "orders", "title": "контакт  основное", "rows": [{"Сумма": 10.5, "Когда": datetime(2026, 3, 1, 9, 30)}]},
    {"name": "calls", "title": "x" * 60, "rows": []},
]


class TestPersonalArchive(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        archive = zipfile.ZipFile(io.BytesIO(build_archive(SECTIONS)))
        cls.names = archive.namelist()
        cls.data = json.loads(archive.read("personal_data.json"))
        cls.book = load_workbook(io.BytesIO(archive.read("personal_data.xlsx")))

    def test_archive_holds_a_file_for_programs_and_a_book_for_people(self):
        self.assertEqual(self.names, ["personal_data.json", "personal_data.xlsx"])

    def test_json_keeps_names_and_values(self):
        self.assertEqual(self.data["contact"][0], {"Имя": "Иван", "Дата": "2026-03-01", "Телефон": "+79001234567"})
        self.assertEqual(self.data["orders"], [{"Сумма": 10.5, "Когда": "2026-03-01 09:30:00"}])
        self.assertEqual(self.data["calls"], [])

    def test_columns_of_a_sheet_are_those_of_all_rows(self):
        rows = list(self.book.worksheets[0].values)
        self.assertEqual(rows[0], ("Имя", "Дата", "Телефон", "Город"))
        self.assertEqual(rows[1], ("Иван", "2026-03-01", "+79001234567", None))

    def test_what_a_customer_wrote_is_no_formula(self):
        cell = self.book.worksheets[0]["A3"]
        self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))

    def test_sheet_names_are_what_excel_takes(self):
        names = self.book.sheetnames
        self.assertEqual(len({name.lower() for name in names}), 3)
        self.assertTrue(all(len(name) <= 31 for name in names))
