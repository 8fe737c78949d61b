from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Letters and SMS about orders."""

    _inherit = "res.config.settings"

    sends_order_letters = fields.Boolean(related="company_id.sends_order_letters", readonly=False)
    sends_order_sms = fields.Boolean(related="company_id.sends_order_sms", readonly=False)
    order_store_letter_id = fields.Many2one(related="company_id.order_store_letter_id", readonly=False)
    order_goods_letter_id = fields.Many2one(related="company_id.order_goods_letter_id", readonly=False)
