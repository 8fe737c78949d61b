from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        """Override of mail: the order keeps what became of its letter."""
        failure = failure_type and (failure_reason or self._get_failure_name(failure_type))
        # sudo: letters are sent by whoever runs the queue
        self.env["torg.order.message"].sudo()._on_letter(self, failure)
        return super()._postprocess_sent_message(success_pids, success_emails, failure_reason, failure_type)

    def _get_failure_name(self, failure_type):
        selection = self._fields["failure_type"]._description_selection(self.env)
        return dict(selection).get(failure_type, failure_type)
