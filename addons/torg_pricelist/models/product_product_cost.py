from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class ProductProduct(models.Model):
    """The cost of a product is closed to those who only sell it."""

    _inherit = "product.product"

    standard_price = fields.Float(groups=COST)
    avg_cost = fields.Monetary(groups=COST)
    total_value = fields.Monetary(groups=COST)

    def _update_standard_price(self, *args, **kwargs):
        """Override of stock_account: the cost follows a transfer, whoever validated it."""
        # sudo: the person need not see the cost that changes
        return super(ProductProduct, self.sudo())._update_standard_price(*args, **kwargs)
