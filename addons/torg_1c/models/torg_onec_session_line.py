from odoo import fields, models


class TorgOnecSessionLine(models.Model):
    """One request of 1C and what it was answered; no bodies, no secrets."""

    _name = "torg.onec.session.line"
    _description = "Request of 1C"
    _order = "id"
    _rec_name = "query"
    _log_access = False

    session_id = fields.Many2one("torg.onec.session", required=True, readonly=True, ondelete="cascade", index=True)
    asked_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    mode = fields.Char(readonly=True)
    query = fields.Char(readonly=True)
    size = fields.Integer("Bytes sent", readonly=True)
    word = fields.Selection(
        [("success", "Success"), ("progress", "Under way"), ("failure", "Failure"), ("data", "Data")],
        "Answer",
        readonly=True,
    )
    answer = fields.Char("What it said", readonly=True)
    duration_ms = fields.Integer("Time, ms", readonly=True, aggregator="avg")
