from odoo import fields, models


class TorgOrderType(models.Model):
    """The least sum of an order: each company has its own."""

    _inherit = "torg.order.type"

    minimum_amount = fields.Float(
        "Minimum order",
        digits="Product Price",
        company_dependent=True,
        help="Goods of an order of the shop cost at least so much, with taxes; 0: any sum. Each company has its own.",
    )
