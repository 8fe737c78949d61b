import logging
import secrets
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.call import Reply, fingerprint, hide_secrets, is_allowed, parse_networks
from odoo.addons.torg_1c.tools.commerceml import session as protocol
from odoo.addons.torg_1c.tools.problem import Problem, ProtocolError

_logger = logging.getLogger(__name__)

LIFE = timedelta(hours=24)
WORDS = ("success", "progress", "failure")
ENDS = {"import", "success", "complete", "deactivate"}  # steps after which nothing has to come


class TorgOnecSession(models.Model):
    """One session of CommerceML: from the login of 1C to its last request.

    Who it is tells a random key, in the cookie or in the query; only its hash is kept. The row is locked while a
    request is answered, so that parts of a file sent at once do not mix.
    """

    _name = "torg.onec.session"
    _description = "Session of 1C"
    _order = "id desc"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    token = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    type = fields.Selection(
        [("catalog", "Catalogue"), ("sale", "Orders"), ("reference", "Directories")], required=True, readonly=True
    )
    version = fields.Char(readonly=True, help="What both sides agreed on; empty for the exchange of plain UT.")
    address = fields.Char(readonly=True)
    agent = fields.Char("Program", readonly=True)
    started_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    seen_at = fields.Datetime("Last request", readonly=True, index=True)
    expires_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("open", "Under way"), ("done", "Finished"), ("failed", "With a failure")],
        required=True,
        readonly=True,
        default="open",
    )
    export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null", index=True)
    line_ids = fields.One2many("torg.onec.session.line", "session_id", readonly=True)
    file_ids = fields.One2many("torg.onec.file", "session_id", readonly=True)

    _token_unique = models.UniqueIndex("(token)")

    @api.depends("endpoint_id", "type", "started_at")
    def _compute_display_name(self):
        types = dict(self._fields["type"]._description_selection(self.env))
        for session in self:
            started = fields.Datetime.context_timestamp(session, session.started_at or fields.Datetime.now())
            session.display_name = f"{session.endpoint_id.name} · {types.get(session.type)} · {started:%d.%m %H:%M}"

    # === WHO ASKS === #

    @api.model
    def _serve(self, code, call):
        """Answer a request of 1C.

        :param str code: of the endpoint in the address
        :param call: tools.call.Call
        :return: tools.call.Reply
        """
        began = time.monotonic()
        endpoints = self.env["torg.exchange.endpoint"]._in_company_language()
        try:
            asked = protocol.parse_query(call.query)
        except ProtocolError as problem:
            return _reply(protocol.failure(endpoints._explain_problem(problem)))
        sessions = self.with_env(endpoints.env)
        if asked.mode == "checkauth":
            session, reply = sessions._log_in(code, asked, call)
        else:
            session = sessions._find_session(code, asked, call)
            reply = session._answer(asked, call) if session else sessions._refuse()
        if session:
            session._note_request(asked, call, reply, began)
        return reply

    def _refuse(self):
        return _reply(protocol.failure(self.env._("Log in first: the session is over, or never was.")))

    def _log_in(self, code, asked, call):
        """Open a session for who knows the password; to everybody else it is the same answer."""
        wait = self.env["torg.onec.refusal"]._get_wait(call.address)
        if wait:
            text = self.env._(
                "Too many wrong logins from this address. Wait %(seconds)s seconds.", seconds=int(wait) + 1
            )
            return None, _reply(protocol.failure(text))
        endpoint = self.env["torg.exchange.endpoint"]._log_in_onec(code, *call.login)
        if not endpoint:
            self.env["torg.onec.refusal"]._note(call, code)
            return None, _reply(protocol.failure(self.env._("The login or the password is wrong.")))
        if not is_allowed(call.address, parse_networks(endpoint.onec_allowed_addresses)):
            self.env["torg.onec.refusal"]._note(call, code)
            text = self.env._("The address %(address)s is not in the list of this 1C.", address=call.address)
            return None, _reply(protocol.failure(text))
        self.env["torg.onec.refusal"]._forget(call.address)
        token = secrets.token_hex(20)
        session = self._open(endpoint, asked, call, token)
        stamp = session.started_at.timestamp() if asked.type == "catalog" else None
        return session, _reply(protocol.checkauth(token, stamp, endpoint.onec_charset))

    def _open(self, endpoint, asked, call, token):
        now = fields.Datetime.now()
        return self.create(
            {
                "endpoint_id": endpoint.id,
                "token": fingerprint(token),
                "type": asked.type,
                "address": call.address[:64],
                "agent": call.agent[:200],
                "seen_at": now,
                "expires_at": now + LIFE,
            }
        )

    def _find_session(self, code, asked, call):
        """Return the session of a request, locked; nothing when there is none, or not from here."""
        tokens = [fingerprint(token) for token in call.get_tokens(asked.sessid)]
        if not tokens:
            return self.browse()
        session = self._lock_session(code, tokens)
        networks = parse_networks(session.endpoint_id.onec_allowed_addresses)
        if not session or not is_allowed(call.address, networks):
            return self.browse()
        return session.with_env(session.endpoint_id._in_company_language().env)

    def _end(self):
        """These sessions are over: their keys open nothing any more."""
        self.filtered(lambda session: session.state == "open").expires_at = fields.Datetime.now()

    # === ANSWERING === #

    def _answer(self, asked, call):
        """Return the reply of a step; what a step refuses leaves nothing behind."""
        try:
            with self.env.cr.savepoint():
                reply = getattr(self, f"_step_{asked.mode}")(asked, call)
        except Problem as problem:
            reply = self._failure(self.endpoint_id._explain_problem(problem))
        except UserError as error:
            reply = self._failure(str(error))
        return reply

    def _success(self, *lines):
        return self._text(protocol.success(*lines, charset=self.endpoint_id.onec_charset))

    def _progress(self, *lines):
        return self._text(protocol.progress(*lines, charset=self.endpoint_id.onec_charset))

    def _failure(self, *lines):
        return self._text(protocol.failure(*lines, charset=self.endpoint_id.onec_charset))

    def _text(self, body):
        return _reply(body, self.endpoint_id.onec_charset)

    def _document(self, body):
        return Reply(body, f"application/xml; charset={self.endpoint_id.onec_charset}")

    # === LOG === #

    def _note_request(self, asked, call, reply, began):
        """Keep what was asked and answered: the first lines, no bodies and no keys."""
        charset = reply.content_type.rpartition("charset=")[2]
        is_text = reply.content_type.startswith("text/plain")
        lines = reply.body[:400].decode(charset, "replace").split("\n") if is_text else [""]
        word = lines[0] if lines[0] in WORDS else "data"
        told = "" if asked.mode == "checkauth" and word == "success" else " ".join(_without_key(lines))
        self.env["torg.onec.session.line"].create(
            {
                "session_id": self.id,
                "mode": asked.mode,
                "query": hide_secrets(call.query),
                "size": call.size,
                "word": word,
                "answer": told if is_text else f"{len(reply.body)} B",
                "duration_ms": round((time.monotonic() - began) * 1000),
            }
        )
        self.write({"seen_at": fields.Datetime.now(), "state": self._get_next_state(asked, word)})

    def _get_next_state(self, asked, word):
        """Return what the session is after an answer: a failure stays one until the next init."""
        if word == "failure" or self.state == "failed":
            return "failed"
        ends = ENDS | ({"file"} if self.type == "sale" and not self.version else set())
        return "done" if word == "success" and asked.mode in ends else "open"


def _reply(body, charset="windows-1251"):
    return Reply(body, f"text/plain; charset={charset}")


def _without_key(lines):
    return [line for line in lines if not line.startswith("sessid=") and line not in WORDS]
