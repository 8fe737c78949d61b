from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    pickup_only = fields.Boolean("Pickup only", help="Goods of this category and those below it are not delivered.")
