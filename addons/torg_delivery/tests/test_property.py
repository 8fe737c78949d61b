import random

from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon

ROUNDS, STEPS = 12, 9


@tagged("post_install", "-at_install")
class TestProperty(DeliveryCommon):
    """Whatever couriers and customers do, order, deliveries and stock tell the same pieces and kopecks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods = cls.product | cls._create_product("Gin") | cls._create_product("Bread")
        for product in cls.goods:
            cls._put(cls.near, product, 500)
        cls.methods = ("cash", "card")

    def test_sums_and_pieces_agree_after_any_sequence(self):
        for seed in range(ROUNDS):
            dice = random.Random(seed)
            with self.subTest(seed=seed):
                self._play(dice)

    def _play(self, dice):
        before = {product: self._count(product) for product in self.goods}
        order = self._make_odd_order(dice)
        trace = []
        for _step in range(STEPS):
            delivery = order._get_open_deliveries()
            if not delivery:
                break
            move = dice.choice(("hand", "set_off", "deliver", "part", "again", "refuse", "pay"))
            trace.append(move)
            getattr(self, f"_do_{move}")(delivery, order, dice)
            self._check(order, before, trace)

    def _make_odd_order(self, dice):
        """Return a confirmed order with prices, discounts and quantities that do not divide."""
        order = self._make_order(dice.randint(1, 5))
        order.order_line.write({"price_unit": dice.choice((33.33, 99.99, 0.07)), "discount": dice.choice((0, 7, 33))})
        order.order_line = [
            Command.create(
                {
                    "product_id": product.id,
                    "product_uom_qty": dice.randint(1, 7),
                    "price_unit": dice.choice((14.29, 10, 100.01)),
                    "discount": dice.choice((0, 12.5)),
                    "tax_ids": [],
                }
            )
            for product in self.goods[1:]
        ]
        order._set_delivery(self.carrier, self.today, self.evening, self.courier)
        order._move_to_stage(self.stages["agreed"], "desk")
        return order

    # === WHAT MAY HAPPEN === #

    def _do_hand(self, delivery, order, dice):
        if delivery.state == "planned":
            delivery.courier_id = delivery.courier_id or self.courier
            for move in order._get_open_pickings().move_ids:
                move.write({"quantity": dice.randint(0, int(move.product_uom_qty))})
            if order._has_goods_to_hand():
                delivery._hand()

    def _do_set_off(self, delivery, order, dice):
        if delivery.state == "handed":
            delivery._set_off()

    def _do_deliver(self, delivery, order, dice):
        if delivery.state != "planned":
            delivery._deliver(dice.choice((None, 0)), dice.choice(self.methods))

    def _do_part(self, delivery, order, dice):
        if delivery.state == "planned":
            return
        refused = {line: dice.randint(0, int(line.quantity)) for line in delivery.line_ids}
        if any(refused[line] < line.quantity for line in refused):
            expected = delivery._get_sum_without(refused)
            delivery._deliver(None, dice.choice(self.methods), refused, self.refused)
            self.assertEqual(order.currency_id.compare_amounts(delivery.amount_taken, expected), 0)

    def _do_again(self, delivery, order, dice):
        if delivery.state != "planned":
            delivery._refuse(self.not_at_home, True, self.tomorrow, self.evening)

    def _do_refuse(self, delivery, order, dice):
        if delivery.state != "planned":
            delivery._refuse(self.refused)

    def _do_pay(self, delivery, order, dice):
        order._register_payment(dice.choice((1, 10.01, max(order._get_amount_due(), 1))), "site")

    # === WHAT MUST BE TRUE === #

    def _count(self, product):
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.near.lot_stock_id.id)]
        )
        return sum(quants.mapped("quantity"))

    def _check(self, order, before, trace):
        self.env.flush_all()
        lines = order.delivery_ids.line_ids
        for line in order.order_line.filtered(lambda line: line.product_id in self.goods):
            kept = sum(row._get_kept() for row in lines if row.order_line_id == line)
            self.assertEqual(line.qty_delivered, kept, trace)
            self.assertEqual(before[line.product_id] - self._count(line.product_id), kept, trace)
            moves = line.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
            waiting = sum(moves.mapped("product_uom_qty"))
            if order.state == "sale":
                self.assertEqual(line.product_uom_qty, kept + waiting + line.returned_qty, trace)
            self.assertAlmostEqual(line.returned_amount, line._get_part_total(line.returned_qty), 2, trace)
        equal = order.currency_id.compare_amounts
        for row in lines.filtered(lambda row: not row.delivery_id.again):
            whole = row.order_line_id._get_part_total(row.refused_qty)
            self.assertAlmostEqual(row.refused_amount, whole, delta=0.011, msg=trace)
        gone = 0 if order.state == "cancel" else order.amount_total - order.returned_amount
        self.assertEqual(equal(order._get_amount_due(), gone - order.paid_amount), 0, trace)
        taken = sum(order.payment_ids.filtered(lambda payment: payment.source == "desk").mapped("amount"))
        self.assertEqual(equal(sum(order.delivery_ids.mapped("amount_taken")), taken), 0, trace)
        back = sum(order.return_ids.filtered(lambda back: not back.again).mapped("amount"))
        self.assertEqual(equal(sum(lines.mapped("refused_amount")), back), 0, trace)
        for delivery in order._get_open_deliveries():
            self.assertEqual(equal(delivery.amount_to_take, max(order._get_amount_due(), 0)), 0, trace)
        if order.stage_id.code == "done":
            self.assertFalse(order._get_open_deliveries(), trace)
