from odoo import api, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model
    def _update_reserved_quantity(self, product_id, location_id, quantity, *args, **kwargs):
        """Override of stock: whoever reserves more, by whatever way, makes the others look again at what is free."""
        store = location_id.warehouse_id
        if quantity > 0 and store:
            self.env["torg.stock.lock"]._spend({(product_id.id, store.id)})
        return super()._update_reserved_quantity(product_id, location_id, quantity, *args, **kwargs)
