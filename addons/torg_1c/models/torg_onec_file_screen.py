from odoo import api, fields, models
from odoo.exceptions import UserError

BIGGEST = 256 << 20  # that much is put together to be downloaded


class TorgOnecFile(models.Model):
    """A file as a person sees it, and what he can do with it."""

    _inherit = "torg.onec.file"

    last_state = fields.Selection(
        [("waiting", "Waiting"), ("working", "Under way"), ("done", "Applied"), ("failed", "Broke off")],
        "State",
        compute="_compute_last_state",
    )

    @api.depends("run_ids.state")
    def _compute_last_state(self):
        for file in self:
            file.last_state = file._get_real_runs()[:1].state

    def _get_real_runs(self):
        """Return the runs that were no trials, the last one first."""
        return self.run_ids.filtered(lambda run: not run.dry_run)

    def action_apply(self):
        """Apply the file, or apply it again."""
        return self._start_for_person()

    def action_dry_run(self):
        """Try what the file would change now, and change nothing."""
        return self._start_for_person(dry_run=True, export_id=False)

    def _start_for_person(self, **vals):
        self.ensure_one()
        runs = self.env["torg.onec.run"]._as_operator()
        # sudo: runs are read-only for people, the rights are checked by the line above
        return runs._open_run(self.sudo()._start_run(**vals))

    def action_download(self):
        """Download the file as it came; the history of the base keeps who did."""
        self.ensure_one()
        self.env["torg.onec.run"]._as_operator()
        if self.size > BIGGEST:
            raise UserError(self.env._("The file is too big to be downloaded."))
        # sudo: the history of the endpoint takes notes from people who may not write the endpoint
        self.endpoint_id.sudo()._note(self.env._("Downloaded the file %(name)s", name=self.name))
        return {"type": "ir.actions.act_url", "url": f"/torg_1c/file/{self.id}", "target": "download"}
