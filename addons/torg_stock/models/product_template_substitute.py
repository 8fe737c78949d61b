from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    substitute_ids = fields.One2many("torg.product.substitute", "product_tmpl_id", "Substitutes", copy=False)
