from odoo import api, models
from odoo.tools import email_normalize

from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_base.tools.phone import parse_all


class TorgApiCode(models.Model):
    """Where codes go: to Odoo's queues of SMS and letters, which send them after the commit."""

    _inherit = "torg.api.code"

    @api.model
    def _get_target(self, phone, email):
        """Return the pair (kind, address as it is compared) a code goes to; the address is None when it is none."""
        if not phone:
            return "email", email_normalize(email) or None
        found = parse_all(phone, *self.env["res.partner"]._get_phone_regions())
        return "sms", next((row.key for row in found if row.key and not row.extension), None)

    @api.model
    def _check_gateway(self, kind):
        """Refuse a way that nothing stands behind, rather than let a person wait for an SMS that never comes."""
        if kind == "sms" and not self.env.company._has_sms_gateway():
            raise ApiProblem("no_gateway", self.env._("No SMS gateway is set up: ask for the code by e-mail."))

    @api.model
    def _send(self, kind, target, secret):
        if kind == "sms":
            self.env.company._send_sms(target, self._get_sms_text(secret))
        else:
            self._send_letter(target, secret)

    def _get_sms_text(self, secret):
        minutes = self.env.company.shop_code_minutes
        return self.env._("%(code)s is your code for %(company)s. Valid for %(minutes)s min. Tell it to nobody.",
                          code=secret, company=self.env.company.name, minutes=minutes)  # fmt: skip

    def _send_letter(self, target, secret):
        template = self.env.ref("torg_api.mail_template_code").with_context(
            lang=self.env.lang, code=secret, minutes=self.env.company.shop_code_minutes
        )
        template.send_mail(self.env.company.id, email_values={"email_to": target, "recipient_ids": []})
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
