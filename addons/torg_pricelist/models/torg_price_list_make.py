import base64
import io
import json

from pypdf import PdfReader, PdfWriter

from odoo import api, fields, models
from odoo.tools import file_path

from odoo.addons.torg_pricelist.tools.price_pdf import PriceListPdf
from odoo.addons.torg_pricelist.tools.price_xlsx import PriceListXlsx

PART = 2500  # goods a job puts on pages: a few seconds, with photos
AT_ONCE = 200  # goods a person waits for
FONTS = {"regular": "Roboto-Regular.ttf", "bold": "Roboto-Bold.ttf"}  # shipped with web


class TorgPriceList(models.Model):
    """Making the file: a chain of jobs, each drawing whole pages of the next goods; the last one binds the parts.

    Where the chain stands is kept with the record, so a killed job is run again and nothing is drawn twice.
    """

    _inherit = "torg.price.list"

    # Ids of all goods in the order of the list; how many of them are drawn; what the next part begins with.
    plan = fields.Binary(attachment=True, readonly=True, copy=False, export_string_translation=False)
    total = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    done = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    above = fields.Json(readonly=True, copy=False, export_string_translation=False)
    part_ids = fields.One2many("torg.price.list.part", "price_list_id", readonly=True, export_string_translation=False)

    @api.depends("state", "done", "total")
    def _compute_progress(self):
        for price_list in self:
            price_list.is_busy = price_list.state == "making"
            price_list.progress = 100 * price_list.done / price_list.total if price_list.total else 0.0

    def _get_part_size(self):
        """Return how many goods one job draws."""
        return PART

    # === CHAIN === #

    def _start(self):
        """Write down the order of goods, then make the file or enqueue its making."""
        domain = self._get_product_domain()
        products = self.env["product.product"].with_context(lang=self.lang).search(domain, order="categ_id, name, id")
        # sudo: what jobs note is not for people to write
        list_sudo = self.sudo()
        list_sudo.part_ids.unlink()
        list_sudo.write(
            {
                "state": "making", "plan": base64.b64encode(json.dumps(products.ids).encode()), "total": len(products),
                "done": 0, "above": [], "item_count": 0, "page_count": 0,
            }
        )  # fmt: skip
        if len(products) > AT_ONCE:
            self._enqueue_part()
        else:
            self._make_part()

    def _enqueue_part(self):
        self.with_delay(identity_key=f"torg.price.list:{self.id}:{self.done}", description=self.name)._make_next(
            self.done
        )

    def _make_next(self, done):
        """Job: draw one part and see to the next; a repeated job that comes too late does nothing."""
        if not self.exists() or self.state != "making" or self.done != done:
            return "nothing to do"
        self._make_part()
        if self.state == "making":
            self._enqueue_part()
        return f"{self.done} of {self.total}"

    def _make_part(self):
        ids = json.loads(base64.b64decode(self.plan))
        document = self.with_context(lang=self.lang)
        if self.file_format == "pdf":
            document._draw_pdf_part(ids)
        else:
            document._write_xlsx(ids)
        if self.done >= self.total:
            document._finish()

    # === PDF === #

    def _draw_pdf_part(self, ids):
        end = min(self.done + self._get_part_size(), len(ids))
        items, owners = self._prepare_items(self.env["product.product"].browse(ids[self.done : end]).exists())
        last = end == len(ids)
        if not items and not (last and not self.page_count):
            self.sudo().done = end  # sudo: what jobs note is not for people to write
            return
        pdf = PriceListPdf(self._prepare_heading(), self._prepare_layout(), self.page_count + 1, self.above or ())
        drawn = pdf.draw(items, last)
        part = {"price_list_id": self.id, "content": base64.b64encode(pdf.get_bytes())}
        self.env["torg.price.list.part"].sudo().create(part)  # sudo: as above
        self.sudo().write(
            {
                "done": ids.index(owners[drawn]) if drawn < len(items) else end,
                "item_count": self.item_count + drawn,
                "page_count": pdf.page_number,
                "above": list(items[drawn - 1].categories) if drawn else self.above,
            }
        )

    def _bind_pdf(self):
        """Return the parts as one file."""
        parts = self.part_ids.sorted("id")
        if len(parts) == 1:
            return base64.b64decode(parts.content)
        writer = PdfWriter()
        for part in parts:
            writer.append(PdfReader(io.BytesIO(base64.b64decode(part.content))))
        writer.add_metadata({"/Title": self.name})
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    # === XLSX === #

    def _write_xlsx(self, ids):
        """In one go: a spreadsheet cannot be put together of parts, and without photos it is quick."""
        products = self.env["product.product"].browse(ids).exists()
        book = PriceListXlsx(self._prepare_heading(), self._prepare_layout())
        count = 0
        for start in range(0, len(products), self._get_part_size()):
            items, _owners = self._prepare_items(products[start : start + self._get_part_size()])
            book.draw(items)
            count += len(items)
        # sudo: what jobs note is not for people to write
        self.sudo().write({"done": self.total, "item_count": count, "file": base64.b64encode(book.get_bytes())})

    # === END === #

    def _finish(self):
        # sudo: what jobs note is not for people to write
        document = self.sudo()
        if self.file_format == "pdf":
            document.file = base64.b64encode(document._bind_pdf())
        document.write(
            {
                "state": "ready", "made_at": fields.Datetime.now(), "plan": False,
                "file_name": f"{self.name.replace('/', '-')}.{self.file_format}",
            }
        )  # fmt: skip
        document.part_ids.unlink()
        if document.partner_id:
            document._emit_event("document.ready")
        if document.recipient_ids and not document.sent_at:
            self._send_to_recipients()

    @api.model
    def _get_fonts(self):
        return {name: file_path(f"web/static/fonts/google/Roboto/{file}") for name, file in FONTS.items()}
