from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

CHUNK = 1000


class TorgExchangeMessage(models.Model):
    """Calendar work: nothing is forgotten, nothing is kept for ever."""

    _inherit = "torg.exchange.message"

    def _cron_sweep(self):
        """Start again whatever lost its job: a safety net, normally there is nothing in it."""
        self._release_unconfirmed()
        overdue = fields.Datetime.now() - timedelta(minutes=2)
        waiting = Domain("endpoint_id.active", "=", True) & Domain("write_date", "<", overdue)
        out = waiting & Domain("direction", "=", "out") & Domain("mode", "=", "push")
        due = Domain("state", "=", "ready") | (Domain("state", "=", "failed") & Domain("next_try", "<", overdue))
        for [endpoint] in self._read_group(out & due, ["endpoint_id"]):
            endpoint._wake()
        for message in self.search(
            waiting & Domain("direction", "=", "in") & Domain("state", "=", "ready"), limit=CHUNK
        ):
            message._enqueue_processing()

    def _cron_clean(self):
        """Delete what has been kept long enough."""
        endpoints = self.env["torg.exchange.endpoint"].with_context(active_test=False).search([])
        endpoints.stream_ids._keep_last_success()
        old = Domain.OR(self._get_old_domain(endpoint) for endpoint in endpoints)
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(old))
        while messages := self.search(old, limit=CHUNK, order="id"):
            messages.unlink()
            if not self.env["ir.cron"]._commit_progress(len(messages)):
                break

    def _get_old_domain(self, endpoint):
        """Return the domain of the endpoint's messages that are not kept any longer."""
        now = fields.Datetime.now()
        finished, given_up = Domain.FALSE, Domain.FALSE
        if endpoint.keep_delivered_days:
            finished = Domain("state", "in", ("delivered", "accepted", "cancelled")) & Domain(
                "done_at", "<", now - timedelta(days=endpoint.keep_delivered_days)
            )
        if endpoint.keep_dead_days:
            given_up = (
                Domain("state", "=", "dead") | (Domain("state", "=", "failed") & Domain("direction", "=", "in"))
            ) & Domain("done_at", "<", now - timedelta(days=endpoint.keep_dead_days))
        return Domain("endpoint_id", "=", endpoint.id) & (finished | given_up)
