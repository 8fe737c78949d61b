from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get


class ResCompany(models.Model):
    _inherit = "res.company"

    trade_tz = fields.Selection(
        _tz_get,
        string="Time Zone of Trade",
        default="Europe/Moscow",
        required=True,
        help="Days of reports and scheduled work begin and end by this clock, wherever the reader sits.",
    )
    accounting_in_odoo = fields.Boolean(
        "Accounting in Odoo",
        help="Invoices and payments are posted in Odoo. Leave it off when the books are kept in 1C.",
    )
    shift_auto_off_minutes = fields.Integer(
        "Minutes until Off Line",
        default=15,
        help="An employee on line who has left the programme goes off line after so many minutes; 0 means never.",
    )
    setup_state = fields.Selection(
        [("new", "Not opened yet"), ("started", "Under way"), ("done", "Finished")],
        "First-Start Wizard",
        default="new",
        required=True,
        readonly=True,
        copy=False,
    )
    setup_steps = fields.Json(readonly=True, copy=False, help="Step of the wizard → done or skipped.")

    _check_shift_auto_off_minutes = models.Constraint(
        "CHECK (shift_auto_off_minutes >= 0)",
        "The number of minutes until off line cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._set_jobs_time_zone()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if "trade_tz" in vals:
            self._set_jobs_time_zone()
        return result

    def _set_jobs_time_zone(self):
        """Scheduled work runs by the clock of the main company: core leaves its user without one, so in UTC."""
        main_company = self.env.ref("base.main_company", raise_if_not_found=False)
        if main_company and main_company in self:
            # sudo: the technical user belongs to nobody
            self.env.ref("base.user_root").sudo().tz = main_company.trade_tz

    def _is_setup_due(self):
        """Return whether nobody has opened the first-start wizard and nothing has been sold or put in stock."""
        # sudo: asked at every login; tells nothing but "empty"
        env = self.sudo().env
        return (
            self.setup_state == "new"
            and not env["sale.order"].search_count([], limit=1)
            and not env["product.template"].search_count([("is_storable", "=", True)], limit=1)
        )
