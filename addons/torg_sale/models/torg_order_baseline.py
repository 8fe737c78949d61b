from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST
from odoo.addons.torg_sale.const import CHANNELS
from odoo.addons.torg_sale.tools.upsell import Money


class TorgOrderBaseline(models.Model):
    """An order as the site, 1C or the shop's API sent it: what managers made of it is counted from here."""

    _name = "torg.order.baseline"
    _description = "Order as It Came"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    channel = fields.Selection(CHANNELS, "Way", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now())
    line_ids = fields.One2many("torg.order.baseline.line", "baseline_id", "Lines", readonly=True)
    amount = fields.Monetary(compute="_compute_amount")

    _order_unique = models.UniqueIndex("(order_id)", "An order comes once.")

    def _compute_amount(self):
        for baseline in self:
            baseline.amount = sum(baseline.line_ids.mapped("amount"))


class TorgOrderBaselineLine(models.Model):
    """A line of an order as it came."""

    _name = "torg.order.baseline.line"
    _description = "Line of an Order as It Came"
    _rec_name = "product_id"

    baseline_id = fields.Many2one("torg.order.baseline", required=True, readonly=True, index=True, ondelete="cascade")
    order_id = fields.Many2one(related="baseline_id.order_id", store=True, index=True)
    order_line_id = fields.Many2one("sale.order.line", readonly=True, index="btree_not_null", ondelete="set null")
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="restrict")
    currency_id = fields.Many2one(related="baseline_id.currency_id")
    quantity = fields.Float(readonly=True, digits="Product Unit", help="In the unit of the product.")
    amount = fields.Monetary(readonly=True, help="After discounts, with taxes.")
    margin = fields.Monetary(readonly=True, groups=COST)

    def _get_money(self):
        """Return Money of tools/upsell.py, in whole kopecks."""
        self.ensure_one()
        return Money(*(round(value / self.currency_id.rounding) for value in (self.amount, self.margin)))
