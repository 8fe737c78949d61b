"""What the database knows about its own tables while much is written into them."""

from odoo.tools import SQL

PAGES = 50  # fewer are read in no time, however they are read


def refresh_outgrown(cr, *tables):
    """Let the database look anew at tables that have become twice as big as it knows.

    References are checked by plans that a session keeps. One made while a table was next to empty reads all of it for
    each new row, until the database's own daemon comes by, minutes later: a first load of 200 000 prices took 189 s
    instead of 42. Where somebody else is looking at a table already, it is left to him.

    :param tables: names
    """
    # sql: sizes are what the database alone knows
    cr.execute(
        """SELECT relname FROM pg_class
            WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace
              AND pg_relation_size(oid) / current_setting('block_size')::int > GREATEST(relpages, 0) * 2 + %s""",
        [list(tables), PAGES],
    )
    for [name] in cr.fetchall():
        # sql: the ORM has no word for it
        cr.execute(SQL("ANALYZE (SKIP_LOCKED) %s", SQL.identifier(name)))
