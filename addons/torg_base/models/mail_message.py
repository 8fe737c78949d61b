from odoo import fields, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    is_advertising = fields.Boolean(readonly=True, help="Reaches only people who agreed to advertising.")
