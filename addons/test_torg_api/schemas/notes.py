"""Notes, with a field and a parameter that retire."""

from pydantic import Field

from odoo.addons.torg_api.schemas.base import Page, PageQuery, Schema
from odoo.addons.torg_api.tools.problem import _, declare
from odoo.addons.torg_api.tools.retiring import Retiring

OLD = Retiring("2026-12-01", "2027-06-01", "Ask with `text`.")
NEWER = Retiring("2027-01-01", "2027-09-01", "Read `text`.")

declare(
    "too_many_notes",
    409,
    _("There are too many notes"),
    _("Keep at most three notes."),
    module="test_torg_api",
)


class NoteQuery(PageQuery):
    """Which notes."""

    text: str | None = Field(None, max_length=100, description="With this in it")
    words: str | None = Field(None, max_length=100, json_schema_extra=OLD.describe())


class NewNote(Schema):
    """What is to be written down."""

    text: str = Field(min_length=1, max_length=100)
    title: str | None = Field(None, max_length=100, json_schema_extra=OLD.describe())


class Note(Schema):
    """What was written down."""

    id: int
    text: str


class OldNote(Note):
    """As it was told before."""

    size: int = Field(json_schema_extra=NEWER.describe())


class NotePage(Page):
    """Notes by their age."""

    items: list[Note]
