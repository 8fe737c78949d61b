from datetime import timedelta

from odoo import Command, fields

from .common import StoreCommon


class ShortageCommon(StoreCommon):
    """The far store has its four, the near one its ten; a third store that is near, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls._create_stores({"name": "Third store", "latitude": 55.8, "longitude": 37.7})
        cls.goods = cls.env["product.product"].with_context(lang="en_US")
        cls.suppliers_place = cls.env.ref("stock.stock_location_suppliers")

    @classmethod
    def _minimum(cls, store, product, minimum, maximum=None):
        return cls.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": store.id,
                "location_id": store.lot_stock_id.id,
                "product_id": product.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum or minimum,
                "trigger": "manual",
            }
        )

    @classmethod
    def _sell(cls, store, product, quantity, days_ago=1, back=False):
        """A shipment to a customer, or what a customer has brought back."""
        inside, outside = store.lot_stock_id, cls.env.ref("stock.stock_location_customers")
        places = (outside, inside) if back else (inside, outside)
        return cls._done_move(store, product, quantity, *places, days_ago=days_ago)

    @classmethod
    def _done_move(
        cls,
        store,
        product,
        quantity,
        source,
        target,
        days_ago=0,
        partner=None,
        promised_ago=None,
        asked=None,
        unit=None,
    ):
        operation = store.in_type_id if source.usage in ("supplier", "customer") else store.out_type_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        line = {"product_id": product.id, "product_uom_qty": quantity if asked is None else asked, **places}
        line |= {"product_uom": unit.id} if unit else {}
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": operation.id,
                "partner_id": partner and partner.id,
                "move_ids": [Command.create(line)],
                **places,
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.move_ids._action_done()
        picking.move_ids.date = fields.Datetime.now() - timedelta(days=days_ago)
        if promised_ago is not None:
            picking.move_ids.date_deadline = fields.Datetime.now() - timedelta(days=promised_ago)
        cls.env.flush_all()
        return picking.move_ids

    def _search(self, user=None, product=None, **question):
        goods = self.goods.with_user(user or self.director)
        return goods.search_shortage(query=(product or self.product).name, **question)

    def _cell(self, answer, store, product=None):
        return answer["cells"][(product or self.product).id][store.id]
