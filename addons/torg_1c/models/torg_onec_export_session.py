from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

SILENCE = timedelta(minutes=10)
UNFINISHED = ("waiting", "working")


class TorgOnecExport(models.Model):
    """One export through sessions of CommerceML: plain UT opens a new session for every file.

    It ends with `deactivate` or `complete`, with a file of a name it has applied already (the next export began), or
    after ten minutes without a word.
    """

    _inherit = "torg.onec.export"

    session_ids = fields.One2many("torg.onec.session", "export_id", readonly=True)
    by_sessions = fields.Boolean(readonly=True, help="Its files come through CommerceML.")
    closed_by = fields.Selection(
        [
            ("deactivate", "1C said it was a full export"),
            ("complete", "1C said it was all"),
            ("next", "The next export began"),
            ("silence", "1C fell silent"),
        ],
        "Ended because",
        readonly=True,
    )

    def _close_later(self, reason):
        """End the export in a job: what is missing in a full export may be much."""
        self.closed_by = reason
        # sudo: the job is the system's, whoever caused it
        self.with_user(SUPERUSER_ID).with_delay(
            channel="root.catalog",
            description=f"End of export {self.id} from {self.endpoint_id.code}",
            identity_key=f"torg.onec.export:{self.id}",
            max_retries=0,
        )._close()

    def _is_complete(self):
        """Override of torg_1c: a file that was sent and never applied to its end is missing, too."""
        return super()._is_complete() and not self._get_unapplied()

    def _get_unapplied(self):
        """Return the files that were sent and not applied; of several of one name the last counts."""
        files = self.file_ids.filtered(lambda file: file.format == "commerceml").sorted("id")
        last = {file.name: file for file in files}
        packed = self.file_ids.filtered(lambda file: file.unpack_state in ("waiting", "failed"))
        missing = [file.id for file in last.values() if "done" not in file._get_real_runs().mapped("state")]
        return packed | self.env["torg.onec.file"].browse(missing)

    def _is_silent(self):
        """Return whether nothing is asked or applied any more."""
        sessions = self.session_ids | self.file_ids.session_id
        last = max(filter(None, sessions.mapped("seen_at")), default=self.create_date)
        is_busy = self.run_ids.filtered(lambda run: run.state in UNFINISHED)
        return not is_busy and last < fields.Datetime.now() - SILENCE

    def _find_file(self, path):
        """Return the file that a message names by its path: of this export, else the last one of the base.

        Paths may be told from the folder of the message, so the end of a name counts where no name is the path.
        """
        files = self.env["torg.onec.file"]
        path = (path or "").replace("\\", "/").strip("/")
        if not path:
            return files
        escaped = path.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        base = [("endpoint_id", "=", self.endpoint_id.id), ("format", "=", "other")]
        for scope in ([*base, ("export_id", "=", self.id)], base):
            for term in (("name", "=", path), ("name", "=like", f"%/{escaped}")):
                if found := files.search([*scope, term], limit=1):
                    return found
        return files

    @api.model
    def _cron_close_silent(self):
        """End the exports that nobody ended, and those whose last job was lost."""
        exports = self.search([("state", "=", "open"), ("by_sessions", "=", True)], order="id")
        exports = exports.filtered(lambda export: export.closed_by or export._is_silent())
        self.env["ir.cron"]._commit_progress(remaining=len(exports))
        for export in exports:
            export.closed_by = export.closed_by or "silence"
            export._close()
            if not self.env["ir.cron"]._commit_progress(1):
                break
