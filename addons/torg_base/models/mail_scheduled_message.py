from odoo import models


class MailScheduledMessage(models.Model):
    _inherit = "mail.scheduled.message"

    def _notification_parameters_whitelist(self):
        """Override of mail: a letter sent later is advertising as well."""
        return super()._notification_parameters_whitelist() | {"is_advertising"}
