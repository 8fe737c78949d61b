import uuid
from datetime import timedelta

from odoo import api, fields, models

CONFIRM_MINUTES = 15  # what is not confirmed by then is offered again


class TorgExchangeMessage(models.Model):
    """Pull: the other system comes, takes what waits, and confirms exactly what it took."""

    _inherit = "torg.exchange.message"

    @api.model
    def _offer(self, endpoint, limit=100, session=None):
        """Hand out what waits for an endpoint and return it, oldest first, bodies rendered and kept.

        Asked again in the same session before it has confirmed, the other system gets the same messages with the
        same bodies, so a cut connection costs nothing.
        """
        endpoint = endpoint._in_company_language()
        session = session or str(uuid.uuid4())
        offered = self.search(
            [("endpoint_id", "=", endpoint.id), ("session", "=", session), ("state", "=", "offered")], order="id"
        )
        if offered:
            return offered
        messages = self._claim(endpoint, limit)
        bodies, failures = endpoint._render_safely(messages)
        for message, outcome in failures.items():
            message._settle(outcome)
        for message, body in bodies.items():
            message._store_payload(body)
            message.write(
                {
                    "state": "offered",
                    "session": session,
                    "offered_at": fields.Datetime.now(),
                    "tried_at": fields.Datetime.now(),
                    "attempts": message.attempts + 1,
                    "next_try": False,
                    "error": False,
                }
            )
        return self.browse([message.id for message in messages if message in bodies])

    @api.model
    def _confirm(self, endpoint, session):
        """The other system has stored what it took in this session: exactly that is delivered. Return it."""
        messages = self.search(
            [("endpoint_id", "=", endpoint.id), ("session", "=", session), ("state", "=", "offered")]
        )
        messages.write({"state": "delivered", "done_at": fields.Datetime.now()})
        return messages

    def _accept(self, answer=False):
        """The other system says it has applied these messages."""
        self.write({"state": "accepted", "done_at": fields.Datetime.now(), "answer": answer, "error": False})

    def _refuse(self, error):
        """The other system says it cannot apply these messages, and why: a person must look."""
        self.write({"state": "dead", "done_at": fields.Datetime.now(), "error": error})

    @api.model
    def _release_unconfirmed(self):
        """What was handed out and never confirmed waits again, with the same id."""
        long_ago = fields.Datetime.now() - timedelta(minutes=CONFIRM_MINUTES)
        messages = self.search([("state", "=", "offered"), ("offered_at", "<", long_ago)]).try_lock_for_update()
        messages.write(
            {"state": "ready", "session": False, "error": self.env._("Handed out, but the receipt was not confirmed")}
        )
        return messages
