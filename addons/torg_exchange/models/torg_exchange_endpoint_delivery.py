import contextlib
import logging
import math
import time
from datetime import timedelta

import psycopg2
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.torg_exchange.tools.outcome import Outcome

_logger = logging.getLogger(__name__)

BATCH = 200  # messages a job takes: what a quick receiver swallows in a second
SECONDS = 20  # a job sends no longer than this, whatever the receiver does
REST = 60  # seconds an endpoint is left alone after it stopped answering
SILENT = 5  # attempts without an answer, one after another, that mean "it is down"


class TorgExchangeEndpoint(models.Model):
    """Push: a job per endpoint sends what waits.

    A job locks the rows it sends until its end, so a second worker takes others and a killed worker loses nothing:
    its rows are free again, unsent, with the same ids. A job never writes rows that it has not locked.
    """

    _inherit = "torg.exchange.endpoint"

    # === HOOKS OF CHANNELS === #

    def _render_messages(self, messages):
        """Return ``{message: bytes}``, the body of each message as the other system wants it now."""
        raise ValueError(f"No channel renders messages for endpoints of kind {self.kind}")

    def _send_messages(self, bodies, seconds):
        """Send ``{message: bytes}`` and return ``{message: Outcome}``; what there was no time for is left out."""
        raise ValueError(f"No channel sends messages to endpoints of kind {self.kind}")

    # === WAKING === #

    def _wake(self):
        """Enqueue the delivery at the commit of this transaction, once however often it is asked for."""
        asleep = self.env.cr.precommit.data.setdefault("torg_exchange.wake", set())
        if not asleep:
            self.env.cr.precommit.add(self.env["torg.exchange.endpoint"]._wake_collected)
        asleep.update(self.filtered(lambda endpoint: endpoint.mode == "push").ids)

    def _wake_collected(self):
        """Last of what a transaction does at its end: what comes before may have more to tell, by the same job."""
        precommit = self.env.cr.precommit
        if precommit and not precommit.data.setdefault("torg_exchange.waited", False):
            precommit.data["torg_exchange.waited"] = True
            precommit.add(self._wake_collected)
            return
        ids = precommit.data.pop("torg_exchange.wake", ())
        self.browse(sorted(ids))._enqueue_delivery()

    def _enqueue_delivery(self, seconds=0):
        """Put a job in the queue. Those with a pause are rounded to ten seconds and stand there once."""
        for endpoint in self.with_user(SUPERUSER_ID):  # sudo: the job is the system's, whoever caused it
            eta, key = None, None
            if seconds:
                slot = math.ceil((time.time() + seconds) / 10) * 10
                eta = timedelta(seconds=slot - time.time())
                key = f"torg.exchange.delivery:{endpoint.id}:{slot}"
            endpoint.with_delay(
                eta=eta, identity_key=key, description=endpoint._get_job_name(), max_retries=0
            )._deliver_waiting()

    def _get_job_name(self):
        return f"Delivery to {self.code}"

    def _absorb_jobs(self):
        """Finish the jobs that wait to do what this one is about to do.

        Every transaction with an event brings a job, so a burst leaves thousands. The ones we can see have their
        messages in our sight, too. They are finished on a cursor of their own, at once, hence the SQL: a lock held
        until our end would stop the job runner. Should we die, our own job comes back and does it all.
        """
        jobs = self.env["queue.job"].search(
            [("state", "=", "pending"), ("eta", "=", False), ("name", "=", self._get_job_name())]
        )
        if not jobs:
            return
        query = SQL(
            """UPDATE queue_job SET state = 'done', date_done = now() AT TIME ZONE 'utc', result = 'absorbed'
                WHERE id IN (SELECT id FROM queue_job WHERE id IN %s AND state = 'pending' FOR UPDATE SKIP LOCKED)""",
            tuple(jobs.ids),
        )
        with contextlib.suppress(SerializationFailure), self.env.registry.cursor() as cr:
            cr.execute(query, log_exceptions=False)  # one that the runner starts this very moment finds nothing to do

    # === THE JOB === #

    def _deliver_waiting(self):
        """Send a batch of what waits for this endpoint, then see to it that the rest is sent."""
        if not self.exists() or not self.active or self.mode != "push":
            return "off"
        endpoint = self._in_company_language()
        endpoint._absorb_jobs()
        is_down, seconds_since = endpoint._get_outage()
        if is_down and seconds_since < REST:
            endpoint._enqueue_delivery(REST - seconds_since)
            return "resting"
        messages = endpoint._claim_quietly(BATCH)
        if messages is None:
            endpoint._enqueue_delivery()
            return "collided with another worker"
        bodies, outcomes = endpoint._render_safely(messages)
        outcomes |= endpoint._send_messages(bodies, SECONDS)
        for message, outcome in outcomes.items():
            message._store_payload(bodies.get(message))
            message._settle(outcome)
        if is_down and any(not outcome.unanswered for outcome in outcomes.values()):
            endpoint.env["torg.exchange.message"]._end_pauses(endpoint)
        endpoint._plan_next_delivery(gave_up=len(outcomes) < len(messages) and _all_silent(outcomes))
        return f"{sum(outcome.ok for outcome in outcomes.values())} of {len(outcomes)} delivered"

    def _claim_quietly(self, limit):
        """Return the claimed messages, or None when another worker has settled some of them since this job began.

        Then only a new transaction sees how things stand: a new job. Raising would end the same way, with an error
        in the log and after a pause.
        """
        try:
            with self.env.cr.savepoint():
                return self.env["torg.exchange.message"]._claim(self, limit)
        except SerializationFailure:
            return None

    def _get_outage(self):
        """Tell whether the last attempts all went unanswered, and how many seconds ago the last one was.

        SQL for one walk of an index: every job asks this first.
        """
        self.env["torg.exchange.message"].flush_model(["unanswered", "tried_at"])
        rows = self.env.execute_query(
            SQL(
                """SELECT unanswered, EXTRACT(EPOCH FROM %s - tried_at)::int FROM torg_exchange_message
                    WHERE endpoint_id = %s AND tried_at IS NOT NULL ORDER BY tried_at DESC, unanswered LIMIT %s""",
                fields.Datetime.now(),
                self.id,
                SILENT,
            )
        )
        return len(rows) == SILENT and all(row[0] for row in rows), rows[0][1] if rows else 0

    def _plan_next_delivery(self, gave_up):
        if gave_up:
            self._enqueue_delivery(REST)
        elif self._has_more():
            self._enqueue_delivery()
        elif seconds := self.env["torg.exchange.message"]._get_seconds_to_next_try(self):
            self._enqueue_delivery(seconds)

    def _has_more(self):
        messages = self._claim_quietly(1)
        return messages is None or bool(messages)

    def _render_safely(self, messages):
        """Render all at once; when that fails one by one, so that a bad record stops only itself.

        :return: ``({message: bytes}, {message: Outcome of those that could not be rendered})``
        """
        if not messages:
            return {}, {}
        try:
            with self.env.cr.savepoint():
                return self._render_messages(messages), {}
        except psycopg2.OperationalError:
            raise  # the transaction collided with another one: the job is run again
        except Exception as error:  # noqa: BLE001 whatever is wrong with a record must not stop the others
            if len(messages) == 1:
                _logger.info("Message %s could not be rendered", messages.uuid, exc_info=True)
                return {}, {messages: Outcome(ok=False, error=self._explain_exception(error))}
        bodies, failures = {}, {}
        for message in messages:
            body, failure = self._render_safely(message)
            bodies |= body
            failures |= failure
        return bodies, failures

    def _explain_exception(self, error):
        """Return a sentence for a person about an exception."""
        if isinstance(error, UserError):
            return str(error)
        text = f"{type(error).__name__}: {error}"
        return self.env._("Unexpected error while preparing or applying the message: %(error)s", error=text)


def _all_silent(outcomes):
    return bool(outcomes) and all(outcome.unanswered for outcome in list(outcomes.values())[-SILENT:])
