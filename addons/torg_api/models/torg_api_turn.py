import hashlib
import logging
from contextlib import suppress

from psycopg2 import Error
from psycopg2.errors import LockNotAvailable

from odoo import api, models
from odoo.sql_db import Cursor

_logger = logging.getLogger(__name__)

PATIENCE = "20s"  # then the rows themselves decide, as without a turn
WAIT = "SELECT pg_advisory_lock(number) FROM unnest(%s::bigint[]) AS number"


class TorgApiTurn(models.AbstractModel):
    """Requests that want the same goods wait for each other before they look at anything.

    Without it all of them work at once, the first one wins, the others meet "could not serialize access" at the lock of
    the goods and are begun anew after growing sleeps, to meet again. The turn promises nothing: those who come without
    one (the desk, 1C) and ours are told apart by that lock.
    """

    _name = "torg.api.turn"
    _description = "Turn of requests that want the same"

    @api.model
    def _wait(self, names):
        """Wait for the turn and return whether the transaction began anew for it, with fresh eyes.

        The locks are the connection's, so that they outlive the transaction whose eyes are old; its end gives them up.

        :param names: what is wanted
        """
        cr = self.env.cr
        if not names or not isinstance(cr, Cursor) or self._has_written():
            return False
        connection = cr.connection
        cr.rollback()
        for ended in (cr.postcommit, cr.postrollback):
            ended.add(lambda: _give_up(connection))
        with suppress(LockNotAvailable):
            # sql: locks that only the database knows; in one order, so nobody waits for ever
            cr.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            # sql: as above
            cr.execute(WAIT, [_get_numbers(names)], log_exceptions=False)
        connection.rollback()  # past the hooks: it ends nothing but the waiting
        return True

    def _has_written(self):
        """Return whether the transaction has changed something, which beginning anew would lose."""
        self.env.flush_all()
        # sql: a property of the transaction
        self.env.cr.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return self.env.cr.fetchone()[0]


def _get_numbers(names):
    digests = (hashlib.blake2b(f"turn/{name}".encode(), digest_size=8).digest() for name in names)
    return sorted({int.from_bytes(one, signed=True) for one in digests})


def _give_up(connection):
    """Let the next one in; a connection that is lost has done so already."""
    if connection.closed:
        return
    try:
        with connection.cursor() as plain:
            # sql: past the cursor of the request, which may be closed by now
            plain.execute("SELECT pg_advisory_unlock_all()")
        connection.rollback()
    except Error:
        _logger.warning("A turn could not be given up: the connection is closed instead", exc_info=True)
        connection.close()
