from odoo import api, fields, models
from odoo.exceptions import UserError


class TorgOnecApproval(models.Model):
    """Something a message wants that is too much to be believed without a person."""

    _name = "torg.onec.approval"
    _description = "Decision about a message from 1C"
    _order = "state desc, id desc"
    _rec_name = "text"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null")
    run_id = fields.Many2one("torg.onec.run", readonly=True, ondelete="set null")
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

    @api.model
    def _ask(self, run, kind, text, payload):
        """Ask people; a question of the same kind about the same base that nobody has answered is replaced."""
        waiting = [("endpoint_id", "=", run.endpoint_id.id), ("kind", "=", kind), ("state", "=", "waiting")]
        self.search(waiting).unlink()
        return self.create(
            {
                "endpoint_id": run.endpoint_id.id,
                "export_id": run.export_id.id,
                "run_id": run.id,
                "kind": kind,
                "text": text,
                "payload": payload,
                "count": len(payload.get("rows", ())),
            }
        )

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
