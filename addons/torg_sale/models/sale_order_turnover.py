from collections import defaultdict

from odoo import fields, models


class SaleOrder(models.Model):
    """What is paid and delivered is the turnover of the customer, whichever way the order came."""

    _inherit = "sale.order"

    def _on_payment(self):
        """Override to let the level of the customer follow."""
        super()._on_payment()
        self._refresh_turnover_later()

    def _on_delivery(self):
        """Override to let the level of the customer follow; goods that come back take it lower."""
        super()._on_delivery()
        self._refresh_turnover_later()

    def _get_turnover_rows(self):
        """Override of torg_pricelist: goods the customer has kept, as far as they are paid.

        The day is that on which the order began to count: the later of its first delivery and its last payment. What
        comes back later is taken from the same day.
        """
        rows = super()._get_turnover_rows()
        paid = self.filtered(lambda order: order.state == "sale" and order.paid_amount > 0)
        for order in paid:
            values = order._get_kept_values()
            kept = sum(values.values())
            share = min(order.paid_amount / kept, 1.0) if kept > 0 else 0.0
            if share:
                day = order._get_turnover_date()
                rows[order] = {
                    category.id: (day, order.currency_id.round(value * share)) for category, value in values.items()
                }
        return rows

    def _get_kept_values(self):
        """Return ``{category: value}`` of the goods delivered and not brought back, after discounts, with tax."""
        values = defaultdict(float)
        for line in self.order_line:
            if line.product_id.type == "consu" and line.qty_delivered > 0 and not line.display_type:
                values[line.product_id.categ_id] += line._get_unit_total() * line.qty_delivered
        return values

    def _get_turnover_date(self):
        """Return the day of trade on which this order began to count."""
        # sudo: dates, not the cards and papers behind them
        order_sudo = self.sudo()
        payments = order_sudo.payment_ids.filtered(lambda payment: payment.amount > 0).mapped("date")
        done = order_sudo.transaction_ids.filtered(lambda tx: tx.state == "done")
        moments = [*payments, *done.mapped("last_state_change"), self.effective_date]
        moment = max(filter(None, moments), default=self.date_order)
        return fields.Datetime.context_timestamp(self.with_context(tz=self.company_id.trade_tz), moment).date()


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_unit_total(self):
        """Return the price of one unit after discounts, with tax."""
        self.ensure_one()
        if self.product_uom_qty:
            return self.price_total / self.product_uom_qty
        taxes = self.tax_ids.compute_all(self._get_discounted_price(), self.currency_id, 1.0, self.product_id)
        return taxes["total_included"]
