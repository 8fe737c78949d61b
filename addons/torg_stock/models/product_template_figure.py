from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def unlink(self):
        """Override of product: the database deletes the variants with their card, and nobody would ask them."""
        self.with_context(active_test=False).product_variant_ids._drop_figures()
        return super().unlink()
