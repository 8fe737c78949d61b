from fractions import Fraction

from odoo import models

from odoo.addons.torg_sale.tools.upsell import Line, Money


class SaleOrderLine(models.Model):
    """A line as the upsell account sees it: pieces and kopecks of the company."""

    _inherit = "sale.order.line"

    def _counts_for_upsell(self):
        """Return whether the line is something a manager sells: not its delivery, not an advance."""
        self.ensure_one()
        return bool(self.product_id) and not self.display_type and not self.is_delivery and not self.is_downpayment

    def _prepare_baseline_vals(self):
        money = self._get_upsell_money(self.product_uom_qty)
        rounding = self.company_id.currency_id.rounding
        return {
            "order_line_id": self.id,
            "product_id": self.product_id.id,
            "quantity": self._get_pieces(self.product_uom_qty),
            "amount": money.amount * rounding,
            "margin": money.margin * rounding,
        }

    def _prepare_upsell_line(self, was_sent):
        """Return the Line of tools/upsell.py."""
        kept = self._get_kept_quantity()
        return Line(
            id=self.id,
            product=self.product_id.id,
            quantity=Fraction(str(self._get_pieces(self.product_uom_qty))),
            kept=Fraction(str(self._get_pieces(kept))),
            money=self._get_upsell_money(kept),
            was_sent=was_sent,
            replaces=self.replaced_product_id.id or None,
            replaced_quantity=Fraction(str(self.replaced_quantity)),
            is_forced=self.replaced_is_forced,
        )

    def _get_kept_quantity(self):
        """Return delivered − returned; a service is kept as it was ordered."""
        self.ensure_one()
        return max(self.qty_delivered, 0) if self.product_id.type == "consu" else self.product_uom_qty

    def _get_upsell_money(self, quantity):
        """Return Money of so much of the line: the sums of the line itself when it is all of it."""
        if not quantity:
            return Money()
        if self.product_uom_qty:
            share = quantity / self.product_uom_qty
            total, subtotal = self.price_total * share, self.price_subtotal * share
        else:
            total, subtotal = self.price_reduce_taxinc * quantity, self.price_reduce_taxexcl * quantity
        currency = self.company_id.currency_id
        rate = self.order_id.currency_rate or 1
        margin = subtotal - self.purchase_price * quantity
        return Money(*(round(currency.round(value / rate) / currency.rounding) for value in (total, margin)))
