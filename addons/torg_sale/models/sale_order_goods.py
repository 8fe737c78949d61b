from collections import defaultdict

from odoo import api, models

from odoo.addons.torg_stock.models.product_product_screen import MOST


class SaleOrder(models.Model):
    """What the order form asks about goods: what each line has in every store."""

    _inherit = "sale.order"

    @api.readonly
    def read_goods(self, product_ids, store_id=False):
        """Return what the stores have of the products of an order, the chosen store first, then the nearest.

        One call for all lines, in a constant number of queries; a new order asks too, it has no goods of its own yet.

        :return: the answer of `read_stock` with opening hours of the stores, and `own`, what is reserved for this very
            order in its store: `{product id: quantity}`
        """
        self.check_access("read")
        products = self.env["product.product"].browse(product_ids[:MOST]).exists()._filtered_access("read")
        products = products.filtered("is_storable")
        stores = self._get_goods_stores(store_id)
        answer = products._prepare_stock_answer(stores, store_id)
        for vals, store in zip(answer["stores"], stores, strict=True):
            vals.update(store._prepare_opening_vals())
        units = self.env["uom.uom"].search([])
        return answer | {
            "own": self._get_own_goods() if store_id in self.warehouse_id.ids else {},
            "units": {unit.id: unit.factor for unit in units},
            "product_units": {product.id: product.uom_id.id for product in products},
        }

    # === BUSINESS METHODS === #

    def _get_goods_stores(self, store_id):
        """Return the stores of the company, the chosen one first, then from near to far."""
        company = self.company_id or self.env.company
        stores = self.env["product.product"]._get_screen_stores(None, store_id)
        stores = stores.filtered(lambda store: store.company_id == company)
        if len(self) == 1 and self.carrier_id.is_pickup:
            return stores.filtered(lambda store: store.pickup_allowed or store == self.warehouse_id)
        return stores

    def _get_own_goods(self):
        """Return `{product id: quantity}` reserved or held for these orders in their store."""
        # sudo: what is reserved for an order is open to those who see the order, transfers belong to the warehouse
        orders_sudo = self.sudo()
        pickings = orders_sudo._get_open_pickings() | orders_sudo.hold_id._get_active_holds()
        own = defaultdict(float)
        for move in pickings.move_ids.filtered(lambda move: move.state not in ("done", "cancel")):
            if move.location_id.warehouse_id in orders_sudo.warehouse_id:
                own[move.product_id.id] += move.product_uom._compute_quantity(move.quantity, move.product_id.uom_id)
        return dict(own)
