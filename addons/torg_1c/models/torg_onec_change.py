from odoo import api, fields, models


class TorgOnecChange(models.Model):
    """What a run made of a record of the suite: the values before and after, and where both sides had changed it."""

    _name = "torg.onec.change"
    _inherit = ["torg.exchange.record"]
    _description = "Change made by a message from 1C"
    _order = "id desc"
    _rec_name = "record_name"

    run_id = fields.Many2one("torg.onec.run", required=True, readonly=True, ondelete="cascade", index=True)
    endpoint_id = fields.Many2one(related="run_id.endpoint_id", store=True)
    verdict = fields.Selection(
        [("created", "Created"), ("changed", "Changed"), ("archived", "Archived"), ("conflict", "Conflict")],
        required=True,
        readonly=True,
        index=True,
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    record_name = fields.Char(compute="_compute_record_name")
    difference = fields.Json(readonly=True, help="Field → value before and value after.")
    note = fields.Char(readonly=True)

    _record_index = models.Index("(res_model, res_id)")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for model, changes in self.grouped("res_model").items():
            names = self.env["torg.exchange.message"]._get_record_names(model, changes.mapped("res_id"))
            for change in changes:
                change.record_name = names.get(change.res_id)

    @api.model
    def _put(self, run, changes):
        """Keep ``[(verdict, model, record id, {field: [old, new]}, note)]``."""
        self.create(
            [
                {
                    "run_id": run.id,
                    "verdict": verdict,
                    "res_model": model,
                    "res_id": res_id,
                    "difference": difference,
                    "note": note,
                }
                for verdict, model, res_id, difference, note in changes
            ]
        )
