import base64
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.torg_1c.tools.enterprise.exchange import COMMIT, DONE, GO, Exchange, State
from odoo.addons.torg_1c.tools.enterprise.service import EnterpriseService
from odoo.addons.torg_1c.tools.problem import Problem

from .torg_onec_soap_boxes import Inbox, Outbox

SECONDS = 15  # a job talks no longer: others wait for its worker
REST = 15  # seconds 1C is left alone while it works
PAUSE = 60  # seconds after something failed


class TorgOnecSoap(models.Model):
    """Memory of the conversation with one base: numbers, the phase, the message that is frozen under way.

    One job at a time holds its row and does a few steps; where something must be committed before the next step, the
    next job goes on.
    """

    _name = "torg.onec.soap"
    _description = "Conversation with 1C by SOAP"
    _rec_name = "endpoint_id"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    memory = fields.Json(readonly=True, help="State of the conversation.")
    outgoing = fields.Binary(readonly=True, attachment=True, groups=fields.NO_ACCESS)
    wsdl = fields.Binary("Description of the service", readonly=True, attachment=True, groups=fields.NO_ACCESS)
    wsdl_url = fields.Char(readonly=True)
    held_hash = fields.Char(readonly=True, help="Content that was applied and not confirmed: it will come again.")
    talked_at = fields.Datetime("Last exchange", readonly=True)
    failed_since = fields.Datetime("Broken since", readonly=True)
    error = fields.Text("What is wrong", readonly=True)
    note = fields.Text("What to look at", readonly=True)
    phase = fields.Selection(
        [
            ("idle", "At rest"),
            ("put", "Sending"),
            ("putting", "1C is reading"),
            ("ask", "Asking"),
            ("asking", "1C is preparing"),
            ("get", "Fetching"),
            ("tidy", "Finishing"),
        ],
        compute="_compute_memory",
    )
    version = fields.Char("Version of EnterpriseData", compute="_compute_memory")
    their_code = fields.Char("1C's code", compute="_compute_memory")
    sent_no = fields.Integer("Last message to 1C", compute="_compute_memory")
    confirmed_no = fields.Integer("1C has received", compute="_compute_memory")
    received_no = fields.Integer("Last message from 1C", compute="_compute_memory")

    _endpoint_unique = models.Constraint("UNIQUE(endpoint_id)", "A base has one conversation.")

    @api.depends("memory")
    def _compute_memory(self):
        for talk in self:
            state = State(**(talk.memory or {}))
            for name in ("phase", "version", "their_code", "sent_no", "confirmed_no", "received_no"):
                talk[name] = getattr(state, name)

    # === JOBS === #

    def _enqueue(self, seconds=0):
        for talk in self.with_user(SUPERUSER_ID):  # sudo: the job is the system's, whoever caused it
            talk.with_delay(
                eta=timedelta(seconds=seconds) if seconds else None,
                identity_key=f"torg.onec.soap:{talk.id}:{bool(seconds)}",
                description=f"SOAP: {talk.endpoint_id.code}",
                max_retries=0,
            )._talk()

    def _talk(self, seconds=SECONDS):
        """Go on with the conversation: a job."""
        if not self.exists() or not self.endpoint_id.active or not self.endpoint_id.onec_soap:
            return "off"
        if not self.try_lock_for_update():
            return "somebody else is talking"
        exchange = self._make_exchange()
        problem = None
        try:
            with self.env.cr.savepoint():
                verdict = exchange.run(seconds)
        except Problem as error:
            self.env.invalidate_all(flush=False)
            verdict, problem = "failed", error
        self._remember(exchange, verdict, problem)
        self._plan(exchange, verdict)
        return verdict

    def _make_exchange(self):
        endpoint = self.endpoint_id._in_company_language()
        talk = self.with_env(endpoint.env)
        outgoing = base64.b64decode(talk.sudo().outgoing or b"")  # sudo: closed to everybody but the conversation
        state = State(**(self.memory or {}), outgoing=outgoing)
        service = EnterpriseService(talk._make_client(), endpoint.onec_soap_peer_code, endpoint.onec_soap_plan)
        our = endpoint.onec_soap_peer_code
        return Exchange(service, state, Outbox(endpoint), Inbox(talk), our, fields.Datetime.now)

    def _make_client(self):
        """Return the client with the description of the service as it was kept."""
        endpoint, wsdl = self.endpoint_id, None
        if self.wsdl_url == endpoint.onec_soap_url:
            wsdl = base64.b64decode(self.sudo().wsdl or b"") or None  # sudo: closed to everybody but the conversation
        return endpoint._make_soap_client(wsdl=wsdl)

    def _remember(self, exchange, verdict, problem):
        endpoint, now = self.endpoint_id._in_company_language(), fields.Datetime.now()
        client, state = exchange.service.client, exchange.state
        vals = {"memory": state.dump(), "outgoing": base64.b64encode(state.outgoing) or False}
        if self.wsdl_url != endpoint.onec_soap_url and client.wsdl:
            vals |= {"wsdl": base64.b64encode(client.wsdl), "wsdl_url": endpoint.onec_soap_url}
        if problem and problem.code in ("no_operation", "bad_parameters"):
            vals["wsdl_url"] = False  # the service was published anew: its description is fetched again
        if problem:
            vals |= {"error": endpoint._explain_problem(problem), "failed_since": self.failed_since or now}
        else:
            vals |= {"error": False, "failed_since": False}
        if exchange.notes or verdict == DONE:
            vals["note"] = "\n".join(map(endpoint._explain_problem, exchange.notes)) or (
                self.note if state.held else False
            )
        if verdict == DONE:
            vals["talked_at"] = now
        self.write(vals)

    def _plan(self, exchange, verdict):
        """See to it that the conversation goes on: what is not planned here begins with the next tick of the clock."""
        if verdict in (COMMIT, GO):
            self._enqueue(seconds=0 if verdict == COMMIT else 1)
        elif verdict == "wait":
            self._enqueue(REST)
        elif verdict == DONE and exchange.outbox.waits():
            self._enqueue(PAUSE if exchange.state.failures else 0)

    def _meet_anew(self):
        """Forget the numbers; what is under way goes back to the queue, and 1C is introduced to us again."""
        for talk in self:
            talk.lock_for_update()
            sent = State(**(talk.memory or {})).sent_no
            Outbox(talk.endpoint_id).release(sent)
            talk.write({"memory": False, "outgoing": False, "held_hash": False, "wsdl_url": False, "error": False})
        self._enqueue()
