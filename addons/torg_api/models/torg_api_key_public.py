from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TorgApiKey(models.Model):
    """Keys that are no secret, because they stand in the pages of a site, and keys that only read."""

    _inherit = "torg.api.key"

    is_publishable = fields.Boolean(
        "For browsers",
        help="Stands in the pages of the site, where anybody reads it: opens goods, stores and the way in by a code, "
        "never data of customers. Limits then hold for each visitor.",
    )
    reads_only = fields.Boolean(help="Whatever it may do, it changes nothing.")

    @api.constrains("is_publishable", "scope_ids")
    def _check_publishable(self):
        for key in self.filtered("is_publishable"):
            if closed := key.scope_ids.filtered(lambda scope: not scope.is_public):
                raise ValidationError(
                    self.env._(
                        "The key “%(key)s” stands in pages that anybody reads. It cannot be allowed: %(scopes)s.",
                        key=key.name,
                        scopes=", ".join(closed.mapped("name")),
                    )
                )

    @api.onchange("is_publishable")
    def _onchange_is_publishable(self):
        if self.is_publishable:
            self.scope_ids = self.env["torg.api.scope"].search([("is_public", "=", True)])

    def _is_in_force(self):
        """Return whether the key opens anything now, so that logins made by it go on."""
        expired = self.expires_at and self.expires_at <= fields.Datetime.now()
        return bool(self.active and self.sudo().digest and not expired)  # sudo: the hash is closed to everybody

    def _get_bucket(self, opened, kind):
        """Return whose count a request is: one visitor must not use up what a site's other visitors have."""
        if opened.session:
            return f"{kind} session {opened.session.id}"
        return f"{kind} {opened.address}" if self.is_publishable else kind
