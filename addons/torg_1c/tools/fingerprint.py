"""What a row says, as a hash: a row that says the same again is skipped before anything is asked of the base."""

import hashlib
from dataclasses import replace

from .records import ABSENT

NOT_ITS_OWN = ("version", "prices", "stock", "quantity")  # numbers of versions change alone; prices are others' work


def fingerprint(record, salt=""):
    """Hash of what the record says, whatever its version, prices and stock.

    :param salt: what else the result depends on
    """
    dull = {name: ABSENT for name in NOT_ITS_OWN if getattr(record, name, ABSENT) is not ABSENT}
    text = repr(replace(record, **dull) if dull else record) + str(salt)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
