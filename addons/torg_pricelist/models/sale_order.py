from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class SaleOrder(models.Model):
    """The margin of an order is closed to those who may not see the cost."""

    _inherit = "sale.order"

    margin = fields.Monetary(groups=COST)
    margin_percent = fields.Float(groups=COST)
