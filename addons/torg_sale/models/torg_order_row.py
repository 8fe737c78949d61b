from odoo import models


class TorgOrderRow(models.AbstractModel):
    """A row of a list that is about an order, `order_id`, and leads to it."""

    _name = "torg.order.row"
    _description = "Row about an Order"

    def action_open_order(self):
        """Open the order."""
        return self.order_id.get_formview_action()
