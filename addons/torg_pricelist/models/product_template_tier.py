from odoo import api, fields, models


class ProductTemplate(models.Model):
    """Goods without the turnover discount."""

    _inherit = "product.template"

    no_tier = fields.Boolean("No Turnover Discount", help="The price of this product does not follow the turnover.")
    is_tier_excluded = fields.Boolean(
        "Without Turnover Discount", compute="_compute_is_tier_excluded", help="By its own mark or its category's."
    )

    @api.depends("no_tier", "categ_id.no_tier", "categ_id.parent_path")
    def _compute_is_tier_excluded(self):
        # sudo: a price is the same whoever asks for it
        marked = set(self.env["product.category"].sudo().search([("no_tier", "=", True)]).ids)
        for template in self:
            above = {int(part) for part in (template.categ_id.parent_path or "").split("/") if part}
            template.is_tier_excluded = template.no_tier or bool(above & marked)
