from odoo import api, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    # One quant of a product in a place is looked for by every reservation and by every load of figures.
    _place_index = models.Index(
        "(location_id, product_id) WHERE lot_id IS NULL AND package_id IS NULL AND owner_id IS NULL"
    )

    @api.model
    def _update_reserved_quantity(self, product_id, location_id, quantity, *args, **kwargs):
        """Override of stock: whoever reserves more, by whatever way, makes the others look again at what is free."""
        store = location_id.warehouse_id
        if quantity > 0 and store:
            self.env["torg.stock.lock"]._spend({(product_id.id, store.id)})
        return super()._update_reserved_quantity(product_id, location_id, quantity, *args, **kwargs)

    @api.model
    def _stock_changed(self, pairs):
        """Hook: stock of `{(product id, store id)}` was changed by figures of its keeper, not by a move of core's."""
        self.env["stock.move"]._settle_later(pairs)
