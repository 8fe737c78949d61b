from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST

KINDS = [("added", "Added"), ("removed", "Removed"), ("replaced", "Replaced")]


class TorgOrderUpsell(models.Model):
    """A row of the managers' account: what one of them added to an order that came ready-made, or removed from it.

    Rows are only ever appended: what a return takes back stands with a minus at the day of the return.
    """

    _name = "torg.order.upsell"
    _inherit = ["torg.order.row"]
    _description = "Upsell"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    date = fields.Datetime(required=True, readonly=True, index=True, default=lambda self: fields.Datetime.now())
    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Manager", required=True, readonly=True, index=True)
    team_id = fields.Many2one(related="order_id.team_id", store=True, index="btree_not_null")
    partner_id = fields.Many2one(related="order_id.partner_id", store=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", required=True, readonly=True, index=True, ondelete="restrict")
    categ_id = fields.Many2one(related="product_id.categ_id", store=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit", help="In the unit of the product.")
    amount = fields.Monetary(readonly=True, help="After discounts, with taxes.")
    margin = fields.Monetary(readonly=True, groups=COST)

    def _to_kopecks(self, value):
        """Return a sum of this row in whole kopecks."""
        return round(value / self.currency_id.rounding)
