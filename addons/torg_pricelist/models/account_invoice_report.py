from odoo import fields, models

from odoo.addons.torg_pricelist.const import COST


class AccountInvoiceReport(models.Model):
    _inherit = "account.invoice.report"

    price_margin = fields.Float(groups=COST)
    inventory_value = fields.Float(groups=COST)
