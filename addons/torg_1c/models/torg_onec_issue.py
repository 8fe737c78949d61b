from odoo import api, fields, models

from odoo.addons.torg_1c.tools.records.codec import dump, dumps
from odoo.addons.torg_1c.tools.show import show


class TorgOnecIssue(models.Model):
    """Something in a message that a person should look at, with the row it is about."""

    _name = "torg.onec.issue"
    _description = "Remark on a message from 1C"
    _order = "id desc"
    _rec_name = "text"

    endpoint_id = fields.Many2one(related="run_id.endpoint_id", store=True, index=True)
    run_id = fields.Many2one("torg.onec.run", required=True, readonly=True, ondelete="cascade", index=True)
    level = fields.Selection([("row", "Left out"), ("note", "Remark")], required=True, readonly=True)
    state = fields.Selection([("open", "Open"), ("solved", "Solved")], required=True, default="open", index=True)
    code = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    where = fields.Char(readonly=True)
    line = fields.Integer(readonly=True)
    row = fields.Text("The row as it came", readonly=True, groups="torg_base.group_integration_admin")
    record = fields.Text(readonly=True, groups=fields.NO_ACCESS)

    @api.model
    def _put(self, run, issues):
        """Keep ``[(level, code, text, record or None, where, row, line)]``; a record is shown where there is no row."""
        self.create(
            [
                {
                    "run_id": run.id,
                    "level": level,
                    "code": code,
                    "text": text,
                    "where": where,
                    "row": row or (show(dump(record)) if record is not None else ""),
                    "line": line,
                    "record": record is not None and dumps(record),
                }
                for level, code, text, record, where, row, line in issues
            ]
        )
