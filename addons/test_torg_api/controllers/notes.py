from odoo import http

from odoo.addons.test_torg_api.schemas.notes import OLD, NewNote, Note, NotePage, NoteQuery, OldNote
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.tools.problem import ApiProblem

MOST = 3
NOTES = {"scope": "notes", "tag": "Notes", "since": "2026-11-23"}


class Notes(http.Controller):
    """Notes of the key's company."""

    @operation("GET", "/notes", query=NoteQuery, answer=NotePage, summary="Notes", **NOTES)
    def list_notes(self, api, query):
        """All notes, the oldest first."""
        domain = [("text", "ilike", query.text or query.words or "")]
        return NotePage(items=[Note(id=note.id, text=note.text) for note in _find(api, domain)])

    @operation(
        "POST", "/notes", body=NewNote, answer=Note, status=201, summary="Write", problems=("too_many_notes",), **NOTES
    )
    def create_note(self, api, body):
        """Write a note down."""
        if len(_find(api)) >= MOST:
            raise ApiProblem("too_many_notes")
        note = api.env["test.torg.api.note"].create({"text": body.text})
        return Note(id=note.id, text=note.text)

    @operation("GET", "/notes/<int:note>", answer=OldNote, summary="Note", **NOTES)
    def get_note(self, api, note):
        """One note."""
        return _dump_old(_find(api, [("id", "=", note)]))

    @operation(
        "GET", "/notes/first", answer=Note, summary="The first note", retiring=OLD, problems=("not_found",), **NOTES
    )
    def get_first_note(self, api):
        """The oldest of all."""
        note = _find(api)[:1]
        if not note:
            raise ApiProblem("not_found")
        return Note(id=note.id, text=note.text)


def _find(api, domain=()):
    return api.env["test.torg.api.note"].search([("company_id", "=", api.env.company.id), *domain], order="id")


def _dump_old(note):
    if not note:
        raise ApiProblem("not_found")
    return OldNote(id=note.id, text=note.text, size=len(note.text))
