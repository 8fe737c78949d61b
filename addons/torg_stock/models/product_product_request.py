from odoo import models


class ProductProduct(models.Model):
    """Goods that 1C was asked to move between stores."""

    _inherit = "product.product"

    def _get_availability_parts(self, product_ids, store_ids):
        """Override: who looks for shortages counts them as under way, in the context `count_transfer_requests`.

        Nobody else does: a request is no promise.
        """
        parts = super()._get_availability_parts(product_ids, store_ids)
        if self.env.context.get("count_transfer_requests"):
            parts += self.env["torg.transfer.request"]._get_open_parts(product_ids, store_ids)
        return parts
