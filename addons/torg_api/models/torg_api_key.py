import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError

STATES = [
    ("none", "No key yet"),
    ("works", "Works"),
    ("changing", "Being changed"),
    ("expired", "Expired"),
    ("revoked", "Revoked"),
    ("off", "Switched off"),
]
ADMIN = "torg_base.group_integration_admin"
PREFIX = "torg_"


class TorgApiKey(models.Model):
    """A key of the shop API: whose it is, what it may do. Of the key itself only its hash is kept."""

    _name = "torg.api.key"
    _description = "Key of the shop API"
    _order = "active desc, name, id"

    name = fields.Char(required=True, help="Whose key it is, such as the address of the site.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users",
        string="Service user",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Who the journal names as the one who did it. Has no rights and cannot log in.",
    )
    scope_ids = fields.Many2many("torg.api.scope", string="May")
    origins = fields.Text("Pages that may call", help="One origin a line, such as https://shop.example; for browsers.")
    reads_per_second = fields.Integer("Reads a second", default=50, required=True)
    writes_per_second = fields.Integer("Writes a second", default=20, required=True)
    expires_at = fields.Datetime("Valid until")
    hint = fields.Char("Key", readonly=True, copy=False, help="The beginning of the key, to tell keys apart.")
    digest = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    previous_digest = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    previous_until = fields.Datetime("Old key valid until", readonly=True, copy=False)
    last_used_at = fields.Datetime("Last used", readonly=True, copy=False)
    last_address = fields.Char("From", readonly=True, copy=False)
    revoked_at = fields.Datetime("Revoked on", readonly=True, copy=False)
    state = fields.Selection(STATES, "Status", compute="_compute_state")
    scope_text = fields.Char("What it may do", compute="_compute_scope_text")

    _digest_unique = models.UniqueIndex("(digest) WHERE digest IS NOT NULL")

    @api.depends("active", "hint", "previous_until", "expires_at", "revoked_at")
    def _compute_state(self):
        for key in self:
            key.state = key._get_state(fields.Datetime.now())

    @api.depends("scope_ids", "is_publishable", "reads_only")
    @api.depends_context("lang")
    def _compute_scope_text(self):
        everything = self.env["torg.api.scope"].search([])
        for key in self:
            whole = key.scope_ids == everything and not key.is_publishable
            names = self.env._("Everything") if whole else ", ".join(key.scope_ids.mapped("name"))
            key.scope_text = self.env._("%(scopes)s – reads only", scopes=names) if key.reads_only else names

    @api.constrains("reads_per_second", "writes_per_second")
    def _check_rates(self):
        if any(key.reads_per_second < 1 or key.writes_per_second < 1 for key in self):
            raise ValidationError(self.env._("A key needs at least one request a second."))

    @api.model_create_multi
    def create(self, vals_list):
        """Override of core to give each key its service user."""
        for vals in vals_list:
            if not vals.get("user_id"):
                # sudo: who makes keys need not make users; this one has no rights
                users = self.env["res.users"].sudo()
                vals["user_id"] = users._create_service_user(vals.get("name") or "API").id
        return super().create(vals_list)

    # === ACTIONS === #

    def action_issue(self):
        """Make a new key and show it, once. The old one stays valid for a week."""
        self.ensure_one()
        self._check_admin()
        viewer = self.env["torg.api.key.viewer"].create({"key_id": self.id, "secret": self._issue(days=7)})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New key"),
            "res_model": viewer._name,
            "res_id": viewer.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_revoke(self):
        """Both keys stop working at once."""
        self._check_admin()
        # sudo: the hashes are closed to everybody
        self.sudo().write({"digest": False, "previous_digest": False, "previous_until": False, "hint": False})
        self.revoked_at = fields.Datetime.now()
        return True

    def _check_admin(self):
        self.check_access("write")
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator issues keys."))

    # === BUSINESS METHODS === #

    def _issue(self, days=0):
        """Make a new key and return it; the old one stays valid for so many days."""
        self.ensure_one()
        secret = PREFIX + secrets.token_urlsafe(32)
        key = self.sudo()  # sudo: the hashes are closed to everybody
        key.write(
            {
                "previous_digest": key.digest if days else False,
                "previous_until": fields.Datetime.now() + timedelta(days=days) if days and key.digest else False,
                "digest": digest(secret),
                "revoked_at": False,
                "hint": f"{secret[: len(PREFIX) + 4]}…",
            }
        )
        return secret

    def _get_state(self, now):
        """Return how things stand with the key, in one of the STATES."""
        self.ensure_one()
        if not self.active:
            return "off"
        if not self.hint:
            return "revoked" if self.revoked_at else "none"
        if self.expires_at and self.expires_at <= now:
            return "expired"
        return "changing" if self.previous_until and self.previous_until > now else "works"

    @api.model
    def _issue_for(self, name):
        """Make a new key for a developer's shop, allowed everything; the one of this name works for another week."""
        key = self.search([("name", "=", name)], limit=1)
        key = key or self.create({"name": name, "scope_ids": self.env["torg.api.scope"].search([]).ids})
        return key._issue(days=7)

    def _has_scope(self, code):
        """Return whether the key may do what asks for this scope."""
        return code in self._get_scope_codes()

    @tools.ormcache("self.id")
    def _get_scope_codes(self):
        scopes = self.scope_ids.filtered("is_public") if self.is_publishable else self.scope_ids
        return frozenset(scopes.mapped("code"))


def digest(secret):
    """SHA-256 is enough for 256 random bits: there is nothing to guess slowly."""
    return hashlib.sha256(secret.encode()).hexdigest()
