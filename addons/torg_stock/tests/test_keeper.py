from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestKeeper(MirrorCommon):
    """What only 1C does in its stores, and how a store changes its keeper."""

    # === WHAT ONLY 1C DOES === #

    def _move(self, source, target):
        return self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 1,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
        )

    def test_receipts_and_transfers_are_refused_with_a_sentence(self):
        stock, suppliers = self.near.lot_stock_id, self.env.ref("stock.stock_location_suppliers")
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": stock.id})
        for source, target in (
            (suppliers, stock),
            (self.far.lot_stock_id, stock),
            (stock, self.far.lot_stock_id),
            (stock, shelf),
        ):
            with self.subTest(source=source.name, target=target.name):
                with self.assertRaisesRegex(UserError, "“Near store” is kept by 1C"):
                    self._move(source, target)._action_confirm()

    def test_counts_are_refused(self):
        self._tell("free", 10)
        quant = self._quants().with_context(inventory_mode=True)
        quant.inventory_quantity = 12
        with self.assertRaisesRegex(UserError, "kept by 1C"):
            quant.action_apply_inventory()

    def test_scrap_is_refused(self):
        self._tell("free", 10)
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.product.id, "scrap_qty": 1, "location_id": self.near.lot_stock_id.id}
        )
        with self.assertRaisesRegex(UserError, "kept by 1C"):
            scrap.do_scrap()

    def test_done_shipment_is_corrected_in_1c(self):
        order = self._ship_accepted("free", "delta")
        with self.assertRaisesRegex(UserError, "correct it there"):
            order.move_line_ids.quantity = 2

    def test_less_of_an_accepted_order_is_less_of_its_move(self):
        self._tell("free", 10)
        order = self._order(3)
        self._accept(order)
        less = order.copy({"product_uom_qty": -1, "picking_id": order.picking_id.id})
        less._action_confirm()
        self.assertEqual((order.product_uom_qty, bool(order.keeper_accepted_at)), (2, True))
        self.assertFalse(less.exists(), "nothing comes back that has not left")

    def test_store_that_odoo_keeps_does_all_of_it(self):
        suppliers = self.env.ref("stock.stock_location_suppliers")
        receipt = self._move(suppliers, self.far.lot_stock_id)
        receipt._action_confirm()
        receipt.quantity = 1
        receipt.picked = True
        receipt._action_done()
        self.assertEqual((receipt.state, receipt.keeper_pending), ("done", False))
        self.assertEqual(self._free(self.product, self.far), 5)

    def test_holds_work_in_a_store_of_1c(self):
        self._tell("free", 10)
        hold = self.near._hold([(self.product, 4)])
        self.assertEqual(self._free(self.product), 6)
        self._tell("free", 9)
        self.assertEqual(self._free(self.product), 5)
        hold.action_release_hold()
        self.assertEqual(self._free(self.product), 9)

    # === HANDING OVER === #

    def test_store_with_places_and_lots_is_not_handed_over(self):
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": self.far.lot_stock_id.id})
        self.env["stock.quant"]._update_available_quantity(self.product, shelf, 1)
        with self.assertRaisesRegex(ValidationError, "Shelf"):
            self.far.stock_keeper = "external"

    def test_store_of_several_steps_is_not_handed_over(self):
        self.far.delivery_steps = "pick_ship"
        with self.assertRaisesRegex(ValidationError, "one step"):
            self.far.stock_keeper = "external"

    def test_store_taken_back_keeps_its_stock_and_forgets_the_figures(self):
        order = self._ship_accepted("free", "delta")
        self.near.with_user(self.director).stock_keeper = "odoo"
        self.assertEqual(self._free(self.product), 7)
        self.assertFalse(self.env["torg.stock.figure"].search([("warehouse_id", "=", self.near.id)]))
        self.assertFalse(order.keeper_pending)
        self.assertEqual(self.near.freshness, "live")

    def test_store_with_a_receipt_under_way_is_not_handed_over(self):
        receipt = self._move(self.env.ref("stock.stock_location_suppliers"), self.far.lot_stock_id)
        receipt._action_confirm()
        with self.assertRaisesRegex(ValidationError, "receipts, transfers or scrap to finish"):
            self.far.stock_keeper = "external"
        receipt._action_cancel()
        self.far.stock_keeper = "external"

    def test_promises_do_not_hinder_the_change_of_keeper(self):
        hold = self.far._hold([(self.product, 3)])
        self.far.with_user(self.director).stock_keeper = "external"
        self.assertEqual((self._free(self.product, self.far), hold.move_ids.quantity), (1, 3))

    def test_stock_handed_over_is_true_until_1c_speaks(self):
        self.assertEqual(self._free(self.product), 10, "what Odoo had")
        figure = self.env["torg.stock.figure"].search([("warehouse_id", "=", self.near.id)])
        self.assertEqual((figure.product_id, figure.on_hand, figure.formed_at), (self.product, 10, False))
        order = self._order(3)
        self._ship(order)
        self.assertEqual((self._free(self.product), order.keeper_pending), (7, True))
        self._load((self.product.id, 9), formed_at=self.now)
        self.assertEqual(self._free(self.product), 6)

    def test_first_figures_may_have_been_taken_before_the_hand_over(self):
        self._load((self.product.id, 6), formed_at=self.now - timedelta(hours=2))
        self.assertEqual(self._free(self.product), 6)

    def test_orders_of_1c_are_reserved_here_when_odoo_takes_the_store_back(self):
        self._tell("reserves", 10, 3)
        order = self._order(3, reserve_owner="keeper")
        self._accept(order)
        self._load(kind="delta")
        self.near.with_user(self.director).stock_keeper = "odoo"
        self.assertEqual((order.quantity, order.reserve_owner, order.keeper_accepted_at), (3, "odoo", False))
        self.assertEqual((self._quants().quantity, self._free(self.product)), (10, 7))
