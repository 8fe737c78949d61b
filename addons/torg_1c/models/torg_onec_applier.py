from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import ORDER_OF_RECORDS

ROUNDS = 5  # what was parked may bring what other rows wait for


class TorgOnecApplier(models.AbstractModel):
    """Applies neutral records, whichever way they came.

    Handlers are a registry: an addon extends this model, adds ``{class name of records: method}`` in `_get_handlers`
    and the method takes ``(work, records)``. It reports through the `Work`; it may be called any number of times for
    the same records, and the second time changes nothing.
    """

    _name = "torg.onec.applier"
    _description = "Applier of records from 1C"

    @api.model
    def _get_handlers(self):
        """Return ``{class name of a record: name of the method that applies a list of them}``: hook."""
        return {"IssueRec": "_apply_remarks", "SectionEndRec": "_apply_section_end"}

    @api.model
    def _apply(self, work, records):
        """Apply a batch kind by kind, parents first, then whatever waited for what it brought."""
        self._apply_kinds(work, records)
        for _round in range(ROUNDS):
            linked, work.linked = work.linked, type(work.linked)(set)
            waiting = self.env["torg.onec.parked"]._take(work.endpoint, linked)
            if not waiting:
                break
            self._apply_kinds(work, waiting)

    def _apply_kinds(self, work, records):
        by_kind = {}
        for record in records:
            by_kind.setdefault(type(record).__name__, []).append(record)
        handlers = self._get_handlers()
        for kind in sorted(by_kind, key=_rank):
            if kind in handlers:
                getattr(self, handlers[kind])(work, by_kind[kind])
            else:
                self._keep_unhandled(work, by_kind[kind])

    def _keep_unhandled(self, work, records):
        """Keep what nobody handles yet: an addon that does may come."""
        for record in records:
            work.park(record, "handler", (type(record).__name__, ""))

    def _apply_remarks(self, work, issues):
        """Note what the reader has found."""
        for issue in issues:
            work.issue(issue.code, issue.text, None, issue.level, issue.where, issue.row, issue.line)
            work.count("IssueRec", "refused" if issue.level == "row" else "unchanged")

    def _apply_section_end(self, work, ends):
        """Hook: a part of the message is over; ``work.section`` is it."""


def _rank(kind):
    return ORDER_OF_RECORDS.index(kind) if kind in ORDER_OF_RECORDS else len(ORDER_OF_RECORDS)
