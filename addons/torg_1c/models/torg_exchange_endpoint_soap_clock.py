from odoo import fields, models

from odoo.addons.torg_1c.tools.hours import is_within

CLOCK = {"onec_soap_minutes", "onec_soap_paused", "onec_soap_hour_from", "onec_soap_hour_to", "onec_soap_workdays_only"}
ADMIN = "torg_base.group_integration_admin"


class TorgExchangeEndpoint(models.Model):
    """How often a base is asked by SOAP, and in which hours. What goes out goes at once, at any hour."""

    _inherit = "torg.exchange.endpoint"

    onec_soap_minutes = fields.Integer("Asked every, minutes", default=10, groups=ADMIN)
    onec_soap_hour_from = fields.Float("Asked from", default=0, groups=ADMIN)
    onec_soap_hour_to = fields.Float(
        "Asked until", default=24, groups=ADMIN, help="By the clock of 1C. 0 to 24: day and night."
    )
    onec_soap_workdays_only = fields.Boolean("Asked on workdays only", groups=ADMIN)
    onec_soap_paused = fields.Boolean(
        "Asking is paused", groups=ADMIN, tracking=True, help="Orders go out still, and bring what 1C has to tell."
    )

    _onec_soap_minutes_positive = models.Constraint(
        "CHECK(onec_soap_minutes > 0)", "The interval must be longer than nothing."
    )
    _onec_soap_hours_sane = models.Constraint(
        """CHECK(onec_soap_hour_from >= 0 AND onec_soap_hour_from <= 24
             AND onec_soap_hour_to >= 0 AND onec_soap_hour_to <= 24)""",
        "A day has 24 hours.",
    )

    def write(self, vals):
        """Override of torg_exchange: other hours count at once."""
        res = super().write(vals)
        if CLOCK & vals.keys():
            # sudo: the memory is kept by the exchange alone
            self.sudo().onec_soap_ids.next_at = False
        return res

    def _is_soap_hour(self):
        """Return whether the base is asked now."""
        moment = self._to_onec_time(fields.Datetime.now())
        return is_within(moment, self.onec_soap_hour_from, self.onec_soap_hour_to, self.onec_soap_workdays_only)
