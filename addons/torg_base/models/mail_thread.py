from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _get_message_create_valid_field_names(self):
        """Override of mail to let a posted message be marked as advertising."""
        return super()._get_message_create_valid_field_names() | {"is_advertising"}

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Override of mail: neither followers nor chosen recipients get advertising without their consent."""
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if not message.is_advertising:
            return recipients
        partners = self.env["res.partner"].browse([data["id"] for data in recipients if data["id"]])
        allowed = partners._filter_advertising_allowed()
        addresses = [data["email_normalized"] for data in recipients if not data["id"]]
        allowed_addresses = partners._get_emails_with_consent(addresses)
        (partners - allowed)._log_advertising_left_out(message.subject)
        return [
            data
            for data in recipients
            if (data["id"] in allowed._ids if data["id"] else data["email_normalized"] in allowed_addresses)
        ]
