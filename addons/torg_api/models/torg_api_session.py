import hashlib
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import consteq

from odoo.addons.torg_api.tools.device import name_device
from odoo.addons.torg_api.tools.problem import ApiProblem

ACCESS, REFRESH = "torgc_", "torgr_"
GRACE = 30  # seconds: an answer was lost on the way, or two pages of a site renewed at once
KEPT_DAYS = 30  # after the end: who asks “who was in my account?” gets an answer
REASONS = [
    ("logout", "Logged out"),
    ("revoked", "Ended by us"),
    ("reuse", "An old token came again"),
]


class TorgApiSession(models.Model):
    """A customer who is logged in on a device: a short token that opens, and one that renews it, once.

    A renewing token that comes a second time was stolen, or the thief has used it first: the login ends. Only the last
    one may come again for some seconds, for its answer may have been lost: it renews the login once more, and what was
    answered first is void.
    """

    _name = "torg.api.session"
    _description = "Login of a Customer"
    _log_access = False
    _order = "ended_at desc, last_used_at desc, id desc"
    _rec_name = "partner_id"

    name = fields.Char("Family", required=True, readonly=True, groups=fields.NO_ACCESS)
    key_id = fields.Many2one("torg.api.key", "Site", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    device = fields.Char(readonly=True, help="As the browser calls itself.")
    device_name = fields.Char("On", compute="_compute_device_name")
    ip = fields.Char("From", readonly=True)
    started_at = fields.Datetime("Since", required=True, readonly=True)
    last_used_at = fields.Datetime("Last used", required=True, readonly=True)
    expires_at = fields.Datetime("Valid until", required=True, readonly=True)
    access_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    access_until = fields.Datetime(readonly=True)
    refresh_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    previous_refresh_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS, export_string_translation=False)
    previous_refresh_until = fields.Datetime(readonly=True, export_string_translation=False)
    ended_at = fields.Datetime("Ended", readonly=True)
    end_reason = fields.Selection(REASONS, readonly=True)

    _name_unique = models.UniqueIndex("(name)")
    _access_unique = models.UniqueIndex("(access_digest) WHERE access_digest IS NOT NULL")

    @api.depends("device")
    def _compute_device_name(self):
        for session in self:
            session.device_name = name_device(session.device or "")

    # === ACTIONS === #

    def action_end(self):
        """End these logins at once."""
        self.partner_id.check_access("write")
        self._end("revoked")
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _start(self, key, partner, device, ip):
        """Log the customer in; return the login and its two tokens."""
        now = fields.Datetime.now()
        vals = {
            "name": secrets.token_urlsafe(16),
            "key_id": key.id,
            "company_id": self.env.company.id,
            "partner_id": partner.id,
            "device": (device or "")[:200],
            "ip": ip,
            "started_at": now,
            "last_used_at": now,
            "expires_at": now,
        }
        session = self.create(vals)
        return session, *session._issue()

    def _issue(self):
        """Make the two tokens anew and return them; those before are void."""
        company, now = self.company_id, fields.Datetime.now()
        access, secret = ACCESS + secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.write(
            {
                "access_digest": _digest(access),
                "access_until": now + timedelta(minutes=company.shop_access_minutes),
                "refresh_digest": _digest(secret),
                "last_used_at": now,
                "expires_at": now + timedelta(days=company.shop_login_days),
            }
        )
        return access, f"{REFRESH}{self.name}.{secret}"

    @api.model
    def _renew(self, key, token):
        """Return the login of a renewing token and two new tokens.

        :raise ApiProblem: it is none, or over; one that was used before, and not just now, ends the login
        """
        name, _dot, secret = token.removeprefix(REFRESH).partition(".")
        session = self._get_open_ones([("name", "=", name), ("key_id", "=", key.id)])
        if not token.startswith(REFRESH) or not session._is_valid():
            raise ApiProblem("login_over")
        if consteq(session.refresh_digest, _digest(secret)):
            session._keep_previous()
        elif not session._is_just_used(secret):
            session._end_apart("reuse")
            raise ApiProblem("login_over")
        return session, *session._issue()

    def _keep_previous(self):
        """The renewing token that is being used may come again for some seconds, counted from now."""
        until = fields.Datetime.now() + timedelta(seconds=GRACE)
        self.write({"previous_refresh_digest": self.refresh_digest, "previous_refresh_until": until})

    def _is_just_used(self, secret):
        """Return whether this is the renewing token that was used last, a moment ago."""
        until = self.previous_refresh_until
        is_last = consteq(self.previous_refresh_digest or "", _digest(secret))
        return is_last and bool(until) and until > fields.Datetime.now()

    @api.model
    def _get_open_ones(self, domain):
        """Return those of the logins that have neither ended nor run out."""
        return self.search([*domain, ("ended_at", "=", False), ("expires_at", ">", fields.Datetime.now())])

    def _end(self, reason):
        """Nothing opens by these logins any more."""
        mine_sudo = self.sudo()  # sudo: the hashes are closed to everybody
        mine_sudo.filtered(lambda session: not session.ended_at).write(
            {
                "access_digest": False,
                "refresh_digest": False,
                "previous_refresh_digest": False,
                "ended_at": fields.Datetime.now(),
                "end_reason": reason,
            }
        )

    def _end_apart(self, reason):
        """End the login in a transaction of its own: the request itself is refused and takes back what it did."""
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr))._end(reason)

    # === AT THE DOOR === #

    @api.model
    def _authenticate(self, httprequest):
        """Return the login of a request that comes with a customer's token, an empty record when it comes with none.

        :raise ApiProblem: the token is not valid, or not any more
        """
        secret = httprequest.headers.get("Authorization", "").partition(" ")[2].strip()
        if not secret.startswith(ACCESS):
            return self
        # sudo: the caller is nobody yet
        session = self.with_user(SUPERUSER_ID).search(
            [("access_digest", "=", _digest(secret)), ("access_until", ">", fields.Datetime.now())]
        )
        if not session._is_valid():
            raise ApiProblem("unauthorized", headers=[("WWW-Authenticate", 'Bearer error="invalid_token"')])
        return session

    def _is_valid(self):
        """Return whether the login still holds: the customer, the site and the company may have changed."""
        if not self or self.ended_at or not self.company_id.shop_login or not self.key_id._is_in_force():
            return False
        return bool(self.partner_id.filtered_domain(self.key_id._get_shop_customer_domain()))

    @api.autovacuum
    def _gc(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search(["|", ("ended_at", "<", limit), ("expires_at", "<", limit)], limit=50_000).unlink()


def _digest(secret):
    """SHA-256 is enough for 256 random bits: there is nothing to guess slowly."""
    return hashlib.sha256(secret.encode()).hexdigest()
