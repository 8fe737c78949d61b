import itertools
import time

from odoo import SUPERUSER_ID, fields, models

from odoo.addons.torg_1c.tools.commerceml.archive import members
from odoo.addons.torg_1c.tools.problem import ArchiveError

SECONDS = 15  # a job works no longer
CHUNK = 4 << 20  # bytes of a member held at a time


class TorgOnecFile(models.Model):
    """An archive is unpacked by jobs, a slice each; what is in it becomes files of the same session."""

    _inherit = "torg.onec.file"

    archive_id = fields.Many2one("torg.onec.file", "From the archive", readonly=True, ondelete="set null", index=True)
    unpack_state = fields.Selection(
        [("waiting", "Packed"), ("done", "Unpacked"), ("failed", "Cannot be unpacked")], readonly=True
    )
    unpacked = fields.Integer("Files unpacked", readonly=True)
    wanted = fields.Json(readonly=True, help="Names of files in the archive that 1C wants applied.")
    error = fields.Text(readonly=True)

    def _want(self, name):
        """Apply the file of this name as soon as these archives are unpacked; return whether that was not known yet."""
        started = False
        for archive in self:
            if name not in (archive.wanted or []):
                archive.wanted = [*(archive.wanted or []), name]
                started = True
            if archive.unpack_state == "waiting":
                archive._enqueue_unpacking()
        return started

    def _enqueue_unpacking(self):
        # sudo: the job is the system's, whoever caused it
        self.with_user(SUPERUSER_ID).with_delay(
            channel="root.catalog",
            description=f"Unpack {self.name} from {self.endpoint_id.code}",
            identity_key=f"torg.onec.unpack:{self.id}:{self.unpacked}",
            max_retries=0,
        )._unpack()

    def _unpack(self, seconds=SECONDS, whole=True):
        """Job: unpack a slice, then see to it that the rest is unpacked and what was asked for is applied.

        :param bool whole: unpack a file that was begun to its end; a request that is waited for has no time for that
        """
        archive = self.exists().try_lock_for_update()
        if archive.unpack_state != "waiting":
            return "nothing to do"
        archive = archive.with_env(archive.endpoint_id._in_company_language().env)
        try:
            with self.env.cr.savepoint():
                finished = archive._unpack_slice(seconds, whole)
        except ArchiveError as problem:
            archive.write({"unpack_state": "failed", "error": archive.endpoint_id._explain_problem(problem)})
            return archive.error
        if not finished:
            archive._enqueue_unpacking()
            return f"{archive.unpacked} files"
        archive.unpack_state = "done"
        archive._start_wanted()
        return f"{archive.unpacked} files, all of them"

    def _unpack_slice(self, seconds, whole=True):
        """Unpack from where the last slice ended; return whether the end was reached."""
        until = time.monotonic() + seconds
        count = self.unpacked
        for name, pieces in itertools.islice(members(self._open()), count, None):
            if count > self.unpacked and time.monotonic() > until:
                self.unpacked = count
                return False
            if whole:
                self._keep_member(name, pieces)
            elif not self._keep_member_in_time(name, pieces, until):
                self.unpacked = count
                return False
            count += 1
        self.unpacked = count
        return True

    def _keep_member_in_time(self, name, pieces, until):
        """Keep a file unless time is up before its end, then nothing of it; return whether it is kept."""
        try:
            with self.env.cr.savepoint():
                self._keep_member(name, _stop_at(until, pieces))
        except TimeoutError:
            self.env.invalidate_all(flush=False)
            return False
        return True

    def _keep_member(self, name, pieces):
        head = next(pieces, b"")
        file = self.session_id._create_file(name, head, self)
        buffer = bytearray(head)
        for piece in pieces:
            buffer += piece
            if len(buffer) >= CHUNK:
                file._append(bytes(buffer))
                buffer.clear()
        if buffer:
            file._append(bytes(buffer))

    def _get_unapplied_files(self):
        members = self.search([("archive_id", "=", self.id)])
        return members.filtered(lambda file: not file._get_real_runs())

    def _start_wanted(self):
        """Start what 1C asked for while the archive was packed; asked for by the archive's name, that is everything."""
        for file in self.search([("archive_id", "=", self.id), ("format", "=", "commerceml")], order="id"):
            if file.name in (self.wanted or []) or self.name in (self.wanted or []):
                file._start_run()


def _stop_at(until, pieces):
    """Yield pieces until time is up.

    :raise TimeoutError: there are more of them
    """
    for piece in pieces:
        if time.monotonic() > until:
            raise TimeoutError
        yield piece
