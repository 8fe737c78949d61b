import json

from odoo import api, fields, models
from odoo.tools import SQL


class TorgOnecExport(models.Model):
    """Everything 1C sends at one go: only when all of it is applied, what a full export left out is gone."""

    _name = "torg.onec.export"
    _description = "Export of 1C"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, default="/")
    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    state = fields.Selection(
        [("open", "Under way"), ("closing", "All files are here"), ("closed", "Finished")],
        required=True,
        readonly=True,
        default="open",
    )
    closed_at = fields.Datetime(readonly=True)
    run_ids = fields.One2many("torg.onec.run", "export_id", readonly=True)
    file_ids = fields.One2many("torg.onec.file", "export_id", readonly=True)

    @api.depends("create_date", "endpoint_id")
    @api.depends_context("tz")
    def _compute_display_name(self):
        for export in self:
            began = fields.Datetime.context_timestamp(export, export.create_date or fields.Datetime.now())
            export.display_name = f"{export.endpoint_id.name} · {began:%d.%m %H:%M}"

    # === WHAT THE EXPORT NAMES === #

    def _note_seen(self, seen):
        """Take note of ``{kind of link: {key}}`` that a full export names. A row a batch: it is only ever added to."""
        self.env["torg.onec.export.seen"].create([{"export_id": self.id, **row} for row in self._get_seen_rows(seen)])

    def _get_seen_rows(self, seen):
        """Return ``{kind of link: {key}}`` as rows to keep."""
        return [{"kind": kind, "key_list": json.dumps(sorted(keys))} for kind, keys in seen.items() if keys]

    def _get_seen(self, kind):
        """Return the keys of a kind that the export has named."""
        rows = self.env["torg.onec.export.seen"].search([("export_id", "=", self.id), ("kind", "=", kind)])
        return {tuple(key) for row in rows for key in json.loads(row.key_list)}

    def _get_gone(self, kind):
        """Return ``{key: record id}`` that this base knew before and the export does not name."""
        # sql: tens of thousands of keys, three columns
        rows = self.env.execute_query(
            SQL(
                "SELECT external_id, sub_id, res_id FROM torg_exchange_link WHERE endpoint_id = %s AND kind = %s",
                self.endpoint_id.id,
                kind,
            )
        )
        seen = self._get_seen(kind)
        known = {(external_id, sub_id or ""): res_id for external_id, sub_id, res_id in rows if res_id}
        return {key: res_id for key, res_id in known.items() if key not in seen}

    # === THE END === #

    def _close(self):
        """All files are here: finish as soon as every run of the export is done."""
        self.filtered(lambda export: export.state == "open").state = "closing"
        for export in self:
            export._finish_if_done()

    def _finish_if_done(self):
        if self.state == "closing" and not self.run_ids.filtered(lambda run: run.state in ("waiting", "working")):
            self._finish()
            self.write({"state": "closed", "closed_at": fields.Datetime.now()})
            self.env["torg.onec.export.seen"].search([("export_id", "=", self.id)]).unlink()

    def _finish(self):
        """Hook: everything the export names has been applied; look at what it does not name.

        A run that failed leaves the export incomplete: whoever archives what is gone asks `_is_complete()` first.
        """

    def _is_complete(self):
        """Return whether every file of the export was applied to its end."""
        return all(run.state == "done" for run in self.run_ids.filtered(lambda run: not run.dry_run))


class TorgOnecExportSeen(models.Model):
    """Keys that a batch of a full export named, until the export is closed."""

    _name = "torg.onec.export.seen"
    _description = "Keys named by an export under way"
    _log_access = False

    export_id = fields.Many2one("torg.onec.export", required=True, readonly=True, ondelete="cascade", index=True)
    kind = fields.Char(required=True, readonly=True)
    key_list = fields.Text(required=True, readonly=True)
