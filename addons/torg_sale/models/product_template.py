from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    pickup_only = fields.Boolean("Pickup only", help="Not delivered: the customer takes it in a store.")
    is_pickup_only = fields.Boolean(
        "Only picked up", compute="_compute_is_pickup_only", help="By its own mark or by that of its category."
    )

    @api.depends("pickup_only", "categ_id.pickup_only", "categ_id.parent_path")
    def _compute_is_pickup_only(self):
        marked = self.env["product.category"].search([("pickup_only", "=", True)])
        below = set(self.env["product.category"].search([("id", "child_of", marked.ids)]).ids) if marked else set()
        for template in self:
            template.is_pickup_only = template.pickup_only or template.categ_id.id in below
