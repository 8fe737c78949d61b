from odoo.tests import tagged

from odoo.addons.torg_stock.tools.figures import Figure

from .mirror import MirrorCommon


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
