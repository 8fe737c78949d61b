import base64
import io

from odoo import api, fields, models

from odoo.addons.torg_base.tools.plain_book import MIMETYPE, open_book

MOST_ROWS = 2000


class ProductProduct(models.Model):
    """The stock screen as a table."""

    _inherit = "product.product"

    @api.model
    @api.readonly
    def export_stock(self, query="", store_ids=None, category_id=None, attribute_value_ids=None, near_store_id=None):
        """Return the file with what `search_stock` finds, `content` in base64; at most MOST_ROWS products.

        `left_out` tells how many more there are.
        """
        stores = self._get_screen_stores(store_ids, near_store_id)
        found = self._find_goods(query, category_id, attribute_value_ids, MOST_ROWS)
        answer = self.browse(found.ids)._prepare_stock_answer(stores, near_store_id)
        today = fields.Date.context_today(self)
        return {
            "name": self.env._("Availability %(date)s", date=today) + ".xlsx",
            "mimetype": MIMETYPE,
            "content": base64.b64encode(self._build_stock_sheet(answer)).decode(),
            "rows": len(found.ids),
            "left_out": found.total - len(found.ids),
        }

    @api.model
    def _build_stock_sheet(self, answer):
        file = io.BytesIO()
        with open_book(file) as book:
            sheet = book.add_worksheet(self.env._("Availability"))
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
            money, bold = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True})
            sheet.write_row(0, 0, self._get_stock_sheet_head(answer), head)
            for number, product in enumerate(answer["products"], start=1):
                self._write_stock_row(sheet, number, product, answer, money, bold)
            sheet.freeze_panes(1, 2)
            sheet.set_column(0, 0, 16)
            sheet.set_column(1, 1, 50)
            sheet.set_column(2, 5 + len(answer["stores"]), 14)
        return file.getvalue()

    @api.model
    def _get_stock_sheet_head(self, answer):
        titles = [
            self.env._("Article"),
            self.env._("Product"),
            self.env._("Barcode"),
            self.env._("Price"),
            self.env._("Unit"),
            self.env._("Free in all stores"),
        ]
        return titles + [store["name"] for store in answer["stores"]]

    @api.model
    def _write_stock_row(self, sheet, number, product, answer, money, bold):
        cells = answer["cells"][product["id"]]
        sheet.write_row(number, 0, [product["article"], product["name"], product["barcode"]])
        sheet.write_number(number, 3, product["price"], money)
        sheet.write_string(number, 4, product["unit"])
        sheet.write_number(number, 5, sum(cell["free"] for cell in cells.values()), bold)
        for column, store in enumerate(answer["stores"], start=6):
            if store["id"] in cells:
                sheet.write_number(number, column, cells[store["id"]]["free"])
