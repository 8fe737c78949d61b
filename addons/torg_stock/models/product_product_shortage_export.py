import base64
import io

from odoo import api, fields, models

from odoo.addons.torg_base.tools.plain_book import MIMETYPE, open_book

from .product_product_export import MOST_ROWS


class ProductProduct(models.Model):
    """The screen of shortages as a table: a row for every product in every store."""

    _inherit = "product.product"

    @api.model
    @api.readonly
    def export_shortage(self, query="", store_ids=None, category_id=None, supplier_id=None, only_short=True):
        """Return the file with what `search_shortage` finds, `content` in base64; at most MOST_ROWS products.

        `left_out` tells how many more there are.
        """
        stores = self._get_shortage_stores(store_ids)
        goods = self._find_shortage_goods(query, category_id, supplier_id)
        short = goods._find_short(stores)
        ids = list(short.products) if only_short else goods.ids
        answer = self.browse(ids[:MOST_ROWS])._prepare_shortage(stores, short)
        return {
            "name": self.env._("Shortage %(date)s", date=fields.Date.context_today(self)) + ".xlsx",
            "mimetype": MIMETYPE,
            "content": base64.b64encode(self._build_shortage_sheet(answer, only_short)).decode(),
            "rows": len(answer["products"]),
            "left_out": len(ids) - len(answer["products"]),
        }

    @api.model
    def _build_shortage_sheet(self, answer, only_short):
        file = io.BytesIO()
        with open_book(file) as book:
            sheet = book.add_worksheet(self.env._("Shortage"))
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
            sheet.write_row(0, 0, self._get_shortage_sheet_head(), head)
            number = 0
            for product in answer["products"]:
                for store in answer["stores"]:
                    cell = answer["cells"][product["id"]][store["id"]]
                    if cell["need"] or (not only_short and cell["level"] != "idle"):
                        number += 1
                        _write_row(sheet, number, product, store, cell, answer["transfers"][product["id"]])
            sheet.autofilter(0, 0, max(number, 1), 11)
            sheet.freeze_panes(1, 2)
            sheet.set_column(0, 0, 16)
            sheet.set_column(1, 1, 50)
            sheet.set_column(2, 2, 26)
            sheet.set_column(3, 10, 12)
            sheet.set_column(11, 11, 40)
        return file.getvalue()

    @api.model
    def _get_shortage_sheet_head(self):
        return [
            self.env._("Article"),
            self.env._("Product"),
            self.env._("Store"),
            self.env._("Unit"),
            self.env._("Free"),
            self.env._("Coming"),
            self.env._("Minimum"),
            self.env._("Fill up to"),
            self.env._("Missing"),
            self.env._("Sold in a day"),
            self.env._("Days of sales left"),
            self.env._("Can be brought from"),
        ]


def _write_row(sheet, number, product, store, cell, transfers):
    for column, text in enumerate((product["article"], product["name"], store["name"], product["unit"])):
        sheet.write_string(number, column, text)
    figures = ("free", "incoming", "minimum", "maximum", "need", "rate", "cover")
    for column, figure in enumerate(figures, start=4):
        if cell[figure] is not None:
            sheet.write_number(number, column, cell[figure])
    helpers = [f"{move['source_name']}: {move['quantity']:g}" for move in transfers if move["target_id"] == store["id"]]
    sheet.write_string(number, 11, ", ".join(helpers))
