from odoo import api, fields, models

LETTERS = {"order_store_letter_id": "mail_template_order_store", "order_goods_letter_id": "mail_template_order_goods"}


class ResCompany(models.Model):
    """Letters about orders: the main switches, and the letters that belong to no stage."""

    _inherit = "res.company"

    sends_order_letters = fields.Boolean("Letters about orders", default=True)
    sends_order_sms = fields.Boolean("SMS about orders", help="SMS cost money: off until a gateway is set up.")
    order_store_letter_id = fields.Many2one(
        "mail.template",
        "Letter about another store",
        domain="[('model', '=', 'sale.order')]",
        default=lambda self: self._get_order_letter("order_store_letter_id"),
    )
    order_goods_letter_id = fields.Many2one(
        "mail.template",
        "Letter about replaced goods",
        domain="[('model', '=', 'sale.order')]",
        default=lambda self: self._get_order_letter("order_goods_letter_id"),
    )

    @api.model
    def _get_order_letter(self, field):
        return self.env.ref(f"torg_sale.{LETTERS[field]}", raise_if_not_found=False)

    @api.model
    def _set_order_letters(self):
        """Give the shipped letters to the companies that were there before the addon."""
        for company in self.search([]):
            for field in LETTERS:
                company[field] = company[field] or self._get_order_letter(field)
