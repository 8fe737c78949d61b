from odoo import models


class SaleOrder(models.Model):
    """Sums of orders of the past: those of their lines. Core works the taxes of every order out anew."""

    _inherit = "sale.order"

    def _compute_amounts(self):
        """Override of sale: what has been worked out for the lines is only added up."""
        if not self._is_history_load():
            return super()._compute_amounts()
        others = self.browse()
        for order in self:
            if not rounds_by_line(order.company_id):
                others |= order
                continue
            lines = order.order_line.filtered(lambda line: not line.display_type)
            order.amount_untaxed = sum(lines.mapped("price_subtotal"))
            order.amount_tax = sum(lines.mapped("price_tax"))
            order.amount_total = order.amount_untaxed + order.amount_tax
        return super(SaleOrder, others)._compute_amounts()


class SaleOrderLine(models.Model):
    """Lines of orders of the past: one tax is a multiplication, to the kopeck what core makes of it."""

    _inherit = "sale.order.line"

    def _compute_amount(self):
        """Override of sale: a line of the past with a plain tax needs none of core's rounds of rounding."""
        if not self.order_id._is_history_load():
            return super()._compute_amount()
        others = self.browse()
        for line in self:
            sums = line._get_plain_sums()
            if sums is None:
                others |= line
            else:
                line.price_subtotal, line.price_tax, line.price_total = sums
        return super(SaleOrderLine, others)._compute_amount()

    def _get_plain_sums(self):
        """Return the sum without tax, the tax and the sum with it; None where they take core's own computation."""
        tax = self.tax_ids._get_plain_tax()
        if tax is None or self.display_type or not self.currency_id or not rounds_by_line(self.company_id):
            return None
        percent, is_included = tax
        rounded = self.currency_id.round
        amount = rounded(self.product_uom_qty * (self.price_unit * (1 - (self.discount or 0) / 100)))
        if is_included:
            tax_amount = rounded(amount * (1 / (1 + percent / 100)) * percent / 100)
            return rounded(amount - tax_amount), tax_amount, amount
        tax_amount = rounded(amount * percent / 100)
        return amount, tax_amount, rounded(amount + tax_amount)

    def _compute_untaxed_amount_to_invoice(self):
        """Override of sale: of the past nothing has been invoiced or delivered here."""
        if not self.order_id._is_history_load():
            return super()._compute_untaxed_amount_to_invoice()
        for line in self:
            is_ordered = line.state == "sale" and line.product_id.invoice_policy == "order"
            line.untaxed_amount_to_invoice = line.price_subtotal if is_ordered else 0
        return None


class AccountTax(models.Model):
    """What a tax makes of a price, where that takes one multiplication."""

    _inherit = "account.tax"

    def _get_plain_tax(self):
        """Return percent and whether it is in the price; (0, False) without a tax, None where it is not so simple."""
        known = self.env.cr.cache.setdefault("torg_1c.plain_taxes", {})
        if self._ids not in known:
            plain = self.filtered(lambda tax: tax.amount_type == "percent" and tax.amount >= 0)
            is_simple = len(self) < 2 and plain == self and not any(tax.has_negative_factor for tax in self)
            known[self._ids] = (self.amount, self.price_include) if is_simple else None
        return known[self._ids]


def rounds_by_line(company):
    """Return whether each line has its own rounding, so that sums of lines are the sums of the order."""
    return company.tax_calculation_rounding_method == "round_per_line"
