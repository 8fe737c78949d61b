from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    no_tier = fields.Boolean(
        "No Turnover Discount", help="Prices of this category and those below it do not follow the turnover."
    )
