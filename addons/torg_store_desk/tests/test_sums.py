from collections import Counter
from random import Random

from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_stock.exceptions import StockRefusal

from .common import StoreDeskCommon

SEEDS = range(10)
STEPS = 20


@tagged("post_install", "-at_install")
class TestSums(StoreDeskCommon):
    """Whatever people do at the counter, and in whatever order, goods and money agree to the piece and the kopeck."""

    def test_goods_and_money_agree_after_any_sequence_of_presses(self):
        for product in (self.product, self.gin):
            self._put(self.near, product, 100)
        ends, decided = Counter(), Counter()
        for seed in SEEDS:
            with self.subTest(seed=seed):
                order = self._play(Random(seed))
                ends[order.stage_id.code] += 1
                decided.update(order.missing_ids.mapped("state"))
        # The presses lead somewhere.
        self.assertGreater(ends["done"], 0, ends)
        self.assertGreater(decided["replaced"] + decided["removed"], 0, decided)

    def _play(self, random):
        """Return the order after its presses."""
        products = self.product | self.gin
        before = {product: product._get_point_availability(self.near)[product.id][self.near.id] for product in products}
        order = self._make_order(quantity=random.randint(1, 3))
        order.order_line.price_unit = 33.335
        self._add_gin(order, random.randint(1, 2))
        self._move(order, "agreed")
        self._commit()
        steps = [
            self._pick,
            self._pick,
            self._miss,
            self._decide,
            self._decide,
            self._refuse,
            self._pay_or_repay,
            self._give,
            self._bring,
        ]
        for number in range(STEPS):
            try:
                with self.env.cr.savepoint():
                    random.choice(steps)(order, random, f"key-{order.id}-{number:04}")
            except (StageRefusal, StockRefusal):
                self.env.invalidate_all()  # refused: nothing has happened
            self._commit()
            self._check(order, before)
        return order

    def _check(self, order, before):
        """The store lacks what the customer has; the rest of it is free or promised to this order."""
        for product, was in before.items():
            lines = order.order_line.filtered(lambda line, product=product: line.product_id == product)
            given = sum(lines.mapped("qty_delivered"))
            moves = lines._get_open_moves()
            now = product._get_point_availability(self.near)[product.id][self.near.id]
            self.assertEqual(now.on_hand, was.on_hand - given)
            self.assertEqual(now.free, was.free - given - sum(moves.mapped("quantity")))
            if order.state == "sale":
                promised = sum(line._get_open_quantity() for line in lines)
                self.assertEqual(sum(moves.mapped("product_uom_qty")), promised)
        kept = sum(line.price_total - line.returned_amount for line in order.order_line)
        currency = order.currency_id
        if order.state == "sale":
            self.assertFalse(currency.compare_amounts(order._get_amount_to_pay(), kept))
        paid = sum(order.payment_ids.mapped("amount"))
        self.assertFalse(currency.compare_amounts(order._get_amount_due(), order._get_amount_to_pay() - paid))
        if order.stage_id.code == "done":
            self.assertFalse(currency.compare_amounts(order._get_amount_due(), 0) > 0)
            self.assertIn(order._get_delivery_status(), ("full", "returned"))

    # === PRESSES === #

    def _choose(self, lines, random):
        lines = lines.filtered(lambda line: line.product_id)
        if not lines:
            raise StageRefusal("nothing to choose from", "nothing")
        return random.choice(list(lines))

    def _pick(self, order, random, key):
        line = self._choose(order._get_collect_lines(), random)
        self._desk().pick(order.id, line.id, random.choice([1, line._get_open_quantity()]))

    def _miss(self, order, random, key):
        line = self._choose(order._get_collect_lines(), random)
        self._desk().report_missing(
            order.id, line.id, random.randint(0, 1), (self.gin | self.product - line.product_id).ids
        )

    def _decide(self, order, random, key):
        row = order._get_open_missing()[:1].with_user(self.manager)
        if row:
            other = (self.product | self.gin) - row.product_id
            random.choice([lambda: row.accept_offer(other.id), row.remove_goods, row.look_again])()

    def _refuse(self, order, random, key):
        line = self._choose(order._get_collect_lines(), random)
        self._desk().refuse_goods(order.id, {str(line.id): 1})

    def _pay_or_repay(self, order, random, key):
        self._desk().take_payment(order.id, order._get_amount_due(), "cash", key)

    def _give(self, order, random, key):
        self._desk().hand_over(order.id, order.pickup_code)

    def _bring(self, order, random, key):
        line = self._choose(order.order_line.filtered("qty_delivered"), random)
        self._desk().take_back(
            order.id, {str(line.id): 1}, self.env["torg.return.reason"].search([], limit=1).id, "cash", key
        )
