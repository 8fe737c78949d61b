from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.torg_1c.tools.enterprise.service import EnterpriseService
from odoo.addons.torg_1c.tools.problem import Problem


class TorgOnecSoapTest(models.TransientModel):
    """Settings of SOAP, tried step by step: what works, what does not and what to do about it."""

    _name = "torg.onec.soap.test"
    _description = "Test of the connection to 1C by SOAP"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade")
    line_ids = fields.One2many("torg.onec.soap.test.line", "test_id", readonly=True)
    is_ok = fields.Boolean(compute="_compute_is_ok")

    @api.depends("line_ids.state")
    def _compute_is_ok(self):
        for test in self:
            test.is_ok = all(line.state == "ok" for line in test.line_ids)

    @api.model
    def _open(self, endpoint):
        """Try the settings of a base and show the result."""
        test = self.create({"endpoint_id": endpoint.id})
        test._try()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connection to 1C"),
            "res_model": self._name,
            "res_id": test.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_again(self):
        """Try once more."""
        return self._open(self.endpoint_id)

    def _try(self):
        """Take the steps until one fails; those after it are not tried."""
        lines, failed = [], False
        for name, step in self._get_steps():
            state, text = ("skipped", "") if failed else self._take(step)
            failed = state == "failed" or failed
            lines.append(Command.create({"name": name, "state": state, "text": text}))
        self.line_ids = lines

    def _take(self, step):
        try:
            return "ok", step() or ""
        except Problem as problem:
            return "failed", self.endpoint_id._explain_problem(problem)

    def _get_steps(self):
        """Return `[(name, function that returns a remark)]`."""
        endpoint, found = self.endpoint_id, {}

        def describe():
            found["client"] = endpoint._make_soap_client()
            return self.env._("%(count)s operations", count=len(found["client"].get_operations()))

        def service():
            # sudo: settings of the channel, read for the one who presses its button
            settings = endpoint.sudo()
            return EnterpriseService(found["client"], settings.onec_soap_peer_code or "", settings.onec_soap_plan or "")

        return [
            (self.env._("The service is published and lets us in"), describe),
            (self.env._("1C answers"), lambda: service().ping()),
            (self.env._("The exchange is set up in 1C"), lambda: service().test()),
        ]


class TorgOnecSoapTestLine(models.TransientModel):
    """One step of a test."""

    _name = "torg.onec.soap.test.line"
    _description = "Step of a test of the connection"

    test_id = fields.Many2one("torg.onec.soap.test", required=True, ondelete="cascade")
    name = fields.Char("Step", readonly=True)
    state = fields.Selection([("ok", "Works"), ("failed", "Does not work"), ("skipped", "Not tried")], readonly=True)
    text = fields.Text("What to do", readonly=True)
