from odoo import fields, models


class SaleOrderLine(models.Model):
    """The standard VAT is that of the order's day: 20 % before 2026, 22 % since."""

    _inherit = "sale.order.line"

    def _compute_tax_ids(self):
        """Override of sale to take the rate of the order's day."""
        super()._compute_tax_ids()
        self._apply_tax_date()

    def _apply_tax_date(self):
        """Bring the standard VAT of these lines to the order's day; taxes that somebody chose otherwise stay.

        The day is the company's, wherever the person sits or the site's server stands.
        """
        for line in self.filtered("tax_ids"):
            date = line.order_id.date_order or fields.Datetime.now()
            order = line.order_id.with_context(tz=line.order_id.company_id.trade_tz)
            taxes = line.tax_ids._on_date(fields.Datetime.context_timestamp(order, date).date())
            if taxes != line.tax_ids:
                line.tax_ids = taxes
