from odoo import api, models
from odoo.tools.mail import email_split


class MailMail(models.Model):
    _inherit = "mail.mail"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of mail: a gate that every letter passes before it waits to be sent."""
        mails = super().create(vals_list)
        for mail in mails.filtered("is_advertising"):
            mail._drop_recipients_without_consent()
        return mails

    def send(self, *args, **kwargs):
        """Override of mail: ask again, somebody may have withdrawn the consent while the letter waited."""
        for mail in self.filtered(lambda mail: mail.is_advertising and mail.state == "outgoing"):
            mail._drop_recipients_without_consent()
        return super().send(*args, **kwargs)

    def _drop_recipients_without_consent(self):
        """Leave in an advertising letter only recipients who agreed to it; cancel the letter when nobody is left."""
        allowed = self.recipient_ids._filter_advertising_allowed()
        refused = self.recipient_ids - allowed
        emails = {name: self._filter_emails_with_consent(self[name]) for name in ("email_to", "email_cc")}
        if not refused and all(emails[name] == (self[name] or "") for name in emails):
            return
        self.write({"recipient_ids": [(3, partner.id) for partner in refused], **emails})
        if not (allowed or emails["email_to"]):
            reason = self.env._("Advertising: no recipient has agreed to it.")
            self.write({"state": "cancel", "failure_type": "mail_optout", "failure_reason": reason})
        refused._log_advertising_left_out(self.subject)

    def _filter_emails_with_consent(self, emails):
        """Return the line of addresses without those whose owners have not agreed to advertising."""
        addresses = email_split(emails or "")
        allowed = self.env["res.partner"]._get_emails_with_consent(addresses)
        return (emails or "") if len(allowed) == len(addresses) else ", ".join(allowed)
