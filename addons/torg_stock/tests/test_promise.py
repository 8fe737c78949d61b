from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_stock.exceptions import Alternative, StockRefusal

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestPromise(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_product("Whisky")
        cls._put(cls.near, cls.other, 2)

    def _deliver(self, *lines, store=None):
        """Return the draft moves of a delivery of `lines` (product, quantity)."""
        store = store or self.near
        vals = {"location_id": store.lot_stock_id.id, "location_dest_id": self.customers.id}
        return (
            self.env["stock.picking"]
            .create(
                {
                    "picking_type_id": store.out_type_id.id,
                    "partner_id": self.customer.id,
                    "move_ids": [
                        Command.create(vals | {"product_id": product.id, "product_uom_qty": quantity})
                        for product, quantity in lines
                    ],
                    **vals,
                }
            )
            .move_ids
        )

    # === PROMISE === #

    def test_promise_reserves_all_that_was_asked(self):
        moves = self._deliver((self.product, 3), (self.other, 2))._promise()
        self.assertEqual(moves.mapped("state"), ["assigned", "assigned"])
        self.assertEqual(self._free(self.product), 7)
        self.assertEqual(self._free(self.other), 0)
        self.assertFalse(any(moves.mapped("is_short")))

    def test_more_than_there_is_is_refused_and_nothing_is_reserved(self):
        moves = self._deliver((self.product, 3), (self.other, 5))
        with self.assertRaises(StockRefusal):
            moves._promise()
        self.assertEqual(moves.mapped("state"), ["draft", "draft"])
        self.assertEqual(self._free(self.product), 10)
        self.assertEqual(self._free(self.other), 2)

    def test_refusal_says_what_is_missing_and_where_it_is(self):
        third = self._create_stores({"name": "Third store", "latitude": 55.76, "longitude": 37.62})
        nowhere = self._create_stores({"name": "Store off the map"})
        self._put(third, self.other, 3)
        self._put(self.far, self.other, 10)
        self._put(nowhere, self.other, 1)
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.product, 3), (self.other, 5))._promise()
        (line,) = refused.exception.lines
        self.assertEqual((line.product_id, line.store_id, line.asked, line.free), (self.other.id, self.near.id, 5, 2))
        self.assertEqual([found.store_name for found in line.alternatives], ["Third store", "Far store", nowhere.name])
        self.assertAlmostEqual(line.alternatives[0].distance_km, 0.5, delta=0.1)
        self.assertEqual(line.alternatives[2], Alternative(nowhere.id, nowhere.name, 1, None))
        self.assertEqual(
            str(refused.exception),
            "Whisky: 5 asked for, 2 free in “Near store”. There is some in “Third store” – 3, “Far store” – 10, and "
            "“Store off the map” – 1.",
        )

    def test_refusal_names_the_stores_that_have_the_whole_order(self):
        self._put(self.far, self.other, 10)
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.product, 4), (self.other, 5))._promise()
        self.assertEqual(refused.exception.store_ids, self.far.ids)
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.product, 5), (self.other, 5))._promise()
        self.assertEqual(refused.exception.store_ids, [])

    def test_refusal_without_alternatives_is_one_sentence(self):
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.other, 2.5))._promise()
        self.assertEqual(str(refused.exception), "Whisky: 2.50 asked for, 2 free in “Near store”.")

    def test_store_that_accepts_shortages_marks_them(self):
        self.near.shortage_policy = "accept"
        moves = self._deliver((self.product, 3), (self.other, 5))._promise()
        by_product = {move.product_id: move for move in moves}
        self.assertEqual([by_product[p].is_short for p in (self.product, self.other)], [False, True])
        self.assertTrue(moves.picking_id.is_short)
        self.assertEqual(by_product[self.other].quantity, 2)
        self.assertIn(moves.picking_id, self.env["stock.picking"].search([("is_short", "=", True)]))

    def test_shortage_mark_goes_when_the_goods_come(self):
        self.near.shortage_policy = "accept"
        moves = self._deliver((self.other, 5))._promise()
        self._put(self.near, self.other, 3)
        moves._assign_waiting({(self.other.id, self.near.id)})
        self.assertEqual(moves.state, "assigned")
        self.assertFalse(moves.is_short)
        self.assertIn(moves.picking_id, self.env["stock.picking"].search([("is_short", "=", False)]))

    def test_goods_that_came_go_to_the_first_who_waits(self):
        self.near.shortage_policy = "accept"
        first = self._deliver((self.other, 3))._promise()
        second = self._deliver((self.other, 1))._promise()
        self._put(self.near, self.other, 1)
        second._assign_waiting({(self.other.id, self.near.id)})
        self.assertEqual((first.state, second.state), ("assigned", "confirmed"))

    def test_services_and_goods_without_stock_are_not_asked_for(self):
        loose = self._create_product("Bag", is_storable=False)
        moves = self._deliver((loose, 100))._promise()
        self.assertEqual(moves.state, "assigned")
        self.assertFalse(moves.is_short)

    def test_same_goods_twice_in_an_order_are_added_up(self):
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.product, 6), (self.product, 6))._promise()
        self.assertEqual([(line.asked, line.free) for line in refused.exception.lines], [(12, 10)])

    def test_other_units_are_counted_in_the_unit_of_the_goods(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        moves = self._deliver((self.product, 1))
        moves.write({"product_uom": dozen.id})
        with self.assertRaises(StockRefusal) as refused:
            moves._promise()
        (line,) = refused.exception.lines
        self.assertEqual(line.asked, 12)
        self.assertAlmostEqual(line.free, 10, delta=0.1, msg="core reserves hundredths of a dozen")

    def test_question_reserves_nothing(self):
        self.assertIsNone(self.near._get_refusal([(self.product, 10)]))
        refusal = self.near._get_refusal([(self.product, 6), (self.product, 6), (self.other, 1)])
        self.assertEqual([(line.asked, line.free) for line in refusal.lines], [(12, 10)])
        self.assertEqual(self._free(self.product), 10)
        self.near.shortage_policy = "accept"
        self.assertIsNone(self.near._get_refusal([(self.product, 100)]))

    def test_question_about_parts_of_a_kilogram_is_exact(self):
        cheese = self._create_product("Cheese", uom_id=self.env.ref("uom.product_uom_kgm").id)
        self._put(self.near, cheese, 0.3)
        self.assertIsNone(self.near._get_refusal([(cheese, 0.1), (cheese, 0.2)]))
        refusal = self.near._get_refusal([(cheese, 0.1), (cheese, 0.2), (self.product, 11)])
        self.assertEqual([line.product_id for line in refusal.lines], [self.product.id])

    def test_question_about_what_is_overdrawn_has_nothing_free(self):
        self._put(self.near, self.other, -5)
        self.assertEqual(self.near._get_refusal([(self.other, 1)]).lines[0].free, 0)

    # === CORE'S WAYS === #

    def test_order_confirmed_through_core_promises_only_what_is_free(self):
        self.near.shortage_policy = "accept"
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.near.id,
                    "order_line": [Command.create({"product_id": self.other.id, "product_uom_qty": 2})],
                }
                for _number in range(2)
            ]
        )
        orders.action_confirm()
        self.assertEqual(orders.picking_ids.mapped("is_short"), [False, True])
        self.assertEqual(sum(orders.picking_ids.move_ids.mapped("quantity")), 2)

    def test_every_reservation_takes_the_lock(self):
        locks = self.env["torg.stock.lock"]
        pair = [("product_id", "=", self.other.id), ("warehouse_id", "=", self.near.id)]
        self.assertFalse(locks.search(pair))
        moves = self._deliver((self.other, 1))
        moves._action_confirm()
        self.assertEqual(len(locks.search(pair)), 1)

    def test_line_entered_by_hand_takes_the_lock(self):
        moves = self._deliver((self.other, 2))
        self.env["stock.move.line"].create({"move_id": moves.id, "product_id": self.other.id, "quantity": 1})
        pair = [("product_id", "=", self.other.id), ("warehouse_id", "=", self.near.id)]
        self.assertEqual(self.env["torg.stock.lock"].search_count(pair), 1)

    def test_locks_are_taken_in_one_order_and_one_row_a_pair(self):
        pairs = [(product.id, store.id) for product in (self.other, self.product) for store in self.stores]
        locks = self.env["torg.stock.lock"]
        locks._lock(set(pairs))
        locks.invalidate_model()
        found = locks.search([("product_id", "in", (self.product + self.other).ids)], order="id")
        self.assertEqual([(lock.product_id.id, lock.warehouse_id.id) for lock in found], sorted(pairs))
        self.assertEqual(set(found.mapped("promises")), {0})

    def test_looking_changes_no_lock_and_reserving_does(self):
        self.near._hold([(self.product, 1)])
        lock = self.env["torg.stock.lock"].search([("product_id", "=", self.product.id)])
        promises = lock.promises
        with self.assertRaises(StockRefusal):
            self.near._hold([(self.product, 10)])
        self._deliver((self.product, 1))._promise()._do_unreserve()
        lock.invalidate_recordset()
        self.assertEqual(lock.promises, promises + 1)

    # === RIGHTS === #

    def test_store_staff_hear_of_no_store_but_theirs(self):
        self._put(self.far, self.other, 10)
        self.store_staff.store_ids = self.near
        with self.assertRaises(StockRefusal) as refused:
            self._deliver((self.other, 5)).with_user(self.store_staff)._promise()
        self.assertEqual([line.alternatives for line in refused.exception.lines], [()])
        self.assertEqual(refused.exception.store_ids, [])

    def test_transaction_knows_that_it_holds_goods(self):
        locks = self.env["torg.stock.lock"]
        locks.search([])
        self.assertFalse(locks._is_held())
        with self.env.cr.savepoint() as savepoint:
            locks._lock({(self.product.id, self.near.id)})
            self.assertTrue(locks._is_held())
            savepoint.rollback()
        self.assertFalse(locks._is_held())

    def test_nobody_reads_or_writes_locks(self):
        self.env["torg.stock.lock"]._lock({(self.product.id, self.near.id)})
        for user in (self.manager, self.director, self.store_staff, self.integration_admin):
            with self.assertRaises(AccessError):
                self.env["torg.stock.lock"].with_user(user).search([])
