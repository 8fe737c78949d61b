from babel.dates import format_timedelta

from odoo import api, fields, models

from odoo.addons.torg_exchange.tools import traffic_light

from .torg_exchange_stream import COLOURS


class TorgExchangeEndpoint(models.Model):
    """Traffic light of the endpoint: the worst of its streams."""

    _inherit = "torg.exchange.endpoint"

    red_queue_minutes = fields.Integer(
        string="Red when the oldest waits, minutes", default=60, help="0: the age of the queue is not watched."
    )
    red_failures = fields.Integer(
        string="Red from so many stuck", default=10, help="Messages that need a person. 0: never red for them."
    )
    light = fields.Selection(COLOURS, compute="_compute_light")
    reasons = fields.Char(compute="_compute_light")
    last_success = fields.Datetime(compute="_compute_light")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_light")
    retrying_count = fields.Integer(string="Retrying", compute="_compute_light")
    stuck_count = fields.Integer(string="Need a person", compute="_compute_light")
    board_html = fields.Html(compute="_compute_board_html", sanitize=False)

    @api.depends("active", "stream_ids.silence_hours", "red_queue_minutes", "red_failures")
    def _compute_light(self):
        for endpoint in self:
            streams = endpoint.stream_ids
            endpoint.light = traffic_light.worst(streams.mapped("light")) if endpoint.active else traffic_light.GREY
            endpoint.reasons = "; ".join(
                f"{stream.topic_id.name}: {stream.reasons}" for stream in streams if stream.reasons and endpoint.active
            )
            endpoint.last_success = max(filter(None, streams.mapped("last_success")), default=False)
            endpoint.waiting_count = sum(streams.mapped("waiting_count"))
            endpoint.retrying_count = sum(streams.mapped("retrying_count"))
            endpoint.stuck_count = sum(streams.mapped("stuck_count"))

    @api.depends("active", "stream_ids.silence_hours", "red_queue_minutes", "red_failures")
    def _compute_board_html(self):
        for endpoint in self:
            endpoint.board_html = self.env["ir.qweb"]._render(
                "torg_exchange.torg_exchange_board",
                {"streams": endpoint.stream_ids, "ago": endpoint._get_time_ago},
            )

    def _get_time_ago(self, moment):
        """Return "5 minutes ago" in the user's language."""
        locale = (self.env.lang or "en_US").split("@")[0]
        return format_timedelta(moment - fields.Datetime.now(), add_direction=True, locale=locale)
