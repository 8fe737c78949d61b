import zipfile
from datetime import datetime

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.commerceml.parts import REPEAT, RESTART, Part, PartLog

ZIP = b"PK\x03\x04"
# Pictures and documents of goods begin as they like: a page or a drawing as XML does, a sheet as an archive.
ATTACHED = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".pdf", ".htm", ".html", ".txt",
            ".rtf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".mp4")  # fmt: skip
STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
END = ("</КоммерческаяИнформация>", "</CommerceInformation>")


class TorgOnecFile(models.Model):
    """What a session sent: parts under one name, told from repetitions of a part."""

    _inherit = "torg.onec.file"

    session_id = fields.Many2one("torg.onec.session", readonly=True, ondelete="set null", index=True)
    parts = fields.Json(readonly=True, groups=fields.NO_ACCESS, help="Length, hash, time and beginning of each part.")

    @api.model
    def _guess_format(self, name, head):
        """Return what a file is by its beginning; the name counts for what goods have, and where nothing else tells."""
        if name.lower().endswith(ATTACHED):
            return "other"
        if head.startswith(ZIP) or name.lower().endswith(".zip"):
            return "archive"
        if head.lstrip(b" \t\r\n").startswith(STARTS) or name.lower().endswith(".xml"):
            return "commerceml"
        return "other"

    def _take_part(self, body):
        """Put a part where it belongs; return whether it was new."""
        verdict, log = self._get_part_log().judge(body, fields.Datetime.now())
        self.parts = [[part.length, part.digest, part.taken_at.isoformat(), part.head.hex()] for part in log.parts]
        if verdict == REPEAT:
            return False
        if verdict == RESTART:
            self._empty()
        self._append(body)
        return True

    def _is_repeat(self, body):
        """Return whether the body is the last part once more."""
        return self._get_part_log().judge(body, fields.Datetime.now())[0] == REPEAT

    def _get_part_log(self):
        return PartLog(
            tuple(
                Part(length, digest, datetime.fromisoformat(taken_at), bytes.fromhex(head))
                for length, digest, taken_at, head in self.parts or ()
            )
        )

    def _is_whole(self):
        """Return whether the file ends as an exchange file, or an archive, does."""
        if self.format == "archive":
            return zipfile.is_zipfile(self._open())
        stream = self._open()
        stream.seek(max(self.size - 200, 0))
        tail = stream.read().rstrip()
        return any(tail.endswith(end.encode(charset)) for end in END for charset in ("utf-8", "cp1251"))
