from odoo import fields, models


class TorgOrderMessage(models.Model):
    _inherit = "torg.order.message"

    occasion = fields.Selection(selection_add=[("delivery", "Delivery")], ondelete={"delivery": "cascade"})
