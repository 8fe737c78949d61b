"""What must not be made twice is made by one at a time."""

import hashlib

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL


def wait_for_key(records, names, is_there):
    """Let only one at a time make what has these names, until its transaction ends.

    Transactions read the base as it was at their first query, so one that has waited does not see what the one before
    it has made: that is asked beside.

    :param records: records of the model, for their environment
    :param names: a name, or several in an order of their own
    :param is_there: asked with the same records in a transaction that sees everything: whether somebody has made it
    :raise ConcurrencyError: somebody has; the server repeats the request, which then finds it
    """
    for name in [names] if isinstance(names, str) else names:
        number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
        # sql: an advisory lock of this transaction, which the ORM does not know
        records.env.execute_query(SQL("SELECT pg_advisory_xact_lock(%s)", number))
    with records.env.registry.cursor() as cr:
        if is_there(records.with_env(records.env(cr=cr))):
            raise ConcurrencyError(records.env._("Somebody has just made the same."))
