import json
import time

from odoo import models
from odoo.exceptions import ValidationError

from odoo.addons.torg_exchange.tools import standard_webhooks, webhook_client
from odoo.addons.torg_exchange.tools.outcome import Outcome
from odoo.addons.torg_exchange.tools.retry_schedule import parse_retry_after

GONE = 410
AGENT = "Torg-Webhooks/1.0"


class TorgExchangeEndpoint(models.Model):
    """Kind ``webhook``: JSON by POST, signed after Standard Webhooks."""

    _inherit = "torg.exchange.endpoint"

    def _render_messages(self, messages):
        """Override of torg_exchange to render webhooks."""
        if self.kind != "webhook":
            return super()._render_messages(messages)
        data = self._prepare_webhook_data(messages)
        return {
            message: json.dumps(
                {
                    "type": message.event_id.code,
                    "timestamp": message.create_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "data": {"id": message.res_id, "revision": message.revision, **data.get(message, {})},
                },
                ensure_ascii=False,
                separators=(",", ":"),
            ).encode()
            for message in messages
        }

    def _prepare_webhook_data(self, messages):
        """Return ``{message: dict}`` to add to ``data``: hook for the addon that knows how records look outside.

        Without it a message is thin: the receiver asks for the record by its id.
        """
        return {}

    def _send_messages(self, bodies, seconds):
        """Override of torg_exchange to post webhooks."""
        if self.kind != "webhook":
            return super()._send_messages(bodies, seconds)
        # sudo: a job of the outbox reads what only the integration administrator may see
        url = self.env["torg.webhook"].sudo().search([("endpoint_id", "=", self.id)]).url or ""
        secrets = self._get_secrets()
        requests = [self._prepare_request(url, secrets, message, body) for message, body in bodies.items()]
        answers = webhook_client.post_all(requests, seconds)
        outcomes = {
            message: self._judge_answer(answer) for message, answer in zip(bodies, answers, strict=True) if answer
        }
        if any(answer and answer.status == GONE for answer in answers):
            self._switch_off_gone()
        return outcomes

    def _prepare_request(self, url, secrets, message, body):
        headers = standard_webhooks.headers(secrets, message.uuid, int(time.time()), body)
        headers |= {"Content-Type": "application/json; charset=utf-8", "User-Agent": AGENT}
        return webhook_client.Request(url, headers, body, self.allow_private_addresses)

    def _judge_answer(self, answer):
        """Turn the receiver's answer into an outcome with a sentence for a person."""
        ok = 200 <= answer.status < 300
        return Outcome(
            ok=ok,
            final=answer.status == GONE,
            unanswered=bool(answer.failure),
            error="" if ok else self._explain_answer(answer),
            answer=answer.body,
            status=answer.status,
            wish=parse_retry_after(answer.headers.get("retry-after"), time.time()),
            milliseconds=round(answer.seconds * 1000),
        )

    def _explain_answer(self, answer):
        return self._explain_failure(answer.failure) if answer.failure else self._explain_status(answer.status)

    def _explain_failure(self, failure):
        return {
            "url": self.env._("The address of the receiver is written wrongly: correct it in the subscription."),
            "forbidden": self.env._(
                "The address leads into an inner network, where the server does not call. If it is meant so, allow "
                "private addresses for this endpoint."
            ),
            "dns": self.env._("The name of the receiver's server is not found: check the address."),
            "connect": self.env._("The receiver's server refuses connections: it is probably switched off."),
            "tls": self.env._("The receiver's certificate is not trusted: it has expired or belongs to another name."),
            "timeout": self.env._("The receiver did not answer in time."),
            "dropped": self.env._("The receiver dropped the connection without an answer."),
        }[failure]

    def _explain_status(self, status):
        if status == GONE:
            return self.env._("The receiver answered that it is gone for good (410): the subscription is switched off.")
        if 300 <= status < 400:
            return self.env._(
                "The receiver redirects to another address (%(status)s); redirects are not followed. "
                "Write the final address into the subscription.",
                status=status,
            )
        if status in (401, 403):
            return self.env._(
                "The receiver does not let us in (%(status)s): compare the secret on both sides.", status=status
            )
        if status == 429:
            return self.env._("The receiver asks to come more slowly (429).")
        if status >= 500:
            return self.env._("An error on the receiver's side (%(status)s).", status=status)
        return self.env._("The receiver refused the message (%(status)s).", status=status)

    def _check_secret(self, secret):
        """Override of torg_exchange to check the form of a webhook's secret."""
        super()._check_secret(secret)
        try:
            if self.kind == "webhook":
                standard_webhooks.secret_key(secret)
        except standard_webhooks.BadSecret as error:
            raise ValidationError(
                self.env._("The secret of a webhook is whsec_ and the base64 of 24 to 64 random bytes.")
            ) from error

    def _switch_off_gone(self):
        self.active = False
        self._note(self.env._("Switched off: the receiver answered that it is gone for good (410)."))
