from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class StockQuant(models.Model):
    _inherit = "stock.quant"

    value = fields.Monetary(groups=COST)
