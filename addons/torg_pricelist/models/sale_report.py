from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class SaleReport(models.Model):
    _inherit = "sale.report"

    margin = fields.Float(groups=COST)
