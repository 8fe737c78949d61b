from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.torg_1c.tools.kinds import TOPICS
from odoo.addons.torg_1c.tools.problem import template


class TorgExchangeEndpoint(models.Model):
    """Kind ``onec``: one 1C base, whatever ways it speaks. All of them share its links, runs and mappings."""

    _inherit = "torg.exchange.endpoint"

    kind = fields.Selection(selection_add=[("onec", "1C")], ondelete={"onec": "cascade"})
    onec_tz = fields.Selection(
        _tz_get,
        string="Time zone of 1C",
        default="Europe/Moscow",
        help="1C tells times by the clock of its own server, without a zone.",
    )
    onec_owner_ids = fields.One2many("torg.onec.owner", "endpoint_id", groups="torg_base.group_integration_admin")

    @api.model_create_multi
    def create(self, vals_list):
        """Override of torg_exchange to open the streams at once: the lights show what has not come yet."""
        endpoints = super().create(vals_list)
        for endpoint in endpoints.filtered(lambda endpoint: endpoint.kind == "onec"):
            for topic in TOPICS:
                endpoint._get_stream(topic)
        return endpoints

    # === BUSINESS METHODS === #

    def _to_utc(self, moment):
        """Return a naive local time of 1C's server as naive UTC, or False."""
        if not moment:
            return False
        return moment.replace(tzinfo=ZoneInfo(self.onec_tz or "Europe/Moscow")).astimezone(UTC).replace(tzinfo=None)

    def _to_onec_time(self, moment):
        """Return naive UTC as the naive local time of 1C's server, or None."""
        if not moment:
            return None
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.onec_tz or "Europe/Moscow")).replace(tzinfo=None)

    @tools.ormcache("self.id", "model")
    def _get_fields_kept_here(self, model):
        """Return the names of the fields of a model that this base does not own: its values are only compared."""
        owners = self.env["torg.onec.owner"].search(
            [("endpoint_id", "=", self.id), ("model", "=", model), ("keeper", "=", "here")]
        )
        return frozenset(owners.field_id.mapped("name"))

    def _explain_problem(self, problem):
        """Return the sentence of a `tools.problem.Problem` in the reader's language."""
        return self.env._(problem.sentences[problem.code], **problem.params)

    def _explain_remark(self, issue):
        """Return the sentence of an IssueRec in the reader's language; as it came where nobody knows its code."""
        sentence = template(issue.code)
        return self.env._(sentence, **issue.params) if sentence else issue.text
