import base64
import io

import openpyxl
from pypdf import PdfReader

from .common import RevisionCommon


class PriceListCommon(RevisionCommon):
    """A price list of drinks in Russian, and two customers who may get it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env.company.write({"name": "ООО «Ладога»", "vat": "7801000005", "website": "https://ladoga.example"})
        cls.cabernet.write({"name": "Каберне «Долина ветров»", "barcode": "4600000000024"})
        cls.shop.email = "shop@example.com"
        cls.passer_by.email = "passer@example.com"

    def _make(self, user=None, **values):
        vals = {
            "pricelist_id": self.wholesale.id,
            "scope": "category",
            "category_ids": self.drinks.ids,
            "lang": "en_US",
        }
        price_list = self.env["torg.price.list"].with_user(user or self.manager).create(vals | values)
        price_list.action_make()
        return price_list

    def _read_pdf(self, price_list):
        reader = PdfReader(io.BytesIO(base64.b64decode(price_list.file)))
        return "\n".join(page.extract_text() for page in reader.pages)

    def _read_xlsx(self, price_list):
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(price_list.file)))
        return [row for row in book.active.iter_rows(values_only=True) if any(cell is not None for cell in row)]
