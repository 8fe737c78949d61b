from odoo import api, models

LATE, STUCK = 5 * 60, 15 * 60  # seconds that a job which is due waits for a worker


class TorgHealth(models.AbstractModel):
    """Work in the background moves, and outside systems take and send."""

    _inherit = "torg.health"

    @api.model
    def _get_checks(self):
        """Override of torg_base: the job queue and the exchange."""
        return super()._get_checks() | {"queue": self._check_queue, "exchange": self._check_exchange}

    def _check_queue(self):
        """Fail when the oldest job that is due has waited so long that nobody can be working."""
        # sql: the age of rows, by the index of their state
        self.env.cr.execute(
            """SELECT COUNT(*) FILTER (WHERE state != 'failed'),
                      COUNT(*) FILTER (WHERE state = 'failed'),
                      COALESCE(EXTRACT(EPOCH FROM MAX(now() AT TIME ZONE 'UTC' - GREATEST(eta, date_created))
                          FILTER (WHERE state != 'failed')), 0)::int
                 FROM queue_job
                WHERE state IN ('pending', 'enqueued', 'failed')
                  AND (eta IS NULL OR eta <= now() AT TIME ZONE 'UTC')"""
        )
        waiting, failed, oldest = self.env.cr.fetchone()
        level = "fail" if oldest > STUCK else "warn" if oldest > LATE or failed else "pass"
        return level, {"waiting": waiting, "failed": failed, "oldest_seconds": oldest}

    def _check_exchange(self):
        """Tell how many streams of live endpoints have which light; a red one fails."""
        streams = self.env["torg.exchange.stream"].search([("endpoint_id.active", "=", True)])
        lights = streams.mapped("light")
        figures = {colour: lights.count(colour) for colour in ("green", "yellow", "red")}
        return "fail" if figures["red"] else "warn" if figures["yellow"] else "pass", figures
