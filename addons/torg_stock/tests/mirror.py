from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields

from odoo.addons.torg_stock.tools.figures import Figure

from .common import StoreCommon


class MirrorCommon(StoreCommon):
    """The near store is kept by 1C, the far one by Odoo. Every act happens a minute after the one before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_product("Whisky")
        cls.near.stock_keeper = "external"

    def setUp(self):
        super().setUp()
        freezer = freeze_time(fields.Datetime.now() + timedelta(minutes=1))
        self.clock = freezer.start()
        self.addCleanup(freezer.stop)

    @property
    def now(self):
        return fields.Datetime.now()

    def _pass(self, **delta):
        """Let time go on: a minute unless told."""
        self.clock.tick(timedelta(**(delta or {"minutes": 1})))

    def _load(self, *rows, kind="delta", **vals):
        """Do what a channel does with a message about the near store; return the load."""
        self._pass()
        figures = [row if isinstance(row, Figure) else Figure(self.near.id, *row) for row in rows]
        return self.near._load_figures(figures, kind, **vals)

    def _quants(self, product=None):
        domain = [("product_id", "=", (product or self.product).id), ("location_id", "=", self.near.lot_stock_id.id)]
        return self.env["stock.quant"].search(domain)

    def _order(self, quantity, product=None, **vals):
        """Return the promised move of an order of ours."""
        self._pass()
        places = {"location_id": self.near.lot_stock_id.id, "location_dest_id": self.customers.id}
        move = {"product_id": (product or self.product).id, "product_uom_qty": quantity, **places, **vals}
        picking = self.env["stock.picking"].create(
            {"picking_type_id": self.near.out_type_id.id, "move_ids": [Command.create(move)], **places}
        )
        return picking.move_ids._promise()

    def _ship(self, move, quantity=None):
        self._pass()
        move.quantity = move.product_uom_qty if quantity is None else quantity
        move.picked = True
        move._action_done()

    def _take_back(self, quantity, product=None):
        self._pass()
        places = {"location_id": self.customers.id, "location_dest_id": self.near.lot_stock_id.id}
        move = {"product_id": (product or self.product).id, "product_uom_qty": quantity, **places}
        picking = self.env["stock.picking"].create(
            {"picking_type_id": self.near.in_type_id.id, "move_ids": [Command.create(move)], **places}
        )
        picking.action_confirm()
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.move_ids._action_done()
        return picking.move_ids

    def _accept(self, moves, at=None):
        self._pass()
        moves._set_keeper_accepted(at)

    def _report(self, moves, at=None):
        self._pass()
        moves._set_keeper_reported(at)

    def _settle(self):
        """Do what the job does that a change of stock enqueues."""
        products = self.product + self.other
        self.env["stock.move"]._settle_stock([(product.id, self.near.id) for product in products])

    def _tell(self, basis, on_hand, reserved=0, kind="delta"):
        """1C says how much there is in its own way."""
        figure = {
            "on_hand": Figure(self.near.id, self.product.id, on_hand=on_hand),
            "reserves": Figure(self.near.id, self.product.id, on_hand=on_hand, reserved=reserved),
            "free": Figure(self.near.id, self.product.id, free=on_hand - reserved),
        }[basis]
        return self._load(figure, kind=kind)

    def _ship_accepted(self, basis, kind):
        self._tell(basis, 10, kind=kind)
        order = self._order(3)
        self._accept(order)
        self._tell(basis, 10, 3, kind=kind)
        self._ship(order)
        self.assertEqual(self._free(self.product), 7, "as soon as it is shipped")
        return order
