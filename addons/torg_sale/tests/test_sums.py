import random

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon

SEQUENCES, STEPS = 20, 14


@tagged("post_install", "-at_install")
class TestSums(OrderCommon):
    """Whatever happens to an order, in whatever order: goods and money agree to the piece and the kopeck."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods = [cls._create_product(name) for name in ("Gin", "Port", "Cider")]
        for product in cls.goods:
            cls._put(cls.near, product, 500)
            cls._put(cls.far, product, 500)

    def test_any_sequence_keeps_goods_and_money_together(self):
        for seed in range(SEQUENCES):
            with self.subTest(seed=seed):
                self._live(random.Random(seed))

    def _live(self, dice):
        order = self._make_order(
            order_line=[
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": dice.randint(1, 5),
                        "price_unit": dice.randint(1, 99999) / 100,
                        "discount": dice.choice([0, 0, 7, 33.33]),
                    }
                )
                for product in dice.sample(self.goods, 2)
            ]
        )
        self.env.flush_all()
        before = self._count_goods()
        money = received = 0.0
        self._move(order, "agreed")
        done = []
        for _step in range(STEPS):
            step = dice.choice(
                (
                    self._pick,
                    self._substitute,
                    self._deliver,
                    self._refuse,
                    self._return,
                    self._pay,
                    self._pay_back,
                    self._change,
                )
            )
            try:
                with self.env.cr.savepoint():
                    received = step(order, dice) or 0.0
            except UserError:
                continue  # a refusal changes nothing, which the checks below see
            money += received
            done.append(step.__name__)
            self._check(order, before, money, done)

    # === STEPS: each returns the money that came === #

    def _pick(self, order, dice):
        moves = order._get_open_pickings().move_ids.filtered("quantity")
        if moves:
            move = dice.choice(moves)
            move.write({"quantity": dice.randint(1, int(move.quantity)), "picked": True})

    def _substitute(self, order, dice):
        lines = order.order_line.filtered("product_uom_qty")
        if lines:
            dice.choice(lines)._replace(dice.choice(self.goods), dice.choice([None, 1, 2]))

    def _deliver(self, order, dice):
        order._hand_over()

    def _change(self, order, dice):
        if dice.random() < 0.5:
            order._change_store(dice.choice([self.near, self.far]))
        else:
            line = dice.choice(order.order_line.filtered("product_uom_qty"))
            kept = {"price_unit": line.price_unit, "discount": line.discount}
            line.write({"product_uom_qty": line.product_uom_qty + dice.choice([1, 2]), **kept})

    def _refuse(self, order, dice):
        self._bring_back(order, dice, again=dice.choice([True, False]))

    def _return(self, order, dice):
        self._bring_back(order, dice, store=dice.choice([self.near, self.far]))

    def _bring_back(self, order, dice, **details):
        lines = order._get_lines_with_customer()
        if lines:
            chosen = dice.sample(lines, dice.randint(1, len(lines)))
            order._register_return(
                {line: dice.randint(1, int(line.qty_delivered)) for line in chosen}, "desk", **details
            )

    def _pay(self, order, dice):
        amount = dice.choice([order._get_amount_due(), dice.randint(1, 100000) / 100])
        if amount > 0:
            order._register_payment(amount, "till", method="cash")
            return amount
        return 0.0

    def _pay_back(self, order, dice):
        amount = dice.choice([-order._get_amount_due(), 0.01])
        order._give_back(amount)
        return -amount

    # === WHAT MUST AGREE === #

    def _count_goods(self):
        """Return {(product, store): (on hand, free)} by the quants and by the availability verb."""
        stores = self.near | self.far
        found = {}
        for product in self.goods:
            free = product._get_point_availability(stores)[product.id]
            for store in stores:
                quants = self.env["stock.quant"].search(
                    [("product_id", "=", product.id), ("location_id", "child_of", store.view_location_id.id)]
                )
                found[product, store] = (sum(quants.mapped("quantity")), free[store.id].free)
        return found

    def _check(self, order, before, money, done):
        self.env.flush_all()
        self.env.invalidate_all()
        after, same = self._count_goods(), order.currency_id.compare_amounts
        for product in self.goods:
            lines = order.order_line.filtered(lambda line, product=product: line.product_id == product)
            kept = sum(lines.mapped("qty_delivered"))
            gone = sum(before[product, store][0] - after[product, store][0] for store in (self.near, self.far))
            self.assertAlmostEqual(gone, kept, msg=done)  # what left the stores is with the customer
            open_moves = order.picking_ids.move_ids.filtered(
                lambda move, product=product: move.product_id == product and move.state not in ("done", "cancel")
            )
            promised = sum(open_moves.mapped("product_qty"))
            reserved = sum(move.product_uom._compute_quantity(move.quantity, product.uom_id) for move in open_moves)
            taken = sum(before[product, store][1] - after[product, store][1] for store in (self.near, self.far))
            self.assertAlmostEqual(taken, kept + reserved, msg=done)  # the rest of what is not free is put by
            ordered = sum(lines.mapped("product_uom_qty")) - sum(lines.mapped("returned_qty"))
            self.assertAlmostEqual(ordered, kept + promised, msg=done)
        self.assertFalse(same(order.paid_amount, money), done)
        self.assertFalse(same(order.returned_amount, sum(order.order_line.mapped("returned_amount"))), done)
        # A kopeck of rounding moves when the quantity of a line changes; what the customer keeps costs what it costs.
        rounding = 0.0101 * sum(name in ("_change", "_substitute") for name in done)
        returned = sum(order.return_ids.mapped("amount"))
        self.assertLessEqual(abs(order.returned_amount - returned), rounding + 1e-6, done)
        self.assertFalse(same(order._get_amount_due(), order.amount_total - order.returned_amount - money), done)
        keeps = sum(line.price_total - line.returned_amount for line in order.order_line if line.product_uom_qty)
        self.assertFalse(same(order._get_amount_to_pay(), keeps), done)
