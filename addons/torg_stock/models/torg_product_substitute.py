from odoo import api, fields, models


class TorgProductSubstitute(models.Model):
    """What to offer when a product is not there, and how often customers agreed."""

    _name = "torg.product.substitute"
    _description = "Substitute"
    _order = "product_id, is_learned, priority, accepted_count desc, id"

    product_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade", index=True, domain=[("type", "=", "consu")]
    )
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id", store=True, index=True)
    substitute_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade", index=True, domain=[("type", "=", "consu")]
    )
    company_id = fields.Many2one(related="product_id.company_id")
    priority = fields.Integer(default=10, help="The smallest number is offered first.")
    both_ways = fields.Boolean(help="Each of them replaces the other.")
    note = fields.Char(help="What the manager tells the customer: how they differ, why it is no worse.")
    accepted_count = fields.Integer("Accepted", readonly=True, copy=False, help="How many times customers took it.")
    is_learned = fields.Boolean(
        "Found by Itself", readonly=True, copy=False, help="Was offered as a similar product, and a customer took it."
    )

    _unique_pair = models.UniqueIndex("(product_id, substitute_id)", "This substitute is in the list already.")
    _not_itself = models.Constraint("CHECK (product_id <> substitute_id)", "A product does not replace itself.")

    @api.depends("product_id", "substitute_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = f"{link.product_id.display_name} → {link.substitute_id.display_name}"
