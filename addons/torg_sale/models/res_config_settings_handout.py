from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    hand_out = fields.Boolean(related="company_id.hand_out", readonly=False)
    open_minutes = fields.Integer(related="company_id.open_minutes", readonly=False)
    escalation_supervisor_minutes = fields.Integer(related="company_id.escalation_supervisor_minutes", readonly=False)
    escalation_director_minutes = fields.Integer(related="company_id.escalation_director_minutes", readonly=False)
