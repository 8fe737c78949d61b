from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.work import CHANGED, UNCHANGED

KIND = "OrderRec:commission_report"


class TorgOnecApplier(models.AbstractModel):
    """Reports of commission agents: the last one stands in the notes of the agent."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override of torg_1c to apply reports of commission agents."""
        return super()._get_handlers() | {KIND: "_apply_commission_reports"}

    def _apply_commission_reports(self, work, reports):
        """Note each report with its agent; those of an agent nobody knows yet wait for him."""
        keys = {report: (report.partners[0].id, "") for report in reports}
        agents = self._find(work.endpoint, PARTNER, "res.partner", set(keys.values()))
        for report, key in keys.items():
            if key in agents:
                self._note_report(work, agents[key], report)
            else:
                work.park(report, PARTNER, key)

    def _note_report(self, work, agent, report):
        text = f"{report.number}: {report.total}"
        is_known = agent.comment and text in agent.comment
        work.count(KIND, UNCHANGED if is_known else CHANGED)
        if not is_known:
            agent.comment = text
