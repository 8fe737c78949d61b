from odoo import fields, models


class TorgWebhookSecret(models.TransientModel):
    """The secret of a webhook, to be copied to the other side."""

    _name = "torg.webhook.secret"
    _description = "Secret of a webhook"

    webhook_id = fields.Many2one("torg.webhook", required=True, readonly=True, ondelete="cascade")
    secret = fields.Char(readonly=True, groups="torg_base.group_integration_admin")
    secret_previous_until = fields.Datetime(related="webhook_id.secret_previous_until")
