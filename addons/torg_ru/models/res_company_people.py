from odoo import models

from .res_company_locale import LANGUAGE
from .res_company_settings import Change

TIME_ZONE = "Europe/Moscow"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _ru_time_zone(self):
        """People who have chosen a zone keep it; the user of scheduled jobs has none in core and would live in UTC."""
        partners = self._ru_get_people().filtered(lambda partner: not partner.tz)
        if partners or self._ru_lacks_default("res.users", "tz") or self._ru_get_calendar_in_utc():
            yield Change(
                self.env._("Time zone of the company, people and scheduled jobs"),
                "UTC",
                self.env._("Moscow, for %(count)s users without a zone and for new ones", count=len(partners)),
                lambda: self._ru_set_time_zone(partners),
            )

    def _ru_set_time_zone(self, partners):
        partners.tz = TIME_ZONE
        if self._ru_lacks_default("res.users", "tz"):
            self.env["ir.default"].set("res.users", "tz", TIME_ZONE, company_id=self.id)
        calendar = self._ru_get_calendar_in_utc()
        if calendar:
            calendar.tz = TIME_ZONE

    def _ru_get_calendar_in_utc(self):
        calendar = "resource_calendar_id" in self._fields and self.resource_calendar_id
        return calendar if calendar and calendar.tz == "UTC" else None

    def _ru_people_language(self):
        """People with the English of the installation get Russian; another language was chosen and stays."""
        partners = self._ru_get_people().filtered(lambda partner: partner.lang in (False, "en_US"))
        if partners or self._ru_lacks_default("res.partner", "lang"):
            yield Change(
                self.env._("Language of the company, people and new contacts"),
                self.env._("English"),
                self.env._("Russian, for %(count)s people", count=len(partners)),
                lambda: self._ru_set_people_language(partners),
            )

    def _ru_set_people_language(self, partners):
        partners.lang = LANGUAGE
        if self._ru_lacks_default("res.partner", "lang"):
            self.env["ir.default"].set("res.partner", "lang", LANGUAGE, company_id=self.id)

    def _ru_lacks_default(self, model, field):
        """True while new records get nothing or the English that the installation set for every company."""
        get_default = self.env["ir.default"]._get
        return all(get_default(model, field, company_id=company) in (None, "en_US") for company in (False, self.id))

    def _ru_get_people(self):
        """Return the company and all its users, archived too: so are the system, public and template users."""
        users = self.env["res.users"].with_context(active_test=False).search([("company_id", "=", self.id)])
        return self.partner_id | users.partner_id
