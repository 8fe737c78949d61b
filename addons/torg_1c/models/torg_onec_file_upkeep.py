from datetime import timedelta

from odoo import api, fields, models

CHUNK = 200


class TorgOnecFile(models.Model):
    """Files are kept for some days, with their runs, and so are sessions and wrong logins."""

    _inherit = "torg.onec.file"

    def unlink(self):
        """Override to take the bytes along."""
        self._get_parts_of_all().unlink()
        return super().unlink()

    def _get_parts_of_all(self):
        # sudo: the bytes are closed to everybody but the code that reads them
        attachments = self.env["ir.attachment"].sudo()
        return attachments.search([("res_model", "=", self._name), ("res_id", "in", self.ids)])

    @api.model
    def _cron_clean(self):
        """Delete what has been kept long enough, some at a time."""
        stale = [
            self.env["torg.onec.refusal"].search(
                [("tried_at", "<", fields.Datetime.now() - timedelta(days=30))], limit=CHUNK * 10
            )
        ]
        for endpoint in self.env["torg.exchange.endpoint"].with_context(active_test=False).search([]):
            if endpoint.kind == "onec" and endpoint.onec_keep_days:
                stale += endpoint._get_stale_onec_records()
        self.env["ir.cron"]._commit_progress(remaining=sum(map(len, stale)))
        for records in stale:
            for start in range(0, len(records), CHUNK):
                chunk = records[start : start + CHUNK]
                size = len(chunk)
                chunk.unlink()
                if not self.env["ir.cron"]._commit_progress(size):
                    return
