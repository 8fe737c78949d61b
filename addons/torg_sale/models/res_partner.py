from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    order_type_id = fields.Many2one(
        "torg.order.type", "Type of orders", help="Orders of this customer are of this type, whoever makes them."
    )

    @api.model
    def _commercial_fields(self):
        """Override of base: the type belongs to the company, its contacts order the same way."""
        return [*super()._commercial_fields(), "order_type_id"]
