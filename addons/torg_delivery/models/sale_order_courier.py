from odoo import api, models


class SaleOrder(models.Model):
    """Who may be asked for when a stage wants a courier."""

    _inherit = "sale.order"

    @api.model
    def _get_question_domain(self, name):
        """Override of torg_sale: only couriers bring orders."""
        return self._get_courier_domain() if name == "courier_id" else super()._get_question_domain(name)
