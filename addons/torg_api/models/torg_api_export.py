import base64
from dataclasses import dataclass

from pydantic_core import to_json

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.torg_api.dispatcher import Api
from odoo.addons.torg_api.tools import ndjson
from odoo.addons.torg_api.tools.file_address import WHOLE

from .res_company_file import stamp_of

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
    _order = "id desc"

    key_id = fields.Many2one("torg.api.key", "Site", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
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
    row_count = fields.Integer("Rows", readonly=True)
    last_id = fields.Integer(readonly=True, export_string_translation=False)
    progress = fields.Float(compute="_compute_progress")
    file = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    file_size = fields.Integer("Size, bytes", readonly=True)
    part_ids = fields.One2many("torg.api.export.part", "export_id", readonly=True)
    finished_at = fields.Datetime("Finished", readonly=True)

    @api.depends("kind", "create_date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{kinds.get(one.kind, '')} {one.id or ''}".strip()

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

    def _enqueue_part(self):
        one = self.with_user(SUPERUSER_ID)  # sudo: the job is the system's, whoever caused it
        one.with_delay(
            identity_key=f"torg.api.export:{self.id}:{self.row_count}",
            description=self.env._("Making %(name)s", name=self.display_name),
        )._export_next(self.row_count)

    def _export_next(self, done):
        """Job: export one part and see to the next; a repeated job that comes too late does nothing."""
        if not self.exists() or self.state != "running" or self.row_count != done:
            return "nothing to do"
        kind = self._get_kinds()[self.kind]
        shop = self._get_api()
        one = self.with_env(shop.env)
        model, domain = getattr(one, kind.search)()
        domain = Domain(domain) & Domain("id", ">", self.last_id)
        records = one.env[model].search(domain, order="id", limit=kind.part)
        if records:
            lines = list(map(_as_line, getattr(one, kind.dump)(shop, records)))
            content = base64.b64encode(ndjson.pack_lines(lines))
            self.env["torg.api.export.part"].create({"export_id": self.id, "content": content})
            self.write({"row_count": self.row_count + len(lines), "last_id": records[-1].id})
        if len(records) == kind.part:
            self._enqueue_part()
        else:
            self._finish()
        return f"{self.row_count} of {self.total}"

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

    def _get_shop_file(self):
        """Return the attachment of the file that is ready, or an empty record."""
        self.ensure_one()
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", "file")]
        # sudo: attachments of fields are closed to everybody
        return self.env["ir.attachment"].sudo().search(domain if self.state == "ready" else [("id", "=", 0)], limit=1)

    def _get_shop_address(self):
        """Return the address of the file, or nothing while it is not ready."""
        file = self._get_shop_file()
        if not file:
            return None
        name = f"{self.kind}-{self.id}.ndjson.gz"
        return self.company_id._get_file_address("export", self.id, stamp_of(file), WHOLE, name)

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
