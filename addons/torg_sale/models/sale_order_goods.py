from collections import defaultdict

from odoo import api, models

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_stock.models.product_product_screen import MOST


class SaleOrder(models.Model):
    """What the order form asks about goods: what each line has in every store, and which store has the whole order."""

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

    @api.readonly
    def get_store_choice(self):
        """Return the stores this order may be taken from, each with what it has of the whole order.

        :return: `stores`: the present one first, then those that have all of it, then the others, from near to far;
            `is_pickup`, `is_confirmed`
        """
        self.ensure_one()
        self.check_access("read")
        stores = self._get_goods_stores(self.warehouse_id.id)
        asked, own = self._get_asked_goods(), self._get_own_goods()
        found = self.env["product.product"].union(*asked)._get_point_availability(stores)
        choice = [self._prepare_store_choice(store, asked, found, own) for store in stores]
        order = {"all": 0, "part": 1, "none": 2}
        return {
            "name": self.name,
            "is_pickup": self.carrier_id.is_pickup,
            "is_confirmed": self.state == "sale",
            "stores": sorted(choice, key=lambda vals: (not vals["is_near"], order[vals["state"]])),
        }

    def change_store(self, store_id):
        """Take this order from another store, as the person who may change it decides.

        Raises StockRefusal with alternatives when the store lacks something and refuses shortages.
        """
        self.ensure_one()
        self.check_access("write")
        store = self.env["stock.warehouse"].browse(store_id)
        store.check_access("read")
        self._change_store(store)
        return {"store": self.warehouse_id.name}

    def action_choose_store(self):
        """Open the window with the stores."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.client",
            "tag": "torg_sale.choose_store",
            "name": self.env._("Change Store"),
            "params": {"order_id": self.id},
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

    def _get_asked_goods(self):
        """Return `{product: quantity}` of goods that the customer does not have yet, in the unit of the product."""
        asked = defaultdict(float)
        for line in self.order_line.filtered("product_id.is_storable"):
            if quantity := line._get_pieces(line._get_open_quantity()):
                asked[line.product_id] += quantity
        return dict(asked)

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

    def _prepare_store_choice(self, store, asked, found, own):
        """Return the row of a store: all of the order, a part of it with what is missing, or none."""
        is_present = store == self.warehouse_id
        missing = []
        for product, quantity in asked.items():
            free = max(found[product.id][store.id].free, 0) + (own.get(product.id, 0) if is_present else 0)
            if product.uom_id.compare(free, quantity) < 0:
                name = product.with_context(display_default_code=False).display_name
                missing.append({"id": product.id, "name": name, "asked": quantity, "free": free})
        some = len(missing) < len(asked) or any(row["free"] > 0 for row in missing)
        return (
            store._prepare_screen_vals(self.warehouse_id)
            | store._prepare_opening_vals()
            | {
                "state": "part" if missing and some else "none" if missing else "all",
                "has": len(asked) - len(missing),
                "of": len(asked),
                "missing": missing,
                "refuses": store.shortage_policy == "refuse",
            }
        )

    def _check_store_change(self, store):
        """Override of torg_sale: what is picked up goes to a store that hands out orders."""
        super()._check_store_change(store)
        if self.carrier_id.is_pickup and not store.pickup_allowed:
            raise StageRefusal(
                self.env._("“%(store)s” does not hand out orders, and this one is picked up.", store=store.name),
                "forbidden",
            )
