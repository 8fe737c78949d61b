import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, ValidationError


class ResUsers(models.Model):
    """The service user: a name under which a program works, without rights and without any way to log in.

    A shop's requests run as such a user; what they may do is decided by the verbs that they reach, not by groups.
    """

    _inherit = "res.users"

    is_service = fields.Boolean(
        "Service User",
        readonly=True,
        copy=False,
        help="Stands for a program. Has no groups and no password, cannot log in nor use API keys.",
    )

    @api.constrains("is_service", "group_ids")
    def _check_service_has_no_group(self):
        for user in self:
            if user.is_service and user.group_ids:
                raise ValidationError(self.env._("The service user “%(name)s” cannot get any group.", name=user.name))

    def _set_encrypted_password(self, uid, pw):
        """Override of base to keep a service user without a password."""
        if self.browse(uid).is_service:
            raise ValidationError(self.env._("A service user has no password."))
        return super()._set_encrypted_password(uid, pw)

    def _check_credentials(self, credential, env):
        """Override of base: nothing that a stranger could send makes him a service user."""
        # sudo: the person is not known yet
        if self.env.user.sudo().is_service:
            raise AccessDenied
        return super()._check_credentials(credential, env)

    @api.model
    def _create_service_user(self, name):
        """Return a new user for a program called `name`: no group, no password, a technical login."""
        return self.with_context(no_reset_password=True).create(
            {
                "name": name,
                "login": f"service-{secrets.token_hex(8)}",
                "is_service": True,
                "group_ids": [],
                "notification_type": "email",
            }
        )
