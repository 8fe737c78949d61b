from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.records import HeaderRec
from odoo.addons.torg_1c.tools.records.codec import dumps


class TorgOnecIssue(models.Model):
    """What a person does about a remark."""

    _inherit = "torg.onec.issue"

    has_record = fields.Boolean("Can be repeated", compute="_compute_has_record", compute_sudo=True)

    def _compute_has_record(self):
        for issue in self:
            issue.has_record = bool(issue.record)

    def action_solve(self):
        """Put these remarks aside."""
        self.check_access("write")
        self.state = "solved"

    def action_reopen(self):
        """Look at these remarks again."""
        self.check_access("write")
        self.state = "open"

    def action_repeat(self):
        """Apply the rows of these remarks again, each base in a run of its own, and show the runs."""
        self.check_access("write")
        # sudo: the row as a record is closed, this button is the only way to it
        issues = self.sudo().filtered("record")
        if not issues:
            raise UserError(
                self.env._("These rows could not be read at all. Correct them in 1C and let it send them again.")
            )
        runs = self.env["torg.onec.run"]
        for run, rows in issues.grouped("run_id").items():
            runs |= rows._start_repetition(run)
        issues.state = "solved"
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_run_action")
        return action | {"domain": [("id", "in", runs.ids)], "context": {}}

    def _start_repetition(self, run):
        """Return a new run of these rows, as of the time of the run that left them out."""
        endpoint = run.endpoint_id
        head = HeaderRec("", endpoint._to_onec_time(run.formed_at or run.create_date))
        file = run.file_id.create(
            {"name": self.env._("again: %(name)s", name=run.file_name), "endpoint_id": endpoint.id, "format": "records"}
        )
        file._append("\n".join([dumps(head), *self.sorted("id").mapped("record")]).encode())
        return file._start_run(topic=run.topic)
