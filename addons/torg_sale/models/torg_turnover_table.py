from odoo import fields, models
from odoo.fields import Domain


class TorgTurnoverTable(models.Model):
    _inherit = "torg.turnover.table"

    order_type_ids = fields.Many2many(
        "torg.order.type",
        string="Types of orders",
        help="Customers whose orders are of these types, by their card or by the kind of customer; empty: all.",
    )

    def _get_customer_domain(self):
        """Override of torg_pricelist to keep to the customers of some types of orders."""
        domain = super()._get_customer_domain()
        if not self.order_type_ids:
            return domain
        kinds = set(self.order_type_ids.mapped("customer_kind"))
        own = Domain("order_type_id", "in", self.order_type_ids.ids)
        by_kind = Domain.OR(Domain("is_company", "=", kind == "company") for kind in kinds if kind)
        return domain & (own | (Domain("order_type_id", "=", False) & by_kind))
