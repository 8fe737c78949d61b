from datetime import timedelta

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.torg_stock.tools.figures import Figure

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestMirror(MirrorCommon):
    """What is free in a store that 1C keeps, while orders and shipments travel between it and us."""

    def _tell(self, basis, on_hand, reserved=0, kind="delta"):
        """1C says how much there is in its own way."""
        figure = {
            "on_hand": Figure(self.near.id, self.product.id, on_hand=on_hand),
            "reserves": Figure(self.near.id, self.product.id, on_hand=on_hand, reserved=reserved),
            "free": Figure(self.near.id, self.product.id, free=on_hand - reserved),
        }[basis]
        return self._load(figure, kind=kind)

    def _matrix(self):
        """Yield every way of telling, each on a store as it was, with its name."""
        for kind in ("delta", "full"):
            for basis in ("on_hand", "reserves", "free"):
                savepoint = self.env.cr.savepoint()
                with self.subTest(kind=kind, basis=basis):
                    yield kind, basis
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    # === OUR RESERVES === #

    def test_order_that_1c_has_accepted_is_counted_once(self):
        for figure in (Figure(self.near.id, self.product.id, 10, 3), Figure(self.near.id, self.product.id, free=7)):
            savepoint = self.env.cr.savepoint()
            with self.subTest(figure=figure):
                self._load((self.product.id, 10))
                order = self._order(3)
                self._accept(order)
                self._load(figure)
                self.assertEqual(self._free(self.product), 7)
                self.assertEqual(self.product.with_context(warehouse_id=self.near.id).free_qty, 7)
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_order_that_1c_does_not_know_is_taken_off_its_figure(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            self._order(3)
            self.assertEqual(self._free(self.product), 7)
            self._tell(basis, 10, kind=kind)
            self.assertEqual(self._free(self.product), 7)

    def test_accepted_order_is_counted_from_the_next_message_on(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(3)
            self._accept(order)
            self.assertEqual(self._free(self.product), 7)
            self._tell(basis, 10, 3, kind=kind)
            self.assertEqual(self._free(self.product), 7)

    def test_figure_that_comes_before_the_acceptance_is_below_for_a_while(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(3)
            self._tell(basis, 10, 3, kind=kind)
            self.assertEqual(self._free(self.product), 7 if basis == "on_hand" else 4)
            self._accept(order)
            self._load(kind="delta")
            self.assertEqual(self._free(self.product), 7)

    def test_acceptance_with_the_time_of_1c_is_counted_at_once(self):
        self._tell("free", 10)
        order = self._order(3)
        self._pass()
        accepted_at = self.now
        self._tell("free", 10, 3)
        self._accept(order, at=accepted_at)
        self.assertEqual(self._free(self.product), 7)

    def test_cancelled_order_is_free_only_when_1c_says_so(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(3)
            self._accept(order)
            self._tell(basis, 10, 3, kind=kind)
            order._action_cancel()
            self.assertEqual(self._free(self.product), 10 if basis == "on_hand" else 7)
            self._tell(basis, 10, kind=kind)
            self.assertEqual(self._free(self.product), 10)

    def test_order_let_go_by_1c_is_ours_alone_again(self):
        self._tell("free", 10)
        order = self._order(3)
        self._accept(order)
        self._tell("free", 10, 3)
        order._unset_keeper_accepted()
        self.assertEqual(self._free(self.product), 4)
        self._tell("free", 10)
        self.assertEqual(self._free(self.product), 7)

    # === SHIPMENTS: THE FIGURE COMES BEFORE, AFTER OR WITHOUT THE SHIPMENT MESSAGE === #

    def _ship_accepted(self, basis, kind):
        self._tell(basis, 10, kind=kind)
        order = self._order(3)
        self._accept(order)
        self._tell(basis, 10, 3, kind=kind)
        self._ship(order)
        self.assertEqual(self._free(self.product), 7, "as soon as it is shipped")
        return order

    def test_figure_after_the_shipment_message(self):
        for kind, basis in self._matrix():
            order = self._ship_accepted(basis, kind)
            self._report(order)
            self.assertEqual(self._free(self.product), 7)
            self._tell(basis, 7, kind=kind)
            self.assertEqual(self._free(self.product), 7)
            self.assertFalse(order.keeper_pending)

    def test_figure_before_the_shipment_message(self):
        for kind, basis in self._matrix():
            order = self._ship_accepted(basis, kind)
            self._tell(basis, 7, kind=kind)
            self.assertLessEqual(self._free(self.product), 7, "never more than 1C has")
            self._report(order)
            self.assertLessEqual(self._free(self.product), 7)
            self._load(kind="delta")
            self.assertEqual(self._free(self.product), 7)
            self.assertFalse(order.keeper_pending)

    def test_figure_without_any_shipment_message(self):
        for kind, basis in self._matrix():
            order = self._ship_accepted(basis, kind)
            self._tell(basis, 7, kind=kind)
            self.assertLessEqual(self._free(self.product), 7)
            self._pass(hours=23)
            self._load(kind="delta")
            self.assertLessEqual(self._free(self.product), 7)
            self._pass(hours=1)
            self._tell(basis, 7, kind=kind)
            self.assertEqual(self._free(self.product), 7, "after a day of silence 1C must know")
            self.assertFalse(order.keeper_pending)

    def test_store_counts_what_1c_does_not_know(self):
        order = self._ship_accepted("free", "delta")
        self._take_back(1)
        near, far = self.stores.with_user(self.manager)
        self.assertEqual((near.pending_count, far.pending_count), (2, 0))
        domain = self.near.action_open_pending()["domain"]
        self.assertIn(order, self.env["stock.move"].search(domain))
        self.assertFalse(self.env["stock.move"].search(self.far.action_open_pending()["domain"]))
        self.assertEqual(
            self.env["torg.stock.figure"].search(near.action_open_figures()["domain"]).product_id, self.product
        )
        self.assertTrue(self.env["torg.stock.load"].search(near.action_open_loads()["domain"]))

    def test_silence_covers_nothing_where_it_is_set_so(self):
        self.env.company.figure_silence_hours = 0
        order = self._ship_accepted("on_hand", "delta")
        self._pass(days=10)
        self._tell("on_hand", 7)
        self.assertEqual((order.keeper_pending, self._free(self.product)), (True, 4))

    def test_shipment_of_an_order_that_1c_never_had(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(3)
            self._ship(order)
            self.assertEqual(self._free(self.product), 7)
            self._tell(basis, 10, kind=kind)
            self.assertEqual(self._free(self.product), 7, "1C does not know it yet")
            self._report(order)
            self._tell(basis, 7, kind=kind)
            self.assertEqual(self._free(self.product), 7)

    def test_report_with_the_time_of_1c_covers_at_once(self):
        order = self._ship_accepted("on_hand", "delta")
        self._pass()
        booked_at = self.now
        self._tell("on_hand", 7)
        self.assertEqual(self._free(self.product), 4)
        self._report(order, at=booked_at)
        self.assertEqual((self._free(self.product), order.keeper_pending), (7, False))

    def test_message_formed_before_the_report_covers_nothing(self):
        order = self._ship_accepted("on_hand", "delta")
        formed_at = self.now
        self._report(order)
        self._load(formed_at=formed_at)
        self.assertEqual((self._free(self.product), order.keeper_pending), (7, True))

    def test_1c_ships_our_order_itself(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(3)
            self._accept(order)
            self._tell(basis, 10, 3, kind=kind)
            self._tell(basis, 7, kind=kind)
            self.assertLessEqual(self._free(self.product), 7)
            self._report(order)
            self._ship(order)
            self.assertLessEqual(self._free(self.product), 7)
            self._load(kind="delta")
            self.assertEqual(self._free(self.product), 7)

    def test_partial_shipment_leaves_the_rest_reserved_and_counted(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            order = self._order(5)
            self._accept(order)
            self._tell(basis, 10, 5, kind=kind)
            self._ship(order, 2)
            rest = order.picking_id.backorder_ids.move_ids
            self.assertEqual((rest.quantity, rest.keeper_accepted_at), (3, order.keeper_accepted_at))
            self.assertEqual(self._free(self.product), 5)
            self._report(order)
            self._tell(basis, 8, 3, kind=kind)
            self.assertEqual(self._free(self.product), 5)

    def test_return_is_there_until_the_next_figures(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            back = self._take_back(2)
            self.assertEqual(self._free(self.product), 12)
            self._tell(basis, 12, kind=kind)
            self.assertEqual(self._free(self.product), 12, "never twice, though 1C has not reported it")
            self._report(back)
            self.assertEqual(self._free(self.product), 12)

    def test_return_that_1c_does_not_know_yet_is_not_promised(self):
        for kind, basis in self._matrix():
            self._tell(basis, 10, kind=kind)
            back = self._take_back(2)
            self._tell(basis, 10, kind=kind)
            self.assertEqual(self._free(self.product), 10)
            self._report(back)
            self._tell(basis, 12, kind=kind)
            self.assertEqual(self._free(self.product), 12)

    # === ORDERS BORN IN 1C === #

    def test_order_born_in_1c_never_reserves_here(self):
        self.near.shortage_policy = "accept"
        for kind, basis in self._matrix():
            self._tell(basis, 10, 3, kind=kind)
            order = self._order(3, reserve_owner="keeper")
            self._accept(order)
            self.assertEqual((order.quantity, order.is_short), (0, False))
            free = self._free(self.product)
            self.assertEqual(free, 10 if basis == "on_hand" else 7)
            self._load(kind="delta")
            self._ship(order)
            self._report(order)
            self.assertEqual(self._free(self.product), 7)
            self._tell(basis, 7, kind=kind)
            self.assertEqual(self._free(self.product), 7)

    def test_shipment_of_1c_takes_nothing_from_our_promises(self):
        self._tell("free", 10, 3)
        foreign = self._order(3, reserve_owner="keeper")
        self._accept(foreign)
        self._load(kind="delta")
        ours = self._order(7)
        self._ship(foreign)
        self.assertEqual((ours.quantity, ours.state), (7, "assigned"))
        self.assertEqual(self._free(self.product), 0)

    def test_shipment_that_the_figure_contains_already_takes_nothing_from_another_order(self):
        self._tell("free", 8)
        first, second = self._order(4), self._order(4)
        self._tell("free", 4)
        self._report(second)
        self._ship(second)
        self.assertEqual((first.quantity, first.state), (4, "assigned"))
        self.assertEqual(self._free(self.product), -4, "below for a moment, never above")
        self._load(kind="delta")
        self.assertEqual(self._free(self.product), 0)

    def test_owner_of_a_reserve_comes_with_the_order(self):
        values = {"reserve_owner": "keeper", "warehouse_id": self.near, "company_id": self.env.company}
        self.env["stock.rule"].run(
            [
                self.env["stock.rule"].Procurement(
                    self.product, 1, self.product.uom_id, self.customers, "Order", "1C-17", self.env.company, values
                )
            ]
        )
        self.assertEqual(self.env["stock.move"].search([("origin", "=", "1C-17")]).reserve_owner, "keeper")

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

    # === COST === #

    def test_cost_and_margin_survive(self):
        for method in ("standard", "average", "fifo"):
            savepoint = self.env.cr.savepoint()
            with self.subTest(method=method):
                category = self.env["product.category"].create({"name": method, "property_cost_method": method})
                self.product.write({"categ_id": category.id, "standard_price": 40})
                self._tell("reserves", 10)
                sale = self.env["sale.order"].create(
                    {
                        "partner_id": self.customer.id,
                        "warehouse_id": self.near.id,
                        "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 3})],
                    }
                )
                sale.order_line.tax_ids = False
                sale.action_confirm()
                margin = sale.margin
                self.assertEqual((self.product.standard_price, margin), (40, 180))
                move = sale.picking_ids.move_ids
                self._ship(move)
                self._tell("reserves", 25, 5)
                back = self._take_back(1)
                self._report(move | back)
                self._tell("reserves", 2)
                self.env.invalidate_all()
                self.assertEqual((self.product.standard_price, sale.margin), (40, margin))
                if method != "average":  # core sums the average up from moves, and figures make none
                    self.assertEqual(self.product.with_context(warehouse_id=self.near.id).total_value, 80)
            savepoint.close(rollback=True)
            self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestSettle(MirrorCommon):
    """What follows when figures say that there is more, or less, than was promised."""

    def setUp(self):
        super().setUp()
        self.near.shortage_policy = "accept"

    def _jobs(self):
        return self.env["queue.job"].search([("method_name", "=", "_settle_stock"), ("state", "=", "pending")])

    def test_goods_that_came_go_to_those_who_wait(self):
        self._load((self.product.id, 2))
        first, second = self._order(3), self._order(2)
        self._load((self.product.id, 4))
        self._settle()
        self.assertEqual([move.quantity for move in (first, second)], [3, 1])
        self.assertEqual([move.is_short for move in (first, second)], [False, True])

    def test_job_is_enqueued_only_when_somebody_is_concerned(self):
        before = self._jobs()
        self._load((self.product.id, 5))
        self._order(2)
        self._load((self.product.id, 9), (self.other.id, 9))
        self.assertFalse(self._jobs() - before)
        self._load((self.product.id, 1))
        job = self._jobs() - before
        self.assertEqual((job.args[0], job.channel), ([[self.product.id, self.near.id]], "root.stock"))

    def test_orders_that_reserve_more_than_is_left_are_marked_the_newest_first(self):
        self._load((self.product.id, 10))
        old, new = self._order(4), self._order(4)
        hold = self.near._hold([(self.product, 2)])
        self._load((self.product.id, 5))
        self._settle()
        self.assertEqual([move.lost_qty for move in (old, new, hold.move_ids)], [0, 3, 2])
        self.assertEqual([move.is_short for move in (old, new, hold.move_ids)], [False, True, True])
        self.assertEqual(self._free(self.product), -5)

    def test_mark_goes_when_the_goods_are_there_again(self):
        self._load((self.product.id, 10))
        order = self._order(4)
        self._load((self.product.id, 1))
        self._settle()
        self.assertEqual((order.lost_qty, order.is_short), (3, True))
        self._load((self.product.id, 4))
        self._settle()
        self.assertEqual((order.lost_qty, order.is_short), (0, False))

    def test_what_1c_has_reserved_for_our_order_is_taken_by_it_and_by_no_other(self):
        self._load(Figure(self.near.id, self.product.id, on_hand=3, reserved=0))
        ours = self._order(5)
        self._accept(ours)
        self._load(Figure(self.near.id, self.product.id, on_hand=5, reserved=5))
        self.assertEqual((self._free(self.product), ours.quantity), (0, 3))
        greedy = self._order(2)
        self._settle()
        self.assertEqual((ours.quantity, ours.is_short, greedy.quantity), (5, False, 0))
        self.assertEqual(self._free(self.product), 0)

    def test_count_in_a_store_of_odoo_takes_from_a_promise_and_marks_it(self):
        self.far.shortage_policy = "accept"
        places = {"location_id": self.far.lot_stock_id.id, "location_dest_id": self.customers.id}
        move = self.env["stock.move"].create(
            {"product_id": self.product.id, "product_uom_qty": 4, "picking_type_id": self.far.out_type_id.id, **places}
        )
        move._promise()
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.far.lot_stock_id.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 1
        quant.action_apply_inventory()
        self.assertEqual((move.quantity, move.is_short, self._free(self.product, self.far)), (1, True, 0))
