from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.torg_stock.tools.purchase import Offer


class ProductSupplierinfo(models.Model):
    """What suppliers offer, as purchase proposals read it."""

    _inherit = "product.supplierinfo"

    def _get_company_price(self, company, date=None):
        """Return the price of a pack in the company's money, the discount taken off."""
        self.ensure_one()
        price = self.price * (1 - self.discount / 100)
        return self.currency_id._convert(price, company.currency_id, company, date or fields.Date.today())

    def _as_offer(self, product, company):
        """Return the Offer of this row for the product."""
        pack = self.product_uom_id._compute_quantity(1, product.uom_id, round=False)
        return Offer(self.min_qty, pack, self._get_company_price(company))

    def _get_main_offers(self, company):
        """Return `{product: rows of its main supplier}` of what is offered today.

        The supplier of the first row is the main one, in core's order; rows for a variant come before those for all.
        """
        today = fields.Date.context_today(self)
        domain = Domain("company_id", "in", [False, company.id]) & Domain("partner_id.active", "=", True)
        domain &= Domain("date_start", "=", False) | Domain("date_start", "<=", today)
        domain &= Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        rows = {}
        for row in self.search(domain):
            for product in row.product_id or row.product_tmpl_id.product_variant_ids:
                rows.setdefault(product, []).append(row)
        return {product: self._filter_main(found) for product, found in rows.items() if product.is_storable}

    def _filter_main(self, rows):
        own = [row for row in rows if row.product_id]
        first = (own or rows)[0]
        return self.union(*[row for row in own or rows if row.partner_id == first.partner_id])
