from collections import defaultdict
from datetime import timedelta

from odoo import fields, models


class ProductProduct(models.Model):
    """Facts a price decision needs, for many products at once."""

    _inherit = "product.product"

    def _get_minimum_prices(self, date=None):
        """Return ``{product id: (lowest allowed price, why)}`` of the products that have one.

        Hook: an addon that knows a floor set by law takes the greater of the two.
        """
        title = self.env._("Minimum on the product card")
        return {product.id: (product.minimum_price, title) for product in self if product.minimum_price}

    def _get_sold_quantities(self, days=30):
        """Return ``{product id: quantity}`` of confirmed orders of the last days, in the product's unit."""
        since = fields.Datetime.now() - timedelta(days=days)
        domain = [("product_id", "in", self.ids), ("state", "=", "sale"), ("order_id.date_order", ">=", since)]
        # sudo: how much sells is a fact about the goods, whoever sold them
        groups = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(domain, ["product_id", "product_uom_id"], ["product_uom_qty:sum"])
        )
        sold = defaultdict(float)
        for product, uom, quantity in groups:
            sold[product.id] += uom._compute_quantity(quantity, product.uom_id)
        return dict(sold)

    def _get_net_shares(self, company):
        """Return ``{product id: price without tax / price}``, computed by core's tax engine once per set of taxes."""
        shares, by_taxes = {}, {}
        for product in self:
            taxes = product.taxes_id._filter_taxes_by_company(company)
            if taxes not in by_taxes:
                amounts = taxes.compute_all(1_000_000.0, currency=company.currency_id) if taxes else {}
                by_taxes[taxes] = amounts.get("total_excluded", 1_000_000.0) / 1_000_000.0
            shares[product.id] = by_taxes[taxes]
        return shares
