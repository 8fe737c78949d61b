from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    trade_tz = fields.Selection(related="company_id.trade_tz", readonly=False, required=True)
    accounting_in_odoo = fields.Boolean(related="company_id.accounting_in_odoo", readonly=False)
    shift_auto_off_minutes = fields.Integer(related="company_id.shift_auto_off_minutes", readonly=False)
