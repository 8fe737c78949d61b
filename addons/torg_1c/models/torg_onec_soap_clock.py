from datetime import timedelta

from odoo import api, fields, models


class TorgOnecSoap(models.Model):
    """Which base is asked next."""

    _inherit = "torg.onec.soap"

    next_at = fields.Datetime("Asked next", readonly=True)

    @api.model
    def _cron_talk(self):
        """Begin to talk with every base whose time has come."""
        now = fields.Datetime.now()
        bases = [("endpoint_id.onec_soap", "=", True), ("endpoint_id.active", "=", True)]
        due = [("endpoint_id.onec_soap_paused", "=", False), "|", ("next_at", "=", False), ("next_at", "<=", now)]
        talks = self.search(bases + due).filtered(lambda talk: talk.endpoint_id._is_soap_hour())
        for talk in talks.try_lock_for_update():
            talk.next_at = now + timedelta(minutes=talk.endpoint_id.onec_soap_minutes)
            talk._enqueue()
