from odoo import models

from odoo.addons.torg_1c.tools.numbers import decimal
from odoo.addons.torg_1c.tools.values import VatRate


class SaleOrderLine(models.Model):
    """A line as 1C reads it."""

    _inherit = "sale.order.line"

    def _get_onec_rate(self):
        """Return the VAT of the line as a VatRate; the line keeps the rate of the order's day."""
        self.ensure_one()
        tax = self.tax_ids.filtered(lambda tax: tax.amount_type == "percent")[:1]
        if not tax or not (tax.amount or any(sign.isdigit() for sign in tax.name)):
            return VatRate(None)
        return VatRate(decimal(tax.amount))

    def _get_onec_vat(self):
        """Return the VAT as a word, to tell lines apart."""
        rate = self._get_onec_rate()
        return "none" if rate.percent is None else str(rate.percent)

    def _prepare_procurement_values(self):
        """Override of sale_stock: the goods of an order made in 1C are reserved there."""
        values = super()._prepare_procurement_values()
        # sudo: where an order was made, whoever confirms it
        return values | {"reserve_owner": "keeper"} if self.order_id.sudo().onec_origin_id else values

    # === AS 1C WANTS IT === #

    def _set_onec_sum(self, row):
        """Bring these lines of one product to so many pieces for so much money (order_lines.Sum).

        What the customer has stays: a line is never less than that.
        """
        last, rest = self[-1:], self[:-1]
        others = sum(line._get_pieces(line.product_uom_qty) for line in rest)
        quantity = last.product_id.uom_id._compute_quantity(
            max(float(row.quantity) - others, 0), last.product_uom_id, round=False
        )
        quantity = max(quantity, last.qty_delivered)
        if last.product_uom_id.compare(last.product_uom_qty, quantity):
            last._set_quantity(quantity)
        for line in rest if others > float(row.quantity) else ():
            line._drop_for_onec()
        if abs(sum(self.mapped("price_total")) - float(row.total)) > 0.01:
            for line in self:
                line._set_onec_price(row)

    def _set_onec_price(self, row):
        """Sell this line at the price of the document."""
        if row.price is None:
            return
        price = float(row.price) * self._get_pieces(1)
        rate = sum(self.tax_ids.filtered(lambda tax: not tax.price_include).mapped("amount"))
        self.write({"price_unit": price / (1 + rate / 100), "discount": 0})

    def _drop_for_onec(self):
        """Sell no more of these lines than the customer has."""
        for line in self:
            line._set_quantity(max(line.qty_delivered, 0))
