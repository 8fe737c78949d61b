from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.torg_exchange.tools.masking import mask_secret

ADMIN = "torg_base.group_integration_admin"


class TorgExchangeEndpoint(models.Model):
    """The secret shared with the other system: nobody reads it by RPC, it is entered, shown once, or changed."""

    _inherit = "torg.exchange.endpoint"

    secret = fields.Char(string="Secret as it is", copy=False, groups=fields.NO_ACCESS)
    secret_previous = fields.Char(copy=False, groups=fields.NO_ACCESS)
    secret_previous_until = fields.Datetime(string="Old secret valid until", readonly=True, copy=False, groups=ADMIN)
    secret_hint = fields.Char(string="Secret", compute="_compute_secret_hint", compute_sudo=True, groups=ADMIN)
    new_secret = fields.Char(
        compute="_compute_new_secret",
        inverse="_inverse_new_secret",
        groups=ADMIN,
        help="Write a new password or key here; it is never shown again.",
    )
    secret_overlap_days = fields.Integer(
        string="Keep the old secret for, days",
        default=7,
        groups=ADMIN,
        help="After a change both secrets are valid for so many days, so that the other side has time to follow.",
    )

    @api.depends("secret")
    def _compute_secret_hint(self):
        for endpoint in self:
            endpoint.secret_hint = mask_secret(endpoint.secret)

    def _compute_new_secret(self):
        self.new_secret = False

    def _inverse_new_secret(self):
        for endpoint in self.filtered("new_secret"):
            endpoint._check_secret(endpoint.new_secret)
            endpoint._rotate_secret(endpoint.new_secret, days=0)

    def _check_secret(self, secret):
        """Raise a ValidationError when the secret does not suit this kind of endpoint: hook of channels."""

    def _rotate_secret(self, secret, days):
        """Set a new secret; the old one stays valid for ``days``."""
        self.ensure_one()
        endpoint = self.sudo()  # sudo: the fields are closed to everybody; callers are checked by the button's rights
        endpoint.write(
            {
                "secret": secret,
                "secret_previous": endpoint.secret if days else False,
                "secret_previous_until": fields.Datetime.now() + timedelta(days=days) if days else False,
            }
        )
        endpoint._note(self.env._("The secret was changed."))

    def _get_secrets(self):
        """Return the secrets that are valid now, the newest first."""
        endpoint = self.sudo()  # sudo: the fields are closed to everybody but the code that signs
        until = endpoint.secret_previous_until
        previous = endpoint.secret_previous if until and until > fields.Datetime.now() else False
        return [secret for secret in (endpoint.secret, previous) if secret]

    def _note(self, text):
        """Leave a note in the endpoint's history, in the name of the present user."""
        self.message_post(body=text, author_id=self.env.user.partner_id.id, subtype_xmlid="mail.mt_note")
