from odoo import api, fields, models


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    is_advertising = fields.Boolean(
        "Advertising",
        compute="_compute_is_advertising",
        store=True,
        readonly=False,
        help="Goes only to people who agreed to advertising.",
    )

    @api.depends("template_id")
    def _compute_is_advertising(self):
        for composer in self:
            composer.is_advertising = composer.template_id.is_advertising or composer.is_advertising

    def _prepare_mail_values_static(self):
        """Override of mail to mark the message, so that nobody gets it without a consent."""
        values = super()._prepare_mail_values_static()
        if self.is_advertising:
            values["is_advertising"] = True
        return values
