"""About the message itself."""

from .base import ABSENT, Absent, Flag, Moment, Text, record
from .documents import PartnerRec


@record
class HeaderRec:
    """First record of every message."""

    version: str
    formed_at: Moment = ABSENT
    formed_at_text: Text = ABSENT
    node_id: Text = ABSENT
    namespace: str = ""
    encoding: str = "utf-8"


@record
class SectionRec:
    """A part of a message begins: what is known of it by then. `only_changes` is always known, if sent as attribute."""

    kind: str
    id: Text = ABSENT
    name: Text = ABSENT
    classifier_id: Text = ABSENT
    catalog_id: Text = ABSENT
    only_changes: Flag = ABSENT
    owner: PartnerRec | Absent = ABSENT


@record
class SectionEndRec:
    """A part of a message ends: all that is known of it, and how many rows it had, bad ones too."""

    section: SectionRec
    rows: int


@record
class IssueRec:
    """A remark for a person.

    :ivar level: `row`: this row was left out; `note`: the row went on
    :ivar where: path of the row and its identifier
    :ivar row: text of the row
    """

    level: str
    code: str
    params: dict
    text: str
    where: str = ""
    row: str = ""
    line: int = 0


@record
class UnknownRec:
    """A row of a kind that is not read here: kept as it came, so that somebody who knows it may."""

    kind: str
    id: Text
    fields: tuple
    row: str


@record
class DeletedRec:
    """Told by channels that only name what is gone. Rows that are marked as deleted keep their own record."""

    kind: str
    id: str
