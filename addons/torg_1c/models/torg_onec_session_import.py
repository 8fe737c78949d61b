import time
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.problem import ProtocolError

WAIT = 5  # seconds a request waits for what a job does
STEP = 0.2
IN_CALL = 10  # seconds a request of plain UT works in; the batch it is at may take some more
UNFINISHED = ("waiting", "working")
STUCK = timedelta(minutes=10)


class TorgOnecSession(models.Model):
    """Files of a session: kept, found again, applied once."""

    _inherit = "torg.onec.session"

    # === KEEPING === #

    def _take(self, name, body):
        """Keep a part of a file and return the file; a file that is applied already is sent anew, unless it is the
        part whose answer was lost."""
        file = self._find_own(name)
        if file and (file._get_real_runs() or file.unpack_state in ("done", "failed")) and not file._is_repeat(body):
            file = file.browse()
        file = file or self._create_file(name, body)
        file._take_part(body)
        return file

    def _create_file(self, name, head, archive=None):
        files = self.env["torg.onec.file"]
        kind = files._guess_format(name, head)
        if kind == "archive" and archive:
            kind = "other"
        return files.create(
            {
                "name": name,
                "endpoint_id": self.endpoint_id.id,
                "session_id": self.id,
                "archive_id": archive and archive.id,
                "export_id": self._join_export(name, archive).id if self.type != "sale" else False,
                "format": kind,
                "unpack_state": "waiting" if kind == "archive" else False,
            }
        )

    def _find_own(self, name):
        return self.env["torg.onec.file"].search([("session_id", "=", self.id), ("name", "=", name)], limit=1)

    def _find_file(self, name):
        """Return the file to apply: of this session, or one that was left over when its session broke."""
        own = self._find_own(name)
        if own:
            return own
        since = fields.Datetime.now() - timedelta(hours=24)
        left = [("endpoint_id", "=", self.endpoint_id.id), ("run_ids", "=", False), ("create_date", ">", since)]
        file = self.env["torg.onec.file"].search(
            [*left, ("name", "=", name), ("session_id", "!=", False), ("format", "=", "commerceml")], limit=1
        )
        file.session_id = self
        return file

    # === APPLYING === #

    def _apply_by_name(self, name):
        """Start the run of a file once, then tell how far it is."""
        packed = self.file_ids.filtered(lambda file: file.unpack_state == "waiting")
        if packed:
            started = packed._want(name)
            if self.endpoint_id.onec_async:
                return self._success()
            if started:  # its job begins when this answer is given
                return self._progress(self.env._("The archive is being unpacked."))
            return self._tell_archive(packed[0])
        file = self._find_file(name)
        if not file:
            broken = self.file_ids.filtered(lambda file: file.unpack_state == "failed")[:1]
            if broken:
                return self._failure(broken.error)
            raise ProtocolError("not_sent", name=name)
        if file.format == "archive":
            return self._tell_archive(file)
        return self._apply_file(file)

    def _apply_file(self, file):
        run = file._get_real_runs()[:1]
        started = not run
        if started:
            run = file._start_run()
        if self.endpoint_id.onec_async:
            return self._success()
        if started:  # its job begins when this answer is given
            return self._progress(self.env._("The file is being applied."))
        return self._tell_run(run)

    def _apply_in_call(self, file, may_go_on):
        """Apply orders of plain UT now: it waits for that, and asks no second time."""
        if may_go_on and not file._is_whole():
            return self._success()
        files, until = file, time.monotonic() + IN_CALL
        if file.format == "archive":
            file.wanted = [file.name]  # whatever is not unpacked now is applied when it is
            file._unpack(IN_CALL, whole=False)
            files = self.file_ids.filtered(lambda member: member.archive_id == file and member.format == "commerceml")
            files = files.sorted("id") if file.unpack_state == "done" else files.browse()
        runs = self.env["torg.onec.run"].concat(*(self._run_now(file, until) for file in files))
        error = file.error or runs.filtered(lambda run: run.state == "failed")[:1].error
        return self._failure(error) if error else self._success()

    def _run_now(self, file, until):
        """Apply a file unless time is up: then its job does, and 1C finds what came of it among its orders."""
        run, seconds = file._get_real_runs()[:1] or file._start_run(), until - time.monotonic()
        if run.state == "waiting" and seconds > 0:
            run.message_id.with_context(torg_onec_seconds=seconds)._process()
        return run

    # === TELLING === #

    def _tell_run(self, run):
        """Wait a little for the end of a run and tell what became of it."""
        state, error, cursor, touched = self._wait(self._peek_run, run, lambda seen: seen[0] not in UNFINISHED)
        if state == "done":
            return self._success()
        if state == "failed":
            return self._failure(error)
        if touched < fields.Datetime.now() - STUCK:
            return self._failure(self._explain_stuck())
        return self._progress(self.env._("%(count)s records are read.", count=cursor or 0))

    def _tell_archive(self, archive):
        state, error, count, touched = self._wait(self._peek_archive, archive, lambda seen: seen[0] != "waiting")
        if state == "failed":
            return self._failure(error)
        if state == "waiting" and touched < fields.Datetime.now() - STUCK:
            return self._failure(self._explain_stuck())
        if archive.unpack_state == "done":  # asked for by its own name: everything in it
            return self._tell_members(archive)
        return self._progress(self.env._("%(count)s files are unpacked.", count=count or 0))

    def _tell_members(self, archive):
        runs = self.env["torg.onec.run"].search([("file_id.archive_id", "=", archive.id)], order="id")
        if not runs:
            archive.wanted = [archive.name]
            archive._start_wanted()
            return self._progress(self.env._("The file is being applied."))
        broken = runs.filtered(lambda run: run.state == "failed")[:1]
        waiting = runs.filtered(lambda run: run.state in UNFINISHED)
        if waiting:
            return self._tell_run(waiting[-1]) if not broken else self._failure(broken.error)
        return self._failure(broken.error) if broken else self._success()

    def _explain_stuck(self):
        return self.env._(
            "Nothing has worked on the file for %(minutes)s minutes: look whether the job runner of the server is on.",
            minutes=STUCK.seconds // 60,
        )

    # === WAITING FOR JOBS === #

    def _wait(self, peek, record, is_over):
        """Return what a peek sees when it is over, or when the time is."""
        self.env.flush_all()
        until = time.monotonic() + WAIT
        while not is_over(seen := peek(record)) and time.monotonic() < until:
            self._pause(record)
        return seen

    def _pause(self, record):
        time.sleep(STEP)

    def _peek_run(self, run):
        """Return state, error, records read, and when anything of this base was worked on last."""
        return self._peek(
            SQL(
                """SELECT state, error, cursor, (
                          SELECT MAX(write_date) FROM torg_onec_run earlier
                           WHERE earlier.endpoint_id = run.endpoint_id AND earlier.id <= run.id
                             AND earlier.state IN ('waiting', 'working'))
                     FROM torg_onec_run run WHERE id = %s""",
                run.id,
            )
        )

    def _peek_archive(self, archive):
        return self._peek(
            SQL("SELECT unpack_state, error, unpacked, write_date FROM torg_onec_file WHERE id = %s", archive.id)
        )

    def _peek(self, query):
        """Read what other transactions have committed: this one sees things as they were when it began."""
        with self.env.registry.cursor() as cr:
            cr.execute(query)  # sql: a cursor of its own, without an ORM around it
            return cr.fetchone()

    # === EXPORT === #

    def _join_export(self, name, archive):
        """Return the export a new file of this name belongs to.

        What an archive holds follows the archive: the job that unpacks it must not write the session, whose requests
        would collide with it again and again.
        """
        holder = archive or self
        before = holder.export_id
        export = self._get_export_for(name, before)
        if export != before:
            holder.export_id = export
            holder._get_unapplied_files().export_id = export
        return export

    def _get_export_for(self, name, export):
        if not export or export.state != "open" or export.closed_by:
            return self.endpoint_id._get_open_export()
        if self._begins_next_export(export, name):
            export._close_later("next")
            return self.endpoint_id._get_open_export()
        return export

    def _get_unapplied_files(self):
        return self.file_ids.filtered(lambda file: not file._get_real_runs())

    def _begins_next_export(self, export, name):
        """Return whether the export has a file of this name from another session, applied."""
        domain = [("export_id", "=", export.id), ("name", "=", name), ("session_id", "!=", self.id)]
        return bool(
            self.env["torg.onec.run"].search_count([("file_id", "any", domain), ("state", "=", "done")], limit=1)
        )
