from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        """Override of stock: what an order says about the owner of its reserve goes over to its moves."""
        return [*super()._get_custom_move_fields(), "reserve_owner"]
