from odoo import fields, models


class TorgOrderMessage(models.Model):
    _inherit = "torg.order.message"

    occasion = fields.Selection(selection_add=[("pickup", "Waiting in the store")], ondelete={"pickup": "cascade"})
