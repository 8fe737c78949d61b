from functools import reduce
from operator import add

from odoo import fields, models

from odoo.addons.torg_stock.tools.availability import Availability


class ProductTemplate(models.Model):
    _inherit = "product.template"

    shelf_life_days = fields.Integer("Shelf Life, days", help="From the day it is made. Empty: it does not go off.")

    def _get_point_availability(self, stores=None):
        """Return `{product template id: {store id: Availability}}`: all variants of a product together."""
        if stores is None:
            stores = self.env["stock.warehouse"].search([])
        by_variant = self.product_variant_ids._get_point_availability(stores)
        nothing = {store: Availability(age=store._get_figures_age()) for store in stores}
        return {
            product.id: {
                store.id: reduce(
                    add, (by_variant[variant.id][store.id] for variant in product.product_variant_ids), nothing[store]
                )
                for store in stores
            }
            for product in self
        }
