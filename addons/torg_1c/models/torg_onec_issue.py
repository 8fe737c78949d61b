from odoo import api, fields, models
from odoo.tools import SQL

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
    state = fields.Selection(
        [("open", "Open"), ("solved", "Solved"), ("repeated", "Told again later")],
        required=True,
        default="open",
        index=True,
    )
    times = fields.Integer(default=1, readonly=True, help="How many messages told it while nobody solved it.")
    code = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    where = fields.Char(readonly=True)
    line = fields.Integer(readonly=True)
    row = fields.Text("The row as it came", readonly=True, groups="torg_base.group_integration_admin")
    record = fields.Text(readonly=True, groups=fields.NO_ACCESS)

    @api.model
    def _put(self, run, issues):
        """Keep ``[(level, code, text, record or None, where, row, line)]``; a record is shown where there is no row."""
        fresh = self.create(
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
        fresh._close_told_before()

    def _close_told_before(self):
        """Leave the newest of equal remarks open: what comes with every message is one line, not hundreds."""
        self.flush_model()
        # sql: see the query
        for issue_id, older, times in self.env.execute_query(self._get_told_before_query()):
            self.browse(issue_id).times = times + 1
            self.browse(older).state = "repeated"

    def _get_told_before_query(self):
        # SQL: rows are long, and a first load may leave thousands of them: they are compared where they lie.
        return SQL(
            """
            SELECT fresh.id, array_agg(older.id), sum(older.times)::int
              FROM torg_onec_issue fresh
              JOIN torg_onec_issue older
                ON older.endpoint_id = fresh.endpoint_id AND older.state = 'open' AND older.run_id < fresh.run_id
               AND (older.level, older.code, older.text) IS NOT DISTINCT FROM (fresh.level, fresh.code, fresh.text)
               AND (older."where", older.record) IS NOT DISTINCT FROM (fresh."where", fresh.record)
             WHERE fresh.id IN %s
          GROUP BY fresh.id
            """,
            tuple(self.ids) or (0,),
        )
