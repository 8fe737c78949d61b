import base64
from dataclasses import dataclass

from pydantic_core import to_json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.torg_api.dispatcher import Api
from odoo.addons.torg_api.tools import ndjson

KEPT_DAYS = 3
RUNNING = 5  # exports of a key at once


@dataclass(frozen=True)
class ExportKind:
    """A kind of file.

    :ivar scope: what the key must be allowed besides exporting
    :ivar search: name of the method of torg.api.export that returns the model and the domain of the records
    :ivar dump: name of the method that takes an Api and records and returns models of the API, or plain values
    :ivar part: records a job exports
    """

    scope: str
    search: str
    dump: str
    part: int


class TorgApiExport(models.Model):
    """A file of JSON lines that a site asks for: made by a chain of jobs, each the next records by id.

    Each part is a consistent view of its moment. The file stands under an address nobody guesses, for some days.
    """

    _name = "torg.api.export"
    _description = "File made by the shop API"
    _inherit = ["torg.api.chain", "torg.shop.file"]
    _job = "_export_next"
    _shop_kind = "export"

    kind = fields.Selection(
        [
            ("products", "Products"),
            ("prices", "Prices"),
            ("stock", "Stock"),
            ("customers", "Customers"),
            ("orders", "Orders"),
            ("changes", "Changes"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("running", "Being made"), ("ready", "Ready"), ("expired", "Deleted")],
        required=True,
        readonly=True,
        default="running",
    )
    filters = fields.Json(readonly=True)
    total = fields.Integer("To Export", readonly=True)
    last_id = fields.Integer(readonly=True, export_string_translation=False)
    progress = fields.Float(compute="_compute_progress")
    file = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    file_size = fields.Integer("Size, bytes", readonly=True)
    part_ids = fields.One2many("torg.api.export.part", "export_id", readonly=True)

    @api.depends("row_count", "total", "state")
    def _compute_progress(self):
        for one in self:
            share = 100 * one.row_count / one.total if one.total else 0.0
            one.progress = 100.0 if one.state != "running" else min(share, 99.0)

    # === BUSINESS METHODS === #

    @api.model
    def _open(self, key, kind, filters):
        """Enqueue the making of a file; return the record.

        :param dict filters: plain values, see `schemas.bulk.ExportBody`
        :raise UserError: the key has too many of them under way
        """
        running = self.search_count([("key_id", "=", key.id), ("state", "=", "running")])
        if running >= RUNNING:
            raise UserError(self.env._("%(most)s files are being made already: wait for one of them.", most=RUNNING))
        one = self.create({"key_id": key.id, "company_id": key.company_id.id, "kind": kind, "filters": filters})
        one.total = one._count_records()
        one._enqueue_part()
        return one

    def _export_next(self, place):
        """Job: export one part and see to the next."""
        return self._go_on(place)

    def _get_place(self):
        return self.last_id

    def _handle_part(self):
        kind, shop = self._get_kinds()[self.kind], self._get_api()
        model, domain = getattr(self, kind.search)()
        domain = Domain(domain) & Domain("id", ">", self.last_id)
        records = self.env[model].search(domain, order="id", limit=kind.part)
        if records:
            lines = list(map(_as_line, getattr(self, kind.dump)(shop, records)))
            content = base64.b64encode(ndjson.pack_lines(lines))
            self.env["torg.api.export.part"].create({"export_id": self.id, "content": content})
            self.write({"row_count": self.row_count + len(lines), "last_id": records[-1].id})
        return len(records) == kind.part

    def _count_records(self):
        """Return how many records there are now; more may come while the file is made."""
        one = self.with_env(self._get_api().env)
        model, domain = getattr(one, self._get_kinds()[self.kind].search)()
        return one.env[model].search_count(domain)

    def _get_api(self):
        """Return the Api of a request that the key's site would make now."""
        env = self.key_id._get_shop_env(self.key_id)
        return Api(env, self.key_id.with_env(env), env["res.partner"], None, "")

    def _finish(self):
        """Put the parts together: packed files one behind the other are one."""
        content = b"".join(base64.b64decode(part.content) for part in self.part_ids.sorted("id"))
        content = content or ndjson.pack_lines([])
        self.write(
            {
                "state": "ready",
                "file": base64.b64encode(content),
                "file_size": len(content),
                "finished_at": fields.Datetime.now(),
            }
        )
        self.part_ids.unlink()

    # === THE FILE === #

    def _filter_shop_ready(self):
        return self.filtered(lambda one: one.state == "ready")

    def _get_shop_file_name(self):
        return f"{self.kind}-{self.id}.ndjson.gz"

    def _get_last_day(self):
        """Return until when the file is kept."""
        return fields.Date.add(self.finished_at.date(), days=KEPT_DAYS) if self.finished_at else None

    @api.autovacuum
    def _gc(self):
        now = fields.Datetime.now()
        old = self.search(
            [("state", "=", "ready"), ("finished_at", "<", fields.Datetime.subtract(now, days=KEPT_DAYS))]
        )
        old.write({"state": "expired", "file": False})
        self.search([("create_date", "<", fields.Datetime.subtract(now, days=30))]).unlink()


def _as_line(row):
    """A model as it tells itself; plain values and dataclasses as they are."""
    return row.model_dump_json(by_alias=True) if hasattr(row, "model_dump_json") else to_json(row).decode()


class TorgApiExportPart(models.Model):
    """Rows of a file that is being made."""

    _name = "torg.api.export.part"
    _description = "Rows of a file being made"

    export_id = fields.Many2one("torg.api.export", required=True, readonly=True, ondelete="cascade", index=True)
    content = fields.Binary(attachment=True, required=True, readonly=True, groups=fields.NO_ACCESS)
