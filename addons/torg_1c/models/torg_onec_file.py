import io
from pathlib import Path

from odoo import fields, models
from odoo.tools import human_size

from odoo.addons.torg_1c.tools.chain import Chain
from odoo.addons.torg_1c.tools.commerceml.reader import Reader
from odoo.addons.torg_1c.tools.kinds import topic_of
from odoo.addons.torg_1c.tools.lines import LineReader
from odoo.addons.torg_1c.tools.problem import ReadError

PEEK = 200  # records that tell what a file is about


class TorgOnecFile(models.Model):
    """A file that came from 1C, or records taken from it in another way: kept as they came.

    Its bytes are attachments, one for each body that was received: appending costs nothing, and reading never holds
    the whole.
    """

    _name = "torg.onec.file"
    _description = "File from 1C"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, help="Path inside the exchange.")
    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null", index=True)
    format = fields.Selection(
        [("commerceml", "CommerceML"), ("records", "Records"), ("archive", "Archive"), ("other", "Other")],
        required=True,
        readonly=True,
        default="commerceml",
    )
    size = fields.Integer("Size, bytes", readonly=True)
    size_text = fields.Char("Size", compute="_compute_size_text")
    run_ids = fields.One2many("torg.onec.run", "file_id", readonly=True)

    def _compute_size_text(self):
        for file in self:
            file.size_text = human_size(file.size)

    # === BYTES === #

    def _append(self, body):
        """Put bytes at the end of the file."""
        self.ensure_one()
        # sudo: the bytes are closed to everybody but the code that reads them
        self.env["ir.attachment"].sudo().create(
            {
                "name": self.name,
                "res_model": self._name,
                "res_id": self.id,
                "mimetype": "application/octet-stream",  # as text it would be indexed word by word
                "raw": body,
            }
        )
        self.size += len(body)

    def _empty(self):
        """Forget the bytes: the file is sent anew."""
        self._get_parts().unlink()
        self.size = 0

    def _open(self):
        """Return a binary stream over the whole file, seekable."""
        return io.BufferedReader(Chain([(part.file_size, _opener(part)) for part in self._get_parts()]), 1 << 16)

    def _get_parts(self):
        # sudo: the bytes are closed to everybody but the code that reads them
        attachments = self.env["ir.attachment"].sudo()
        return attachments.search([("res_model", "=", self._name), ("res_id", "=", self.id)], order="id")

    # === RECORDS === #

    def _read_records(self):
        """Yield the records of the file.

        :raise ReadError: the file is no exchange file, or breaks off; what was yielded before stands
        """
        yield from self._get_reader().records()

    def _get_reader(self, skip=0):
        """Return a reader of the file that steps over so many rows; its `rows` tells how far it is."""
        return (LineReader if self.format == "records" else Reader)(self._open(), skip)

    def _get_topic(self):
        """Return the topic of the stream the file belongs to, by its content."""
        found = []
        try:
            for record in self._read_records():
                found.append(record)
                if len(found) == PEEK or type(record).__name__ in ("OfferRec", "OrderRec", "PartnerRec", "ItemRec"):
                    break
        except ReadError:
            return topic_of(found)  # the run tells what is wrong
        return topic_of(found)

    def _start_run(self, topic=None, **vals):
        """Apply the file in the background; return the run.

        :param str topic: the stream it belongs to; found in the file unless told
        :param vals: other values of the run
        """
        return self.env["torg.onec.run"]._start(self, topic or self._get_topic(), **vals)


def _opener(part):
    if part.store_fname:
        return lambda: Path(part._full_path(part.store_fname)).open("rb")
    return lambda: io.BytesIO(part.raw)
