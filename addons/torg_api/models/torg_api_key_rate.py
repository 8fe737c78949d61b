import math
import time

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_api.beside import wait_for_each_other
from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.rate import Limit, judge

BURST_SECONDS = 2  # a page of a site asks for several things at once
USED_EVERY = 60  # seconds: the last use is not written more often


class TorgApiKey(models.Model):
    """How often a key may come: one bucket for reads, one for writes, common to all workers."""

    _inherit = "torg.api.key"

    def _count(self, opened):
        """Take a request's place in the bucket and say how many are left.

        :raise ApiProblem: there is no place
        """
        kind = "write" if opened.operation.is_write else "read"
        rate = self.writes_per_second if kind == "write" else self.reads_per_second
        limit = Limit(rate, rate * BURST_SECONDS)
        verdict = self._take(opened, self._get_bucket(opened, kind), limit)
        opened.tell("RateLimit-Policy", f'"{kind}";q={limit.burst};w={BURST_SECONDS}')
        opened.tell("RateLimit", f'"{kind}";r={verdict.remaining};t={math.ceil(verdict.reset)}')
        if not verdict.allowed:
            raise ApiProblem(
                "rate_limited",
                self.env._("At most %(rate)s requests a second.", rate=rate),
                headers=[*opened.headers, ("Retry-After", str(math.ceil(verdict.wait)))],
            )

    def _take(self, opened, kind, limit):
        """Judge and remember in a short transaction of its own: the request's may be read-only, and it may fail."""
        now = time.time()
        with self.env.registry.cursor() as cr:
            wait_for_each_other(cr)
            # sql: a row lock held for a millisecond on a cursor beside the request's
            cr.execute(
                SQL(
                    """INSERT INTO torg_api_bucket (key_id, kind, free_at) VALUES (%s, %s, 0)
                       ON CONFLICT (key_id, kind) DO UPDATE SET key_id = EXCLUDED.key_id RETURNING free_at""",
                    self.id,
                    kind,
                )
            )
            verdict = judge(limit, cr.fetchone()[0], now, opened.operation.cost)
            if verdict.allowed:
                # sql: as above
                cr.execute(
                    SQL(
                        "UPDATE torg_api_bucket SET free_at = %s WHERE key_id = %s AND kind = %s",
                        verdict.free_at,
                        self.id,
                        kind,
                    )
                )
            self._note_use(cr, opened)
        return verdict

    def _note_use(self, cr, opened):
        """Write down the use of the key, at most once a minute; and from where, unless visitors use it."""
        now = fields.Datetime.now()
        if self.last_used_at and (now - self.last_used_at).total_seconds() < USED_EVERY:
            return
        # sql: on the cursor of the counter, past the ORM's cache of the request
        cr.execute(
            SQL(
                "UPDATE torg_api_key SET last_used_at = %s, last_address = %s WHERE id = %s",
                now,
                None if self.is_publishable else opened.address or None,
                self.id,
            )
        )


class TorgApiBucket(models.Model):
    """State of a bucket: when all of it is free again, in seconds since 1970."""

    _name = "torg.api.bucket"
    _description = "Counter of API requests"
    _log_access = False

    key_id = fields.Many2one("torg.api.key", required=True, readonly=True, ondelete="cascade")
    kind = fields.Char(required=True, readonly=True)
    free_at = fields.Float(required=True, readonly=True, digits=(16, 6))

    _key_kind_unique = models.UniqueIndex("(key_id, kind)")

    @api.autovacuum
    def _gc(self):
        """Buckets of visitors who have gone: a full bucket is the same as none."""
        self.search([("free_at", "<", time.time() - 3600)], limit=50_000).unlink()
