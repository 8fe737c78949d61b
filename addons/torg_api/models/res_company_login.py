from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.sms.tools.sms_api import SmsApi


class ResCompany(models.Model):
    """How customers of the shop log in, and what sends them SMS."""

    _inherit = "res.company"

    shop_login = fields.Boolean(
        "Customers log in", default=True, help="By a one-time code; switched off, those who are logged in are out."
    )
    shop_login_by_email = fields.Boolean(
        "Codes by e-mail, too",
        default=True,
        help="Switch it off where guests give e-mails that nobody has checked: a guest who orders by somebody's phone "
        "and his own e-mail would log in by the latter and see what is ordered by that phone later.",
    )
    shop_code_minutes = fields.Integer("Code is valid for", default=10, help="Minutes, 5 to 10.")
    shop_access_minutes = fields.Integer("Token is valid for", default=15, help="Minutes; then the site renews it.")
    shop_login_days = fields.Integer(
        "Login lasts", default=30, help="Days without a visit after which a new code is needed."
    )
    shop_codes_per_day = fields.Integer(
        "SMS with codes a day", default=1000, help="More are refused: a guard against somebody spending your money."
    )

    @api.constrains("shop_code_minutes", "shop_access_minutes", "shop_login_days", "shop_codes_per_day")
    def _check_shop_login(self):
        for company in self:
            if not 5 <= company.shop_code_minutes <= 10:
                raise ValidationError(self.env._("A code is valid for 5 to 10 minutes."))
            if not 1 <= company.shop_access_minutes <= 60:
                raise ValidationError(self.env._("A token is valid for 1 to 60 minutes."))
            if not 1 <= company.shop_login_days <= 365:
                raise ValidationError(self.env._("A login lasts for 1 to 365 days."))
            if company.shop_codes_per_day < 0:
                raise ValidationError(self.env._("The number of SMS a day cannot be negative."))

    def _has_sms_gateway(self):
        """Hook: return whether SMS of this company go anywhere; an addon with a gateway of its own says yes.

        Core's own gateway counts when its account is registered, another one chosen in Odoo's settings always.
        """
        self.ensure_one()
        if self._get_sms_api_class() is not SmsApi:
            return True
        # sudo: accounts are the administrator's, whether there is one is no secret
        accounts = self.env["iap.account"].sudo().search([("service_id.technical_name", "=", "sms")])
        return any(row.state == "registered" and (not row.company_ids or self in row.company_ids) for row in accounts)

    def _send_sms(self, number, text):
        """Hook: send an SMS; Odoo's queue sends it after the commit by whatever gateway is set up there.

        An addon with a gateway of its own overrides it. Nothing irreversible before the commit.
        """
        self.env["sms.sms"].create({"number": number, "body": text})
