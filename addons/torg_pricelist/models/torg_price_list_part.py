from odoo import fields, models


class TorgPriceListPart(models.Model):
    """Finished pages of a price list that is still being made."""

    _name = "torg.price.list.part"
    _description = "Pages of a price list being made"

    price_list_id = fields.Many2one("torg.price.list", required=True, ondelete="cascade", index=True)
    content = fields.Binary(attachment=True, required=True)
