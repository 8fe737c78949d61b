from odoo.tests import tagged

from odoo.addons.torg_stock.tools.figures import Figure

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestMirror(MirrorCommon):
    """What is free in a store that 1C keeps, while orders and shipments travel between it and us."""

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
