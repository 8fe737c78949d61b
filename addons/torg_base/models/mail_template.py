from odoo import fields, models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    is_advertising = fields.Boolean(
        "Advertising",
        help="The letter goes only to people who agreed to advertising; the others are left out with a note.",
    )

    def send_mail_batch(self, res_ids, force_send=False, raise_exception=False, email_values=None, **kwargs):
        """Override of mail to mark the letters, so that nobody gets them without a consent."""
        if self.is_advertising:
            email_values = {**(email_values or {}), "is_advertising": True}
        return super().send_mail_batch(
            res_ids, force_send=force_send, raise_exception=raise_exception, email_values=email_values, **kwargs
        )
