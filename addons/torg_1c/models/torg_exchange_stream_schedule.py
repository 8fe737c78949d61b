from datetime import timedelta

from odoo import fields, models

from odoo.addons.torg_exchange.tools import traffic_light

PATIENCE = 2  # failed intervals are an accident, more of them a fault
QUIET = timedelta(minutes=10)


class TorgExchangeStream(models.Model):
    """A stream that cannot be read from 1C is yellow at first, then red, whatever its messages say."""

    _inherit = "torg.exchange.stream"

    def _compute_light(self):
        """Override of torg_exchange to look at the schedules, too."""
        super()._compute_light()
        domain = [("endpoint_id", "in", self.endpoint_id.ids), ("failing_since", "!=", False), ("paused", "=", False)]
        # sudo: who sees the lights need not see the schedules
        failing = self.env["torg.onec.schedule"].sudo().search(domain)
        by_stream = {
            (schedule.endpoint_id.id, "catalogue" if schedule.topic == "changes" else schedule.topic): schedule
            for schedule in failing.sorted(lambda row: row.topic != "changes")
        }
        for stream in self:
            schedule = by_stream.get((stream.endpoint_id.id, stream.topic_id.code))
            if schedule:
                stream._worsen(schedule)

    def _worsen(self, schedule):
        limit = max(timedelta(minutes=PATIENCE * schedule.interval_minutes), QUIET)
        is_long = fields.Datetime.now() - schedule.failing_since > limit
        colour = traffic_light.RED if is_long else traffic_light.YELLOW
        self.light = traffic_light.worst([self.light, colour])
        reason = self.env._("1C cannot be read: %(error)s", error=schedule.error)
        self.reasons = ", ".join(filter(None, [self.reasons, reason]))
