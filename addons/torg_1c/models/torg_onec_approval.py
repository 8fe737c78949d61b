from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

DAY = timedelta(days=1)  # what comes without an export is counted for so long


class TorgOnecApproval(models.Model):
    """Something a base wants that is too much to be believed without a person.

    A base has one question of a kind: what it wants later joins what nobody has decided about, and what it takes back
    leaves it.
    """

    _name = "torg.onec.approval"
    _description = "Decision about a message from 1C"
    _order = "state desc, id desc"
    _rec_name = "text"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null")
    run_id = fields.Many2one("torg.onec.run", readonly=True, ondelete="set null", help="The last that asked.")
    kind = fields.Char(required=True, readonly=True)
    text = fields.Text(readonly=True)
    payload = fields.Json(readonly=True)
    count = fields.Integer(readonly=True)
    state = fields.Selection(
        [("waiting", "Waits for a decision"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    decided_by = fields.Many2one("res.users", readonly=True)
    decided_at = fields.Datetime(readonly=True)

    # === ACTIONS === #

    def action_approve(self):
        """Do what the message wants."""
        for approval in self._decide("approved"):
            approval._apply_approved()
        return True

    def action_refuse(self):
        """Leave everything as it is."""
        self._decide("refused")
        return True

    def _decide(self, state):
        self.check_access("write")
        if any(approval.state != "waiting" for approval in self):
            raise UserError(self.env._("This has been decided already."))
        self.write({"state": state, "decided_by": self.env.uid, "decided_at": fields.Datetime.now()})
        return self

    def _apply_approved(self):
        """Hook: do it, by `kind` and with `payload`."""

    # === ASKING === #

    @api.model
    def _ask(self, run, kind, rows):
        """Ask people about rows of plain values; they join what is asked of this kind and base already."""
        approval = self._find_waiting(run.endpoint_id, kind)
        approval = approval or self.create({"endpoint_id": run.endpoint_id.id, "kind": kind})
        approval.write({"run_id": run.id, "export_id": run.export_id.id})
        approval._set_rows(approval._get_rows() | {self._get_row_key(kind, row): row for row in rows})
        return approval

    @api.model
    def _forget(self, endpoint, kind, keys):
        """These are wanted no more, or done: nobody is asked about them any longer."""
        approval = self._find_waiting(endpoint, kind)
        rows = approval._get_rows() if approval else {}
        left = {key: row for key, row in rows.items() if key not in keys}
        if rows and not left:
            approval.unlink()
        elif len(left) < len(rows):
            approval._set_rows(left)

    def _find_waiting(self, endpoint, kind):
        domain = [("endpoint_id", "=", endpoint.id), ("kind", "=", kind), ("state", "=", "waiting")]
        return self.search(domain, limit=1)

    def _get_rows(self):
        """Return ``{key: row}`` of what is asked."""
        return {self._get_row_key(self.kind, row): row for row in (self.payload or {}).get("rows", ())}

    def _set_rows(self, rows):
        self.write({"payload": {"rows": list(rows.values())}, "count": len(rows)})
        self.text = self._get_text()

    def _get_row_key(self, kind, row):
        """Return what a row is about: hook."""
        return tuple(row)

    def _get_text(self):
        """Return what is asked, in a sentence: hook."""
        total = self._get_total(self.endpoint_id, self.kind, self.payload["rows"])
        return self.env._(
            "%(file)s: %(number)s of %(total)s would be taken away.",
            file=self.run_id.file_name,
            number=self.count,
            total=total,
        )

    # === THE FUSE === #

    @api.model
    def _is_too_much(self, run, kind, rows):
        """Return whether rows, with what the files before them took away and asked, are over the fuse of the base.

        The files of an export are counted together; what comes without one, with what came since a day ago.
        """
        earlier = self._get_earlier_runs(run)
        keys = {self._get_row_key(kind, row) for row in rows}
        asked = self._find_waiting(run.endpoint_id, kind)
        if asked.run_id in earlier:
            keys |= asked._get_rows().keys()
        number = self._count_unasked(earlier, kind) + len(keys)
        return run.endpoint_id._is_over_fuse(number, self._get_total(run.endpoint_id, kind, rows))

    def _get_earlier_runs(self, run):
        """Return the runs that count together with this one, and it."""
        domain = [("endpoint_id", "=", run.endpoint_id.id), ("dry_run", "=", False)]
        if run.export_id:
            domain += [("export_id", "=", run.export_id.id)]
        else:
            domain += [("export_id", "=", False), ("create_date", ">", fields.Datetime.now() - DAY)]
        return run.search(domain) | run

    def _count_unasked(self, runs, kind):
        """Return how many records these runs took away by themselves."""
        approved = self.search([("run_id", "in", runs.ids), ("kind", "=", kind), ("state", "=", "approved")])
        name = self._get_counted(kind)
        done = sum((run.counts or {}).get(name, {}).get("archived", 0) for run in runs)
        return max(done - sum(approved.mapped("count")), 0)

    def _get_counted(self, kind):
        """Return the name by which a run counts what is taken away: hook."""
        return kind

    def _get_total(self, endpoint, kind, rows):
        """Return of how many these rows are: hook."""
        return 0
