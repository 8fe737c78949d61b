"""Short transactions beside the request's: what they count stays, also when the request fails or only reads."""

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.sql_db import Cursor


def wait_for_each_other(cr):
    """Let the second of two callers wait a millisecond and go on: core's isolation would make it begin anew.

    Before the first statement, so it costs nothing. A cursor of the tests is in the midst of its transaction.
    """
    if isinstance(cr, Cursor):
        cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
