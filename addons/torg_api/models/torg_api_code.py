import secrets
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.tools import SQL, consteq

from odoo.addons.torg_api.beside import wait_for_each_other
from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.sending import FROM_ADDRESS, TO_ADDRESS, find_wait

MOST_ATTEMPTS = 5
KINDS = [("sms", "SMS"), ("email", "E-mail")]


class TorgApiCode(models.Model):
    """A one-time code that a customer was sent. Of the code itself only its hash is kept, under a secret of the base.

    Rows are made and guesses are counted in short transactions of their own: what a request that fails has sent or
    guessed is counted all the same.
    """

    _name = "torg.api.code"
    _description = "One-time Code of a Customer"
    _log_access = False
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, help="What the site sends back with the code.")
    key_id = fields.Many2one("torg.api.key", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    target = fields.Char("Sent To", required=True, readonly=True, index=True)
    digest = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    attempts = fields.Integer(required=True, readonly=True, default=0)
    ip = fields.Char("From", readonly=True, index="btree_not_null")
    sent_at = fields.Datetime(required=True, readonly=True, index=True)
    expires_at = fields.Datetime(required=True, readonly=True)
    used_at = fields.Datetime(readonly=True)

    _name_unique = models.UniqueIndex("(name)")

    # === ASKING === #

    @api.model
    def _ask(self, key, kind, target, ip):
        """Make a code, send it, and return its row; nobody learns here whether such a customer is known.

        :param target: number or mail as it is compared, see `_get_target`
        :param ip: address of the visitor, None when the site has not told
        :raise ApiProblem: too many codes, or nothing that could send it
        """
        self._check_gateway(kind)
        secret, name = f"{secrets.randbelow(10**6):06}", secrets.token_urlsafe(18)
        with self.env.registry.cursor() as cr:
            wait_for_each_other(cr)
            codes = self.with_env(self.env(cr=cr))
            codes._check_sending(kind, target, ip)
            codes._void(target)
            codes.create(self._prepare_vals(key, kind, target, ip, name, secret))
        self._send(kind, target, secret)
        return name

    def _prepare_vals(self, key, kind, target, ip, name, secret):
        now = fields.Datetime.now()
        return {
            "name": name,
            "key_id": key.id,
            "company_id": self.env.company.id,
            "kind": kind,
            "target": target,
            "digest": self._hash(name, secret),
            "ip": ip,
            "sent_at": now,
            "expires_at": now + timedelta(minutes=self.env.company.shop_code_minutes),
        }

    def _hash(self, name, secret):
        return tools.hmac(self.env(su=True), "torg.api.code", f"{name}/{secret}")

    def _check_sending(self, kind, target, ip):
        """Refuse what would be too many codes to one address, from one visitor or in a day; callers take turns."""
        for lock in sorted(filter(None, [f"code/{target}", ip and f"code/{ip}"])):
            # sql: an advisory lock of this short transaction
            self.env.execute_query(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", lock))
        wait = self._find_wait("target", target, TO_ADDRESS)
        if ip:
            wait = max(wait, self._find_wait("ip", ip, FROM_ADDRESS))
        if kind == "sms":
            wait = max(wait, self._find_daily_wait())
        if wait > 0:
            raise ApiProblem(
                "too_many_codes",
                self.env._("Another code may be sent in %(seconds)s s.", seconds=int(wait) + 1),
                headers=[("Retry-After", str(int(wait) + 1))],
            )

    def _find_wait(self, fname, value, rules):
        now = fields.Datetime.now()
        since = now - timedelta(seconds=max(window for window, _most in rules))
        domain = [(fname, "=", value), ("company_id", "=", self.env.company.id), ("sent_at", ">", since)]
        rows = self.search_fetch(domain, ["sent_at"], limit=200)
        return find_wait([row.sent_at.timestamp() for row in rows], now.timestamp(), rules)

    def _find_daily_wait(self):
        """SMS cost money: a company sends so many of them a day, whoever asks."""
        since = fields.Datetime.now() - timedelta(days=1)
        domain = [("kind", "=", "sms"), ("company_id", "=", self.env.company.id), ("sent_at", ">", since)]
        return 3600 if self.search_count(domain) >= self.env.company.shop_codes_per_day else 0

    def _void(self, target):
        """Only the newest code of an address is good."""
        domain = [("target", "=", target), ("company_id", "=", self.env.company.id), ("used_at", "=", False)]
        self.search(domain).used_at = fields.Datetime.now()

    # === REDEEMING === #

    @api.model
    def _redeem(self, key, name, secret):
        """Return the row of a code that is right; it is good this once.

        :raise ApiProblem: it is wrong, old, used or guessed too often; the same answer for all of them
        """
        if not self._is_right(key, name, secret):
            raise ApiProblem("wrong_code")
        code = self.search([("name", "=", name), ("used_at", "=", False)])
        if not code:
            raise ApiProblem("wrong_code")
        code.used_at = fields.Datetime.now()  # two who use it at once collide here: the second begins anew
        return code

    def _is_right(self, key, name, secret):
        """Compare, and count a wrong guess whatever becomes of the request; guesses at one code take turns."""
        with self.env.registry.cursor() as cr:
            wait_for_each_other(cr)
            # sql: a row lock for a millisecond beside the request's snapshot
            cr.execute(
                SQL(
                    """SELECT id, digest FROM torg_api_code
                        WHERE name = %s AND key_id = %s AND used_at IS NULL AND expires_at > %s AND attempts < %s
                          FOR UPDATE""",
                    name,
                    key.id,
                    fields.Datetime.now(),
                    MOST_ATTEMPTS,
                )
            )
            row = cr.fetchone()
            right = consteq(row[1] if row else "", self._hash(name, secret))
            if row and not right:
                # sql: as above
                cr.execute(SQL("UPDATE torg_api_code SET attempts = attempts + 1 WHERE id = %s", row[0]))
        return right

    @api.autovacuum
    def _gc(self):
        self.search([("sent_at", "<", fields.Datetime.now() - timedelta(days=2))], limit=50_000).unlink()
