from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _tell_prices_changed(self):
        """Override of torg_pricelist to mark the open quotations whose prices are not those of now any more."""
        super()._tell_prices_changed()
        if self:
            self.env["sale.order.line"]._plan_price_check(self)


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _tell_prices_changed(self):
        """Override of torg_pricelist: a rule of a category concerns whoever has its goods."""
        super()._tell_prices_changed()
        if self:
            self.env["sale.order.line"]._plan_price_check()
