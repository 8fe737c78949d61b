from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.torg_stock.exceptions import StockRefusal
from odoo.addons.torg_stock.tools.figures import Figure

from .mirror import MirrorCommon

EVENTS = (
    *("order", "order", "accept", "learn", "ship", "ship", "book", "book", "report", "cancel", "release", "take_back"),
    *("book_return", "sell", "tell", "tell"),
)
STEPS = st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 5), st.integers(1, 4)), min_size=6, max_size=18)
# Hypothesis reads the source of every module loaded, all of Odoo, before its first example.
SLOW = [HealthCheck.too_slow, HealthCheck.differing_executors]


class Keeper:
    """1C as it is: what it has, what it reserves for our orders, what it knows of our shipments and returns."""

    def __init__(self, basis, on_hand):
        self.basis, self.on_hand = basis, on_hand
        self.reserves = {}  # move → quantity
        self.booked = set()  # moves whose goods have left or come in its books
        self.told = None

    @property
    def free(self):
        return self.on_hand - sum(self.reserves.values())

    def get_figure(self, store, product):
        reserved = sum(self.reserves.values())
        return {
            "on_hand": Figure(store.id, product.id, on_hand=self.on_hand),
            "reserves": Figure(store.id, product.id, on_hand=self.on_hand, reserved=reserved),
            "free": Figure(store.id, product.id, free=self.free),
        }[self.basis]


@tagged("post_install", "-at_install")
class TestMirrorProperty(MirrorCommon):
    """Whatever is done in whatever order: we never promise what is not there, and end where 1C is."""

    @settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
    @given(basis=st.sampled_from(["on_hand", "reserves", "free"]), steps=STEPS)
    def test_free_is_never_above_the_truth_and_ends_equal_to_it(self, basis, steps):
        savepoint = self.env.cr.savepoint()
        try:
            self._start(basis)
            for event, index, quantity in steps:
                getattr(self, f"_event_{event}")(index, quantity)
                self.assertNeverAbove(f"{basis}: {event} {index} {quantity}")
            self._finish()
            self.assertEqual(
                self._free(self.product), self.keeper.free - self._sum_unaccepted(), f"{basis}: at the end"
            )
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _start(self, basis):
        self.keeper = Keeper(basis, 10)
        self.orders, self.returns, self.learned, self.reported = [], [], set(), set()
        self._event_tell(0, 0)

    def assertNeverAbove(self, message):
        free = self._free(self.product)
        self.assertEqual(self.product.with_context(warehouse_id=self.near.id).free_qty, free, message)
        self.assertLessEqual(free, self._get_truth(), message)

    def _get_truth(self):
        """Return what is there, in the books of 1C or not, less all that we promised."""
        unknown = {move for move in [*self.orders, *self.returns] if move not in self.keeper.booked}
        gone = sum(move.product_qty for move in unknown & set(self.orders) if move.state != "cancel")
        back = sum(move.product_qty for move in unknown & set(self.returns))
        return self.keeper.on_hand - gone + back

    def _sum_unaccepted(self):
        moves = [move for move in self.orders if move.state == "assigned" and move not in self.keeper.reserves]
        return sum(move.product_qty for move in moves)

    def _pick(self, moves, index):
        moves = list(moves)
        return moves[index % len(moves)] if moves else None

    # === WHAT WE DO === #

    def _event_order(self, _index, quantity):
        try:
            self.orders.append(self._order(quantity))
        except StockRefusal:
            self.assertLess(self._free(self.product), quantity)

    def _event_ship(self, index, _quantity):
        if move := self._pick((move for move in self.orders if move.state == "assigned"), index):
            self._ship(move)

    def _event_cancel(self, index, _quantity):
        open_moves = (move for move in self.orders if move.state == "assigned" and move not in self.keeper.booked)
        if move := self._pick(open_moves, index):
            self._pass()
            move._action_cancel()

    def _event_take_back(self, _index, quantity):
        self.returns.append(self._take_back(quantity))

    # === WHAT 1C DOES === #

    def _event_accept(self, index, _quantity):
        """1C takes an order and reserves it; we learn of it later."""
        known = self.keeper.reserves.keys() | self.keeper.booked
        if move := self._pick((move for move in self.orders if move.state == "assigned" and move not in known), index):
            self._pass()
            self.keeper.reserves[move] = move.product_qty

    def _event_learn(self, index, _quantity):
        if move := self._pick((move for move in self.keeper.reserves if move not in self.learned), index):
            self.learned.add(move)
            self._accept(move)

    def _event_book(self, index, _quantity):
        """1C writes a shipment into its books: one that we made, or its own of our order."""
        moves = (move for move in self.orders if move not in self.keeper.booked and move.state != "cancel")
        if move := self._pick(moves, index):
            self._book(move)

    def _book(self, move):
        self._pass()
        self.keeper.booked.add(move)
        self.keeper.reserves.pop(move, None)
        self.keeper.on_hand -= move.product_qty

    def _event_report(self, index, _quantity):
        moves = (move for move in self.orders if move in self.keeper.booked and move not in self.reported)
        if move := self._pick(moves, index):
            self.reported.add(move)
            self._report(move)
            if move.state == "assigned":
                self._ship(move)

    def _event_release(self, index, _quantity):
        """1C lets the reserve of a cancelled order go."""
        if move := self._pick((move for move in self.keeper.reserves if move.state == "cancel"), index):
            self._pass()
            del self.keeper.reserves[move]

    def _event_book_return(self, index, _quantity):
        if move := self._pick((move for move in self.returns if move not in self.keeper.booked), index):
            self._pass()
            self.keeper.booked.add(move)
            self.keeper.on_hand += move.product_qty

    def _event_sell(self, _index, quantity):
        """1C sells in the store and tells us: what it sold without telling nobody here can know."""
        if self._get_truth() >= quantity and self.keeper.free >= quantity:
            self._pass()
            self.keeper.on_hand -= quantity
            self._event_tell(0, 0)

    def _event_tell(self, index, _quantity):
        """A message: everything, or what has changed since the last one."""
        figure = self.keeper.get_figure(self.near, self.product)
        kind = "full" if index % 2 else "delta"
        self._load(*([figure] if kind == "full" or figure != self.keeper.told else []), kind=kind)
        self.keeper.told = figure

    def _finish(self):
        """Everybody does what is left to do, then 1C tells."""
        for event in ("learn", "book_return", "release"):
            for _number in range(len(self.orders) + len(self.returns)):
                getattr(self, f"_event_{event}")(0, 1)
        for move in self.orders:
            if move.state == "done" and move not in self.keeper.booked:
                self._event_book(
                    [m for m in self.orders if m not in self.keeper.booked and m.state != "cancel"].index(move), 1
                )
        for _number in self.orders:
            self._event_report(0, 1)
        self._event_tell(0, 1)
