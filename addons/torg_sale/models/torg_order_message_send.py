import logging

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools.mail import email_normalize

from odoo.addons.torg_base.tools.phone import parse

_logger = logging.getLogger(__name__)

CHUNK = 50  # messages in a job


class TorgOrderMessage(models.Model):
    """Sending, by a job: renders, hands over to core's queues of letters and SMS, keeps what became of it."""

    _inherit = "torg.order.message"

    def _enqueue(self):
        """Send these messages after the commit."""
        for start in range(0, len(self), CHUNK):
            chunk = self[start : start + CHUNK]
            # sudo: the job is the system's, whoever moved the order
            chunk.with_user(SUPERUSER_ID).with_delay(
                description=self.env._("Letters about orders: %(count)s", count=len(chunk))
            )._send_waiting()

    def _send_waiting(self):
        """Job: send those of these messages that still wait. Run twice, it sends once."""
        messages = self.exists().try_lock_for_update().filtered(lambda message: message.state == "waiting")
        for message in messages:
            message._send_safely()
        return f"{len(messages)} messages"

    def _send_safely(self):
        """Send this message; whatever is wrong with it stays a sentence in its row."""
        try:
            with self.env.cr.savepoint():
                self._send()
        except psycopg2.OperationalError:
            raise  # the transaction collided with another one: the job is run again
        except Exception as error:  # noqa: BLE001 a template that people write must not stop the other letters
            _logger.info("Message %s about an order could not be written", self.id, exc_info=True)
            self._note("failed", str(error.__cause__ or error))

    def _send(self):
        order, template = self.order_id, self.mail_template_id or self.sms_template_id
        if not template:
            self._note("skipped", self.env._("The template was deleted."))
        elif not order._may_write(template):
            self.is_held = True
        elif self.is_held and self.occasion == "stage" and order.stage_id != self.stage_id:
            self._note("skipped", self.env._("The order had moved on before it had goods."))
        elif self.kind == "email":
            self._send_letter()
        else:
            self._send_sms()

    # === LETTERS === #

    def _send_letter(self):
        if not self.company_id.sends_order_letters:
            self._note("skipped", self.env._("Letters about orders are switched off in the settings."))
            return
        wanting = self.order_id.partner_id._get_order_letter_recipients()
        told = self._get_told_address(wanting)
        recipients = wanting.filtered(lambda partner: email_normalize(partner.email))
        if told:
            recipients -= self.order_id.partner_id
        if not recipients and not told:
            self._note("skipped", self._explain_nobody(wanting))
            return
        values = {"recipient_ids": recipients.ids, "email_to": told, "email_cc": False}
        mail = self.mail_template_id.send_mail_batch(self.order_id.ids, email_values=values)
        mail.mail_message_id.record_company_id = self.company_id
        self._note(
            "sending",
            mail_id=mail.id,
            subject=mail.subject,
            body=mail.body_html,
            recipients=", ".join(filter(None, [told, *recipients.mapped("email_formatted")])),
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _get_told_address(self, wanting):
        """Return where whoever made the order wants its letters instead of the customer's address, if he wants any."""
        return self.order_id.contact_email if self.order_id.partner_id in wanting else False

    def _explain_nobody(self, wanting):
        if wanting:
            return self.env._("%(partner)s has no e-mail address.", partner=self.order_id.partner_id.display_name)
        return self.env._("%(partner)s wants no letters about orders.", partner=self.order_id.partner_id.display_name)

    # === SMS === #

    def _send_sms(self):
        partner = self.order_id.partner_id
        if not self.company_id.sends_order_sms:
            self._note("skipped", self.env._("SMS about orders are switched off in the settings."))
        elif partner.no_order_sms or partner.commercial_partner_id.no_order_sms:
            self._note("skipped", self.env._("%(partner)s wants no SMS about orders.", partner=partner.display_name))
        elif not (number := self._get_sms_number()):
            self._note("skipped", self.env._("%(partner)s has no phone number.", partner=partner.display_name))
        else:
            body = self.sms_template_id._render_field("body", self.order_id.ids, compute_lang=True)[self.order_id.id]
            sms = self.env["sms.sms"].create({"number": number, "body": body, "partner_id": partner.id})
            self._note("sending", sms_id=sms.id, subject=body, recipients=number)

    def _get_sms_number(self):
        info = self.order_id._sms_get_recipients_info()[self.order_id.id]
        told = parse(self.order_id.contact_phone, *self.order_id.partner_id._get_phone_regions())
        return (told and told.key) or info["sanitized"] or self.order_id.partner_id.phone

    # === WHAT BECAME OF THEM === #

    @api.model
    def _on_letter(self, mails, failure):
        """Core has sent these letters, or has failed to: `failure` says why."""
        found = self.search([("mail_id", "in", mails.ids)])
        if found:
            found._note("failed" if failure else "sent", failure)

    @api.model
    def _on_sms(self, sms, failure):
        """Core has handed these SMS to the gateway, or has failed to: `failure` says why."""
        found = self.search([("sms_id", "in", sms.ids), ("state", "in", ("sending", "failed"))])
        if found:
            found._note("failed" if failure else "sent", failure)

    @api.autovacuum
    def _gc_bodies(self):
        """Forget the text of letters of more than a year: the row stays."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        self.search([("sent_at", "<", limit), ("body", "!=", False)], limit=5000).body = False
