import hashlib
import re
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.promise import NAME
from odoo.addons.torg_api.tools.upload import digest

KEPT_HOURS = 72


class Kept(NamedTuple):
    """An answer that was given before."""

    fingerprint: str
    status: int
    body: str


class TorgApiIdempotency(models.Model):
    """Answers of requests that were done, kept in the transaction of their effect: who repeats one gets it again.

    A request that was refused or broke off leaves nothing here, so it may come again.
    """

    _name = "torg.api.idempotency"
    _description = "Answer kept for a repeated request"
    _log_access = False

    key_id = fields.Many2one("torg.api.key", required=True, readonly=True, ondelete="cascade")
    name = fields.Char("Idempotency-Key", required=True, readonly=True)
    operation = fields.Char(required=True, readonly=True)
    fingerprint = fields.Char(required=True, readonly=True, help="Of the address and the body.")
    status = fields.Integer(readonly=True)
    body = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    done_at = fields.Datetime(required=True, readonly=True, index=True)

    _name_unique = models.UniqueIndex("(key_id, name)")

    @api.model
    def _get_name(self, opened, name):
        """Return what an Idempotency-Key is kept as: names of a site's customers never meet.

        :raise ApiProblem: it is no name
        """
        if not re.fullmatch(NAME, name):
            raise ApiProblem("bad_request", self.env._("The Idempotency-Key has 1 to 255 visible ASCII characters."))
        return f"{opened.customer.id}\n{name}" if opened.customer else name  # no key can be called so

    @api.model
    def _begin(self, key, name, operation, path, raw):
        """Return the kept answer of this request, or nothing when it is to be done now.

        :raise ApiProblem: it is being done this moment, or the name was used for another request
        """
        self._lock(key, name)
        known = self._find_kept(key, name)
        if known and known.fingerprint != fingerprint(operation, path, raw):
            raise ApiProblem("idempotency_reused", self.env._("This Idempotency-Key came with another request before."))
        return known

    def _find_kept(self, key, name):
        """Return what is kept, also by a transaction that ended after ours began: hence a cursor of its own."""
        since = fields.Datetime.now() - timedelta(hours=KEPT_HOURS)
        with self.env.registry.cursor() as cr:
            # sql: three columns past the snapshot of the request
            cr.execute(
                SQL(
                    """SELECT fingerprint, status, body FROM torg_api_idempotency
                        WHERE key_id = %s AND name = %s AND done_at >= %s""",
                    key.id,
                    name,
                    since,
                )
            )
            row = cr.fetchone()
        return Kept(*row) if row else None

    def _lock(self, key, name):
        """A lock that does not wait: a unique row would."""
        lock = int.from_bytes(hashlib.blake2b(f"{key.id}/{name}".encode(), digest_size=8).digest(), signed=True)
        # sql: an advisory lock of this transaction
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", lock))[0][0]:
            raise ApiProblem(
                "idempotency_in_flight",
                self.env._("The first request with this Idempotency-Key is still being done."),
                headers=[("Retry-After", "1")],
            )

    @api.model
    def _finish(self, key, name, operation, path, raw, status, body):
        """Keep the answer of a request that was done; one of the same name that is too old makes room."""
        self.search([("key_id", "=", key.id), ("name", "=", name)]).unlink()
        self.create(
            {
                "key_id": key.id,
                "name": name,
                "operation": operation.name,
                "fingerprint": fingerprint(operation, path, raw),
                "status": status,
                "body": body,
                "done_at": fields.Datetime.now(),
            }
        )

    @api.autovacuum
    def _gc(self):
        self.search([("done_at", "<", fields.Datetime.now() - timedelta(hours=KEPT_HOURS))]).unlink()


def fingerprint(operation, path, raw):
    """What makes two requests the same."""
    return digest(f"{operation.method}\n{path}\n".encode(), raw)
