from odoo import models


class SaleOrder(models.Model):
    """Sums of orders of the past: those of their lines. Core works the taxes of every order out anew."""

    _inherit = "sale.order"

    def _compute_amounts(self):
        """Override of sale: what has been worked out for the lines is only added up."""
        if not self._is_history_load():
            return super()._compute_amounts()
        for order in self:
            lines = order.order_line.filtered(lambda line: not line.display_type)
            order.amount_untaxed = sum(lines.mapped("price_subtotal"))
            order.amount_tax = sum(lines.mapped("price_tax"))
            order.amount_total = order.amount_untaxed + order.amount_tax
        return None


class SaleOrderLine(models.Model):
    """Lines of orders of the past: the sum that 1C tells, divided by its taxes where these are plain percents."""

    _inherit = "sale.order.line"

    def _compute_amount(self):
        """Override of sale: a line of the past with plain taxes needs none of core's rounds of rounding."""
        if not self.order_id._is_history_load():
            return super()._compute_amount()
        others = self.browse()
        for line in self:
            above, within = line.tax_ids._get_plain_shares()
            if within is None or line.display_type or not line.currency_id:
                others |= line
                continue
            price = line.price_unit * (1 - (line.discount or 0) / 100)
            total = line.currency_id.round(price * (1 + above) * line.product_uom_qty)
            line.price_subtotal = line.currency_id.round(total / (1 + within))
            line.price_tax = total - line.price_subtotal
            line.price_total = total
        return super(SaleOrderLine, others)._compute_amount()

    def _compute_untaxed_amount_to_invoice(self):
        """Override of sale: of the past nothing has been invoiced or delivered here."""
        if not self.order_id._is_history_load():
            return super()._compute_untaxed_amount_to_invoice()
        for line in self:
            is_ordered = line.state == "sale" and line.product_id.invoice_policy == "order"
            line.untaxed_amount_to_invoice = line.price_subtotal if is_ordered else 0
        return None


class AccountTax(models.Model):
    """How taxes divide a price, where that takes one division."""

    _inherit = "account.tax"

    def _get_plain_shares(self):
        """Return the share of the taxes on top of the price and of all of them; (0, None) when they are no percents."""
        known = self.env.cr.cache.setdefault("torg_1c.shares", {})
        if self._ids not in known:
            is_plain = all(tax.amount_type == "percent" and not tax.include_base_amount for tax in self)
            above = sum(self.filtered(lambda tax: not tax.price_include).mapped("amount")) / 100
            known[self._ids] = (above, sum(self.mapped("amount")) / 100) if is_plain else (0, None)
        return known[self._ids]
