from odoo import fields, models


class TorgExchangeEndpoint(models.Model):
    """Somebody is told by mail when an endpoint turns red, once, and once more when it is well again."""

    _inherit = "torg.exchange.endpoint"

    alert_partner_ids = fields.Many2many(
        "res.partner", string="Tell by mail", help="Empty: all integration administrators."
    )
    incident_since = fields.Datetime(string="Broken since", readonly=True, copy=False)

    def _cron_watch(self):
        """Look at the lights: open and close incidents, keep the moments of the last successes."""
        endpoints = self.search([])
        endpoints.stream_ids._keep_last_success()
        for endpoint in endpoints:
            if endpoint.light == "red" and not endpoint.incident_since:
                endpoint.incident_since = fields.Datetime.now()
                endpoint._send_alert("torg_exchange.mail_template_exchange_red")
            elif endpoint.light != "red" and endpoint.incident_since:
                endpoint._send_alert("torg_exchange.mail_template_exchange_recovered")
                endpoint.incident_since = False

    def _send_alert(self, template_xmlid):
        endpoint = self._in_company_language()
        recipients = endpoint.alert_partner_ids or endpoint._get_administrators()
        endpoint.env.ref(template_xmlid).send_mail(
            endpoint.id, email_values={"recipient_ids": [fields.Command.link(partner.id) for partner in recipients]}
        )

    def _get_administrators(self):
        # sudo: the watch runs as a technical user
        users = self.env.ref("torg_base.group_integration_admin").sudo().all_user_ids
        return (users.filtered("active") - self.env.ref("base.user_root")).partner_id
