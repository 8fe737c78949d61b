from collections import defaultdict

from odoo import api, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """The window «change the store»: which store has the whole order, and the click that takes it from there."""

    _inherit = "sale.order"

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

    def _get_asked_goods(self):
        """Return `{product: quantity}` of goods that the customer does not have yet, in the unit of the product."""
        asked = defaultdict(float)
        for line in self.order_line.filtered("product_id.is_storable"):
            if quantity := line._get_pieces(line._get_open_quantity()):
                asked[line.product_id] += quantity
        return dict(asked)

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
