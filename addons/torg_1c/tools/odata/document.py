"""A document that 1C has: found under a key we know, posted, and what is told of it."""

from dataclasses import dataclass
from datetime import datetime

from .problem import ODataError
from .query import entity, is_guid


@dataclass(frozen=True)
class Pushed:
    """What 1C has now.

    :ivar id: key of the document
    :ivar number: 1C's own number
    :ivar date: and date, naive local time of 1C's server
    :ivar created: whether this very call made it
    :ivar changed: whether this very call changed it
    :ivar posted: whether it is posted; else `problem` says why not
    :ivar partner_id: key of the company it stands under
    """

    id: str
    number: str
    date: datetime | None
    created: bool
    changed: bool
    posted: bool
    problem: ODataError | None = None
    partner_id: str = ""


def read_first(client, table, keys):
    """Row of the first of these keys under which the base has one, or None."""
    rows = (client.one(table, key) for key in keys if is_guid(key))
    return next((row for row in rows if row is not None), None)


def post(client, found, row):
    """Post a document; return whether it is posted, and the refusal of 1C where it is not.

    :raise ODataError: 1C does not answer; it carries the key of the document, which is there
    """
    try:
        client.call(f"{entity(found.table, row.key('id'))}/Post", ("PostingModeOperational", "false"))
    except ODataError as refusal:
        if refusal.code != "refused":
            refusal.key = row.key("id")
            raise
        return False, refusal
    return True, None
