from odoo import models


class StockWarehouse(models.Model):
    """What the stock screen shows of a store."""

    _inherit = "stock.warehouse"

    def _prepare_screen_vals(self, near):
        """Return the values of the store's column; distances are counted from the store `near`, which may be empty."""
        self.ensure_one()
        distance = near and near != self and near._get_distance_km(self)
        return {
            "id": self.id,
            "name": self.name,
            "address": self.address or "",
            "phone": self.phone or "",
            "pickup": self.pickup_allowed,
            "distance": round(distance, 1) if distance else None,
            "is_near": self == near,
            "keeper": self.stock_keeper,
            "age": self.figures_age,
            "figures_known": self.stock_keeper == "odoo" or bool(self.figures_at),
            "freshness": self.freshness,
        }
