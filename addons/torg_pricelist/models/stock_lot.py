from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class StockLot(models.Model):
    _inherit = "stock.lot"

    standard_price = fields.Float(groups=COST)
    avg_cost = fields.Monetary(groups=COST)
    total_value = fields.Monetary(groups=COST)

    def _update_standard_price(self):
        """Override of stock_account: the cost follows a transfer, whoever validated it."""
        # sudo: the person need not see the cost that changes
        return super(StockLot, self.sudo())._update_standard_price()
