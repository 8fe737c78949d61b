from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_1c.tools.odata.query import is_guid, string

ADMIN = "torg_base.group_integration_admin"
SWEEP = 60  # minutes between two readings by versions where the plan tells what changed


class TorgExchangeEndpoint(models.Model):
    """The exchange plan of a base that is read by OData: 1C itself registers what changed for our node."""

    _inherit = "torg.exchange.endpoint"

    odata_plan = fields.Char("Exchange plan of OData", groups=ADMIN, help="As 1C publishes it: ExchangePlan_…")
    odata_node_code = fields.Char("Code of our node", groups=ADMIN, help="The node of the plan that stands for us.")
    odata_plans = fields.Char("Published plans", compute="_compute_odata_plans", groups=ADMIN)
    odata_confirm_unknown = fields.Boolean(
        "Confirm what nobody here reads",
        groups=ADMIN,
        help="Off: the plan is not confirmed while it tells of tables that nobody reads here, and 1C repeats them "
        "with everything else. On: 1C forgets them.",
    )

    @api.depends("odata_profile")
    def _compute_odata_plans(self):
        for endpoint in self:
            endpoint.odata_plans = ", ".join(endpoint._get_odata_profile().plans)

    @api.constrains("odata_plan", "odata_node_code", "odata_profile")
    def _check_odata_plan(self):
        for endpoint in self.filtered(lambda endpoint: endpoint.odata_plan and endpoint.odata_profile):
            if endpoint.odata_plan not in endpoint._get_odata_profile().plans:
                raise ValidationError(
                    self.env._(
                        "1C does not publish “%(plan)s”. Published: %(plans)s.",
                        plan=endpoint.odata_plan,
                        plans=endpoint.odata_plans or "—",
                    )
                )
            if not endpoint.odata_node_code:
                raise ValidationError(self.env._("Say which node of the exchange plan stands for us: write its code."))

    def write(self, vals):
        """Override of torg_exchange to read the plan once it is named."""
        res = super().write(vals)
        if vals.get("odata_plan"):
            self._open_plan()
        return res

    def _open_plan(self):
        """Give the plan its schedule; the streams it tells of are compared whole once an hour only."""
        for endpoint in self.filtered(lambda endpoint: endpoint._has_odata() and endpoint.odata_plan):
            # sudo: schedules come with the connection, nobody makes them by hand
            schedules = endpoint.sudo().onec_schedule_ids
            told = schedules.filtered(lambda row: row.topic in ("catalogue", "partners", "orders"))
            told.filtered(lambda row: row.interval_minutes < SWEEP).interval_minutes = SWEEP
            if "changes" not in schedules.mapped("topic"):
                schedules.create({"endpoint_id": endpoint.id, "topic": "changes"})._enqueue()

    def _find_odata_node(self, client):
        """Return the key of our node, empty where 1C has none of this code."""
        where = f"Code eq {string(self.odata_node_code or '')}"
        rows = [row["Ref_Key"] for row in client.rows(self.odata_plan, where=where)]
        return next(filter(is_guid, rows), "")
