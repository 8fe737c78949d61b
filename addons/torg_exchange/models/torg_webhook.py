import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_exchange.tools import address_guard, standard_webhooks


class TorgWebhook(models.Model):
    """A subscription of an outside system: where to, which events. It is an endpoint of kind ``webhook``."""

    _name = "torg.webhook"
    _description = "Webhook"
    _inherits = {"torg.exchange.endpoint": "endpoint_id"}
    _order = "id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade")
    url = fields.Char(string="Address", required=True, help="Messages are posted here. https only.")

    _endpoint_unique = models.Constraint("UNIQUE(endpoint_id)", "The endpoint already has an address.")

    @api.constrains("url", "allow_private_addresses")
    def _check_url(self):
        for webhook in self:
            try:
                address_guard.split_url(webhook.url, webhook.allow_private_addresses)
            except address_guard.MalformedURL as error:
                raise ValidationError(self.env._("The address must look like https://host/path.")) from error
            except address_guard.ForbiddenAddress as error:
                raise ValidationError(
                    self.env._(
                        "The address must begin with https and lead to the internet. For a system in the inner network "
                        "allow private addresses."
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        fixed = {"kind": "webhook", "mode": "push"}
        vals_list = [{"code": f"webhook-{secrets.token_hex(4)}"} | vals | fixed for vals in vals_list]
        webhooks = super().create(vals_list)
        for endpoint in webhooks.endpoint_id.sudo():  # sudo: the field is closed to everybody
            endpoint.secret = endpoint.secret or standard_webhooks.new_secret()
        return webhooks

    def unlink(self):
        """The subscription goes, its endpoint stays archived: the log keeps what was sent."""
        endpoints = self.endpoint_id
        res = super().unlink()
        endpoints.active = False
        return res

    # === ACTIONS === #

    def action_send_test(self):
        """Put a test event into the outbox for this receiver alone and show its message."""
        self.ensure_one()
        self.check_access("write")
        message = self.endpoint_id._send_test_event()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test event"),
            "res_model": message._name,
            "res_id": message.id,
            "view_mode": "form",
        }

    def action_show_secret(self):
        """Show the secret in a dialog; the endpoint's history keeps who looked."""
        self.ensure_one()
        self.check_access("write")
        self.endpoint_id._note(self.env._("Looked at the secret."))
        return self._open_secret()

    def action_rotate_secret(self):
        """Give the webhook a new secret and show it; the old one is good for some days more."""
        self.ensure_one()
        self.check_access("write")
        self._renew_secret()
        return self._open_secret()

    def action_open_endpoint(self):
        """Open the endpoint: lights, limits, history."""
        return self.endpoint_id.get_formview_action()

    def action_open_messages(self):
        """Open the messages of this subscription."""
        return self.endpoint_id.action_open_messages()

    # === BUSINESS METHODS === #

    def _renew_secret(self):
        """Make a new secret; the old one is good for some days more."""
        self.ensure_one()
        self.endpoint_id._rotate_secret(standard_webhooks.new_secret(), self.secret_overlap_days)

    def _open_secret(self):
        # sudo: the secret is closed to RPC; the dialog is the only way to it and is noted
        viewer = self.env["torg.webhook.secret"].create(
            {"webhook_id": self.id, "secret": self.endpoint_id.sudo().secret}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Secret of the webhook"),
            "res_model": viewer._name,
            "res_id": viewer.id,
            "view_mode": "form",
            "target": "new",
        }
