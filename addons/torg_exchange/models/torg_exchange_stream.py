from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import format_duration

from odoo.addons.torg_exchange.tools import traffic_light

COLOURS = [("grey", "No traffic"), ("green", "In order"), ("yellow", "Look at it"), ("red", "Broken")]


class TorgExchangeStream(models.Model):
    """One topic at one endpoint, with its traffic light."""

    _name = "torg.exchange.stream"
    _description = "Exchange stream"
    _order = "endpoint_id, topic_id"
    _rec_name = "topic_id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    topic_id = fields.Many2one("torg.exchange.topic", required=True, ondelete="restrict")
    silence_hours = fields.Integer(
        string="Red after silence, hours", help="No success for so long is a fault. 0: silence is normal."
    )
    last_success_kept = fields.Datetime(help="Outlives the deletion of old messages.")
    light = fields.Selection(COLOURS, compute="_compute_light")
    reasons = fields.Char(compute="_compute_light")
    last_success = fields.Datetime(compute="_compute_light")
    oldest_waiting = fields.Datetime(compute="_compute_light")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_light")
    retrying_count = fields.Integer(string="Retrying", compute="_compute_light")
    stuck_count = fields.Integer(string="Need a person", compute="_compute_light")

    _endpoint_topic_unique = models.Constraint(
        "UNIQUE(endpoint_id, topic_id)", "The endpoint already has a stream of this topic."
    )

    @api.depends("silence_hours", "endpoint_id.red_queue_minutes", "endpoint_id.red_failures")
    def _compute_light(self):
        figures = self._get_figures()
        for stream in self:
            figure = figures.get(stream.id, traffic_light.Figures())
            light = traffic_light.judge(figure, stream._get_limits(), fields.Datetime.now())
            stream.light = light.colour
            stream.reasons = ", ".join(stream._explain_light(light, figure))
            stream.last_success = figure.last_success
            stream.oldest_waiting = figure.oldest_waiting
            stream.waiting_count = figure.waiting
            stream.retrying_count = figure.retrying
            stream.stuck_count = figure.stuck

    def _get_limits(self):
        return traffic_light.Limits(
            queue_minutes=self.endpoint_id.red_queue_minutes,
            failures=self.endpoint_id.red_failures,
            silence_hours=self.silence_hours,
        )

    def _get_figures(self):
        """Return ``{stream id: Figures}`` in one SQL query: each figure has its own filter."""
        if not self.ids:
            return {}
        self.env["torg.exchange.message"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT stream.id,
                          GREATEST(stream.last_success_kept, (SELECT MAX(done_at) FROM torg_exchange_message
                            WHERE stream_id = stream.id AND state IN ('delivered', 'accepted'))),
                          MIN(message.create_date) FILTER (WHERE message.state != 'dead' AND NOT stuck),
                          COUNT(*) FILTER (WHERE message.state IN ('ready', 'offered')),
                          COUNT(*) FILTER (WHERE message.state = 'failed' AND NOT stuck),
                          COUNT(*) FILTER (WHERE stuck)
                     FROM torg_exchange_stream stream
                     LEFT JOIN torg_exchange_message message ON message.stream_id = stream.id
                          AND message.state IN ('ready', 'offered', 'failed', 'dead')
                     LEFT JOIN LATERAL (SELECT message.state = 'dead'
                          OR (message.state = 'failed' AND message.direction = 'in') AS stuck) judged ON true
                    WHERE stream.id IN %s
                    GROUP BY stream.id""",
                tuple(self.ids),
            )
        )
        return {row[0]: traffic_light.Figures(*row[1:]) for row in rows}

    def _explain_light(self, light, figure):
        """Return the reasons of a yellow or red light in words."""
        words = {
            "stuck": lambda: self.env._("need a person: %(count)s", count=figure.stuck),
            "queue": lambda: self.env._("the oldest waits for %(time)s h", time=_hours_since(figure.oldest_waiting)),
            "silence": lambda: self.env._("no success for %(time)s h", time=_hours_since(figure.last_success)),
            "retrying": lambda: self.env._("tried again: %(count)s", count=figure.retrying),
        }
        return [words[reason]() for reason in light.reasons]

    def action_open_messages(self):
        """Open the messages of the stream."""
        action = self.endpoint_id.action_open_messages()
        return action | {"domain": [("stream_id", "in", self.ids)]}

    def _keep_last_success(self):
        """Store the last success, so that it outlives the messages."""
        for stream in self:
            if stream.last_success != stream.last_success_kept:
                stream.last_success_kept = stream.last_success


def _hours_since(moment):
    return format_duration((fields.Datetime.now() - moment).total_seconds() / 3600)
