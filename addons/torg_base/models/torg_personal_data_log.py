from odoo import fields, models


class TorgPersonalDataLog(models.Model):
    """Who took out or wiped a person's data, and when. Holds no personal data itself and is never deleted."""

    _name = "torg.personal.data.log"
    _description = "Personal Data Log"
    _order = "id desc"
    _rec_name = "partner_ref"

    action = fields.Selection([("export", "Taken out"), ("anonymize", "Anonymised")], required=True)
    partner_id = fields.Many2one("res.partner", "Person", index=True, ondelete="set null")
    partner_ref = fields.Integer("Contact Number", help="Number of the contact, kept when the contact is deleted.")
    user_id = fields.Many2one("res.users", "By", required=True)
    reason = fields.Char()
