from psycopg2.errors import SerializationFailure

from odoo import fields, models
from odoo.tools import SQL

TRIES = 20  # requests of one session that may be answered before ours


class TorgOnecSession(models.Model):
    """Requests of one session are answered one after another."""

    _inherit = "torg.onec.session"

    def _lock_session(self, code, tokens):
        """Wait for the other requests of a session and see what they have done.

        Nothing is written yet, so a transaction that began too early begins again, at once: a server that repeats the
        request after a pause would let a late part of a file overtake the next one.
        """
        query = SQL(
            """SELECT session.id FROM torg_onec_session session
                 JOIN torg_exchange_endpoint endpoint ON endpoint.id = session.endpoint_id
                WHERE session.token = ANY(%s) AND session.expires_at > %s AND endpoint.code = %s AND endpoint.active
                ORDER BY session.id DESC LIMIT 1 FOR NO KEY UPDATE OF session""",
            tokens,
            fields.Datetime.now(),
            code,
        )
        for attempt in range(TRIES):
            try:
                # sql: a lock that is waited for; jobs that add files to the session do not wait
                self.env.cr.execute(query, log_exceptions=False)
                return self.browse([row[0] for row in self.env.cr.fetchall()])
            except SerializationFailure:
                if attempt + 1 == TRIES:
                    raise
                self.env.cr.rollback()
                self.env.invalidate_all()
        raise AssertionError("unreachable")
