from odoo import models

SECONDS = 60  # the rest of a bigger file is not tried: a job lives two minutes
SHOWN = 5000  # changes and remarks that are kept of a trial


class _Undo(Exception):
    """Everything since the savepoint is to be forgotten."""


class TorgOnecRun(models.Model):
    """The trial: the whole run in one savepoint that is rolled back; what it would change is kept."""

    _inherit = "torg.onec.run"

    def _work_piece(self, **options):
        """Override of torg_1c: a trial is one piece, and leaves nothing but its report."""
        if not self.dry_run:
            return super()._work_piece(**options)
        report = self._try()
        self.write(report["values"])
        self.env["torg.onec.issue"].create(report["issues"])
        self.env["torg.onec.change"].create(report["changes"])
        return super()._work_piece(**options)

    def _work(self, seconds):
        """Override of torg_1c: what a trial had to do is done."""
        if self.dry_run and self.finished_at:
            return True
        return super()._work(seconds)

    def _try(self):
        report = {}
        try:
            with self.env.cr.savepoint():
                finished = self._work(SECONDS)
                report = self._get_report(finished)
                raise _Undo
        except _Undo:
            self.env.cr.postcommit.clear()  # letters and notices of what never was
            self.env.invalidate_all(flush=False)
            self.env.registry.clear_cache()  # it may know records that never were
        return report

    def _get_report(self, finished):
        """Return what is to be written down after everything is undone."""
        self.env.flush_all()
        error = self.error
        if not finished:
            error = self.env._("Only the first %(count)s records were tried: the file is long.", count=self.cursor)
        fields_of_issue = ["level", "code", "text", "where", "line", "row", "record"]
        fields_of_change = ["verdict", "res_model", "difference", "note", "res_id"]
        changes = self.env["torg.onec.change"].search([("run_id", "=", self.id)], order="id", limit=SHOWN)
        issues = self.env["torg.onec.issue"].search([("run_id", "=", self.id)], order="id", limit=SHOWN)
        return {
            "values": {
                "state": "failed" if self.state == "failed" else "done",
                "counts": self.counts,
                "cursor": self.cursor,
                "error": error,
                "formed_at": self.formed_at,
                "started_at": self.started_at,
                "finished_at": self.env.cr.now(),
            },
            "issues": [_plain(issue, fields_of_issue) for issue in issues],
            "changes": [_plain(change, fields_of_change) | _nameless(change) for change in changes],
        }


def _plain(record, names):
    return {"run_id": record.run_id.id, **{name: record[name] for name in names}}


def _nameless(change):
    """What was created in a trial does not exist: its name is all that can be told."""
    if change.verdict != "created":
        return {}
    return {"res_id": False, "note": change.record_name or change.note}
