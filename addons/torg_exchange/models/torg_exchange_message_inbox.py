import logging

from psycopg2.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.torg_exchange.tools.later import Later
from odoo.addons.torg_exchange.tools.outcome import Outcome

_logger = logging.getLogger(__name__)

COLLISION_PAUSE = 5  # seconds


class TorgExchangeMessage(models.Model):
    """In: store, answer, then work."""

    _inherit = "torg.exchange.message"

    @api.model
    def _get_handlers(self):
        """Return ``{(endpoint kind, topic code): (model, method)}``: hook, channels add theirs through super().

        The method takes the message, applies its ``_get_payload()`` and may return a sentence about what it did.
        It runs in a savepoint, any number of times for one message: applying twice must change nothing. A long one
        does a part of its work and returns `Later`; one that failed but keeps what it did returns an `Outcome`.
        """
        return {}

    @api.model
    def _receive(self, endpoint, stream, external_key, payload):
        """Store a message as it came and enqueue its processing; return it.

        :param str stream: code of the topic
        :param str external_key: the sender's id of the message; one that is known already is returned as it is
        :param bytes payload:
        """
        known = self._find_received(endpoint, external_key)
        if known:
            return known
        stream = endpoint._get_stream(stream)
        message = self._claim_external_key(endpoint, stream, external_key)
        message._store_payload(payload)
        message._enqueue_processing()
        return message

    def _find_received(self, endpoint, external_key):
        if not external_key:
            raise ValueError("A message that comes in needs the sender's id")
        return self.search(
            [("endpoint_id", "=", endpoint.id), ("external_key", "=", external_key), ("direction", "=", "in")]
        )

    def _claim_external_key(self, endpoint, stream, external_key):
        """Insert the row, in SQL for its ON CONFLICT: the same message sent twice at once then ends in a serialization
        failure, which the server repeats, and not in an error shown to the sender."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO torg_exchange_message (uuid, endpoint_id, stream_id, external_key, direction, mode,
                          state, attempts, create_uid, create_date, write_uid, write_date)
                   VALUES (gen_random_uuid(), %s, %s, %s, 'in', %s, 'ready', 0,
                          %s, now() AT TIME ZONE 'utc', %s, now() AT TIME ZONE 'utc')
                   ON CONFLICT (endpoint_id, external_key) WHERE direction = 'in' DO NOTHING
                   RETURNING id""",
                endpoint.id,
                stream.id,
                external_key,
                endpoint.mode,
                self.env.uid,
                self.env.uid,
            )
        )
        return self.browse(rows[0][0])

    def _enqueue_processing(self, seconds=0):
        self.ensure_one()
        # sudo: the job is the system's, whoever caused it
        self.with_user(SUPERUSER_ID).with_delay(
            eta=seconds or None,
            channel=self.stream_id.topic_id.channel,
            description=f"Message {self.uuid} from {self.endpoint_id.code}",
            identity_key=f"torg.exchange.process:{self.id}",
            max_retries=0,
        )._process()

    def _process(self):
        """Job: apply a message that came in."""
        message = self.exists().try_lock_for_update()
        if not message or message.state != "ready":
            return "nothing to do"
        message = message.with_env(message.endpoint_id._in_company_language().env)
        vals = {"attempts": message.attempts + 1, "tried_at": fields.Datetime.now(), "done_at": fields.Datetime.now()}
        try:
            with self.env.cr.savepoint():
                vals |= message._conclude(message._handle())
        except (SerializationFailure, DeadlockDetected, LockNotAvailable, RetryableJobError) as error:
            # a collision, or a wish to come later: another transaction, a new job
            message._enqueue_processing(getattr(error, "seconds", None) or COLLISION_PAUSE)
            return "put off"
        except Exception as error:  # noqa: BLE001 whatever is wrong is told on the message
            _logger.info("Message %s could not be applied", message.uuid, exc_info=True)
            vals |= {"state": "failed", "error": message.endpoint_id._explain_exception(error)}
        message.write(vals)
        return message.state

    def _conclude(self, outcome):
        """Return the values that what the handler returned leaves on the message."""
        if isinstance(outcome, Later):
            if outcome.seconds is not None:
                self._enqueue_processing(outcome.seconds)
            return {"attempts": self.attempts, "done_at": False}
        if isinstance(outcome, Outcome):
            return {"state": "accepted" if outcome.ok else "failed", "answer": outcome.answer, "error": outcome.error}
        return {"state": "accepted", "answer": outcome or False, "error": False}

    def _handle(self):
        key = (self.endpoint_id.kind, self.stream_id.topic_id.code)
        if key not in self._get_handlers():
            raise UserError(
                self.env._("Nothing here can apply messages about “%(topic)s”.", topic=self.stream_id.topic_id.name)
            )
        model, method = self._get_handlers()[key]
        return getattr(self.env[model], method)(self)
