import hashlib
import re

from odoo import models

HEAD = 4096  # bytes in which the header of a message stands
PIECE = 1 << 20
WORD = "ДатаФормирования"
FORMED = re.compile(b"(?:%s|%s)\\s*=\\s*(?:\"[^\"]*\"|'[^']*')" % (WORD.encode(), WORD.encode("cp1251")))


class TorgOnecFile(models.Model):
    """What a file says, whenever it was formed."""

    _inherit = "torg.onec.file"

    def _get_digest(self):
        """Return the hash of the bytes without the moment in the header: it is all that differs in a repetition."""
        stream = self._open()
        total = hashlib.blake2b(FORMED.sub(b"", stream.read(HEAD), count=1), digest_size=16)
        while piece := stream.read(PIECE):
            total.update(piece)
        return total.hexdigest()
