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
        self.env["torg.onec.parked"]._forget_older(work, records)
        section = work.section
        for _round in range(ROUNDS):
            linked, work.linked = work.linked, type(work.linked)(set)
            waiting = self.env["torg.onec.parked"]._take(work.endpoint, linked)
            if not waiting:
                break
            work.section = None  # what waited stood in a section of another message
            self._apply_kinds(work, waiting)
        work.section = section

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
            text = work.endpoint._explain_remark(issue)
            work.issue(issue.code, text, None, issue.level, issue.where, issue.row, issue.line)
            work.count("IssueRec", "refused" if issue.level == "row" else "unchanged")

    def _apply_section_end(self, work, ends):
        """Hook: a part of the message is over; ``work.section`` is it."""

    # === RECORDS THAT ARE MORE THAN ONE === #

    def _create_records(self, records, vals_list):
        """Hook: create the records of a model, in this order."""
        return records.create(vals_list)

    def _write_records(self, work, records, vals):
        """Hook: write equal values to records."""
        records.write(vals)

    def _read_plain(self, record, name):
        """Hook: value of a field as JSON tells it."""
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return value.id
        if field.type in ("many2many", "one2many"):
            return sorted(value.ids)
        if field.type in ("date", "datetime"):
            return field.to_string(value) if value else False
        return value


def _rank(kind):
    return ORDER_OF_RECORDS.index(kind) if kind in ORDER_OF_RECORDS else len(ORDER_OF_RECORDS)
