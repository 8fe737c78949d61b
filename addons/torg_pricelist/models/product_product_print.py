import base64

from odoo import models
from odoo.tools import formatLang

from odoo.addons.torg_pricelist.tools.thumbnail import make_thumbnail


class ProductProduct(models.Model):
    """What a printed list says about many products at once."""

    _inherit = "product.product"

    def _get_vat_labels(self, company):
        """Return ``{product id: "22 %"}``."""
        labels, by_taxes = {}, {}
        for product in self:
            taxes = product.taxes_id._filter_taxes_by_company(company)
            if taxes not in by_taxes:
                rates = [tax.amount for tax in taxes.flatten_taxes_hierarchy() if tax.amount_type == "percent"]
                by_taxes[taxes] = ", ".join(
                    f"{formatLang(self.env, rate, digits=0 if rate == int(rate) else 2)} %" for rate in rates
                )
            labels[product.id] = by_taxes[taxes]
        return labels

    def _get_thumbnails(self):
        """Return ``{product id: small JPEG}`` of those that have a picture."""
        thumbnails = {}
        for product in self.with_context(bin_size=False):
            if product.image_128 and (jpeg := make_thumbnail(base64.b64decode(product.image_128))):
                thumbnails[product.id] = jpeg
        return thumbnails
