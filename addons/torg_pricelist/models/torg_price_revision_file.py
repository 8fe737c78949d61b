import base64
import json
from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_pricelist.tools import price_sheet, xlsx_table


class TorgPriceRevision(models.Model):
    """Filling a draft from a price sheet; rows that cannot be taken are told one by one."""

    _inherit = "torg.price.revision"

    sheet = fields.Binary(attachment=True, copy=False, readonly=True)
    sheet_name = fields.Char(readonly=True, copy=False)
    sheet_rows = fields.Binary(attachment=True, copy=False, readonly=True, export_string_translation=False)
    sheet_errors = fields.Binary(string="Rows Not Taken", attachment=True, copy=False, readonly=True)
    sheet_errors_name = fields.Char(readonly=True, copy=False)
    sheet_error_count = fields.Integer(readonly=True, copy=False)

    def _load_sheet(self, content, name):
        """Take the prices of an XLSX, here and now or, when there are many, as a chain of jobs.

        :param bytes content: the file
        :raise UserError: when the file as a whole cannot be read
        """
        self._check_draft()
        good, bad = self._match_rows(self._read_sheet(content))
        # sudo: the file and what became of it are not for people to write
        self.sudo().write({"sheet": base64.b64encode(content), "sheet_name": name})
        self._note_bad_rows(bad)
        if len(good) <= self._get_fill_chunk():
            self._take_rows(good)
            return
        rows = base64.b64encode(json.dumps(good).encode())
        # sudo: the progress of the reading is not for people to write
        self.sudo().write({"sheet_rows": rows, "work": "file", "work_done": 0, "work_total": len(good)})
        self._enqueue_sheet(0)

    def _read_sheet(self, content):
        try:
            return price_sheet.read_sheet(content)
        except xlsx_table.SheetError as error:
            raise UserError(self._explain_sheet_error(error)) from error

    # === JOBS === #

    def _enqueue_sheet(self, done):
        self.with_delay(
            identity_key=f"torg.price.revision.sheet:{self.id}:{done}",
            description=self.env._("Reading the file of %(name)s", name=self.name),
        )._take_sheet_next(done)

    def _take_sheet_next(self, done):
        """Job: one chunk of rows, then the next."""
        if not self.exists() or self.work != "file":
            return "nothing to do"
        self._take_rows(json.loads(base64.b64decode(self.sheet_rows))[done : done + self._get_fill_chunk()])
        done = min(done + self._get_fill_chunk(), self.work_total)
        # sudo: the progress is not for people to write
        self.sudo().work_done = done
        if done < self.work_total:
            self._enqueue_sheet(done)
        else:
            # sudo: the progress of the reading is not for people to write
            self.sudo().write({"work": False, "sheet_rows": False})
        return f"{done} rows"

    # === ROWS === #

    def _match_rows(self, rows):
        """Split into ``[(product id, from quantity, price)]`` and rows with an error."""
        found = self._find_products(rows)
        good, seen = [], set()
        for row in rows:
            products = [] if row.error else found(row)
            if not row.error and len(products) != 1:
                row.error = "ambiguous" if products else "unknown"
            if not row.error and (products[0], row.quantity) in seen:
                row.error = "twice"
            if not row.error:
                seen.add((products[0], row.quantity))
                good.append((products[0], row.quantity, row.price))
        return good, [row for row in rows if row.error]

    def _find_products(self, rows):
        """Return a function that finds the product ids of a row, by article first, then by barcode."""
        articles = self._index_products("default_code", {row.article for row in rows if row.article})
        barcodes = self._index_products("barcode", {row.barcode for row in rows if row.barcode})
        return lambda row: articles.get(row.article) or barcodes.get(row.barcode) or []

    def _index_products(self, field, values):
        company = self.company_id or self.env.company
        domain = [(field, "in", sorted(values)), ("company_id", "in", [False, company.id])]
        index = defaultdict(list)
        for row in self.env["product.product"].search_read(domain, [field], load=None):
            index[row[field]].append(row["id"])
        return index

    def _take_rows(self, rows):
        domain = [("revision_id", "=", self.id), ("product_id", "in", [row[0] for row in rows])]
        found = self.env["torg.price.revision.line"].search(domain)
        lines = {(line.product_id.id, line.min_quantity): line for line in found}
        vals_list = []
        for product_id, quantity, price in rows:
            if line := lines.get((product_id, quantity)):
                line.new_price = price
                continue
            vals = {"product_id": product_id, "min_quantity": quantity, "new_price": price}
            vals_list.append({"revision_id": self.id, **vals})
        self.env["torg.price.revision.line"].create(vals_list)

    # === WORDS === #

    def _note_bad_rows(self, rows):
        sheet = base64.b64encode(self._write_bad_rows(rows)) if rows else False
        # sudo: see _load_sheet
        self.sudo().write(
            {
                "sheet_error_count": len(rows),
                "sheet_errors": sheet,
                "sheet_errors_name": self.env._("Rows not taken, %(name)s.xlsx", name=self.name),
            }
        )

    def _write_bad_rows(self, rows):
        header = (*self._get_sheet_header(), self.env._("Row"), self.env._("What is wrong"))
        cells = (
            (row.article, row.barcode, row.written_price, row.quantity or None, row.number, self._explain_row(row))
            for row in rows
        )
        return price_sheet.write_sheet(header, cells, (18, 18, 14, 16, 8, 60), text_columns=(0, 1))

    def _get_sheet_header(self):
        return (self.env._("Article"), self.env._("Barcode"), self.env._("New price"), self.env._("From quantity"))

    def _write_sheet_template(self):
        """Return the XLSX people fill in, with two rows that show how."""
        example = [("BR-0012", "", 119.0, None), ("BR-0012", "", 109.0, 12)]
        return price_sheet.write_sheet(self._get_sheet_header(), example, (18, 18, 14, 16), text_columns=(0, 1))

    def _explain_row(self, row):
        """Return a sentence about a row that was not taken."""
        sentences = {
            "no_product": self.env._("There is neither an article nor a barcode."),
            "unknown": self.env._("No product has this article or barcode."),
            "ambiguous": self.env._("Several products have this article or barcode."),
            "twice": self.env._("This product with this quantity already stood above."),
            "no_price": self.env._("There is no price."),
            "bad_price": self.env._("The price is not a number."),
            "negative_price": self.env._("The price must be greater than zero."),
            "too_precise": self.env._("The price has parts of a kopeck."),
            "too_great": self.env._("The price is beyond all bounds."),
            "bad_quantity": self.env._("The quantity is not a number."),
        }
        return sentences[row.error]

    def _explain_sheet_error(self, error):
        sentences = {
            "too_big": self.env._(
                "The file is too big: up to %(limit)s MB are taken.", limit=error.details.get("limit")
            ),
            "not_xlsx": self.env._("This is not a spreadsheet in the XLSX format, or it is damaged."),
            "no_header": self.env._(
                "No heading was found. The file needs the columns “Article” or “Barcode”, and “New price”: "
                "download the template."
            ),
            "too_many_rows": self.env._(
                "There are more than %(limit)s rows. Split the file.", limit=error.details.get("limit")
            ),
            "empty": self.env._("There are no rows under the heading."),
        }
        return sentences[error.code]
