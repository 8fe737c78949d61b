from odoo import fields, models


class SaleOrder(models.Model):
    """How to reach whoever made this order, where it is not on the card of its customer."""

    _inherit = "sale.order"

    contact_phone = fields.Char(
        "Phone told with the order", readonly=True, copy=False, help="Not on the customer's card: nobody confirmed it."
    )
    contact_email = fields.Char(
        "E-mail told with the order",
        readonly=True,
        copy=False,
        help="Not on the customer's card: nobody confirmed it. Letters about this order go there.",
    )
