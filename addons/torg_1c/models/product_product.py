from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _add_precomputed_values(self, vals_list):
        """Override of the ORM: a new variant has nothing to say about the properties of its template.

        Core would write them to each template anew, a statement each.
        """
        super()._add_precomputed_values(vals_list)
        if self.env.context.get("onec_quiet"):
            for vals in vals_list:
                if vals.get("product_tmpl_id") and not vals.get("product_properties", True):
                    del vals["product_properties"]

    def _change_standard_price(self, old_price):
        """Override of stock_account: a product that comes without a cost is not revalued at its birth."""
        if self.env.context.get("onec_quiet") and not any(old_price.values()):
            return super(ProductProduct, self.filtered("standard_price"))._change_standard_price(old_price)
        return super()._change_standard_price(old_price)
