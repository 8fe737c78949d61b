from decimal import Decimal

from odoo.tests import tagged

from .orders import AnswerCommon


@tagged("post_install", "-at_install")
class TestOrdersLines(AnswerCommon):
    """Lines as 1C changes them."""

    def test_cut_quantity_is_taken_over_and_not_sent_back(self):
        run = self.back_lines(self.line(quantity=1))
        self.assertEqual((self.order.order_line.product_uom_qty, self.order.amount_total), (1, 100))
        self.assertEqual(run.change_ids.difference, {"Rum": ["2 = 200", "1 = 100"]})
        self.assertEqual(self.order.order_line.move_ids.mapped("product_uom_qty"), [1], "nothing comes back")
        self.assertEqual(self.take("s2"), [])

    def test_price_of_1c_counts(self):
        self.back_lines(self.line(price=90))
        self.assertEqual((self.order.order_line.price_unit, self.order.amount_total), (90, 180))

    def test_replaced_goods_are_a_replacement(self):
        self.back_lines(self.line("whisky", 1, 300, "12"))
        [new] = self.order._get_shown_lines()
        self.assertEqual((new.product_id, new.price_total, new.replaced_product_id), (self.other, 300, self.product))
        self.assertIn(new, self.part(self.order).line_ids)

    def test_boxes_are_replaced_by_so_many_pieces_as_1c_says(self):
        box = self.env["uom.uom"].create(
            {"name": "Box", "relative_factor": 12, "relative_uom_id": self.product.uom_id.id}
        )
        for product in self.product, self.other:
            product.uom_ids = box
            self._put(self.near, product, 24)
        order = self.make_confirmed(order_line=[self.make_line(self.product, product_uom_id=box.id, price_unit=1200)])
        [row] = self.take("s2")
        run = self.answer([row], lines=(self.line("whisky", 12, 50, "12"),), total=600)
        self.assertFalse(self.texts(run), self.show(run))
        [new] = order._get_shown_lines()
        self.assertEqual((new.product_id, new.product_uom_id, new.product_uom_qty), (self.other, box, 1))
        self.assertEqual(new.price_total, 600)

    def test_added_and_removed_lines(self):
        self.back_lines(self.line(), self.line("whisky", 2, 50, "12"))
        self.assertEqual(self.order.amount_total, 300)
        self.back_lines(self.line("whisky", 2, 50, "12"))
        self.assertEqual(self.order._get_shown_lines().product_id, self.other)

    def test_goods_that_1c_knows_by_two_identifiers_are_one_line(self):
        self.know({("rum-2", ""): self.product})
        line = self.order.order_line
        run = self.back_lines(self.line("rum-2"))
        self.assertFalse(run.change_ids)
        self.assertEqual((self.order._get_shown_lines(), line.product_uom_qty), (line, 2))
        self.back_lines(self.line("rum-2", quantity=1))
        self.assertEqual((self.order._get_shown_lines(), line.product_uom_qty), (line, 1))
        run = self.back_lines(self.line(quantity=2), self.line("rum-2", quantity=1))
        self.assertEqual((self.order._get_shown_lines(), line.product_uom_qty), (line, 3))
        self.assertNotIn("conflict", run.change_ids.mapped("verdict"))
        self.assertTrue(self.part(self.order).is_reserved)

    def test_what_a_manager_changed_meanwhile_stays_when_1c_changed_nothing(self):
        self.order.order_line._set_quantity(5)
        self.back()
        self.assertEqual(self.order.order_line.product_uom_qty, 5)
        self.assertEqual(self.take("s2")[0].lines[0].quantity, 5)

    def test_when_both_changed_1c_wins_and_the_difference_is_kept(self):
        self.order.order_line._set_quantity(5)
        run = self.back_lines(self.line(quantity=1))
        self.assertEqual(self.order.order_line.product_uom_qty, 1)
        self.assertIn("conflict", run.change_ids.mapped("verdict"))

    def test_less_than_the_customer_has_is_a_question_to_a_person(self):
        self._ship(self.order)
        moves = self.order.order_line.move_ids
        run = self.back_lines(self.line(quantity=1))
        self.assertEqual((self.order.order_line.product_uom_qty, self.order.amount_total), (2, 200))
        self.assertEqual(run.change_ids.mapped("verdict"), ["conflict"])
        self.assertEqual(run.change_ids.difference, {"Rum": ["2 = 200", "1 = 100"]})
        self.back_lines(self.line())
        self.assertEqual(self.order.order_line.move_ids, moves, "goods went neither back nor out again")

    def test_goods_the_customer_has_are_not_replaced_in_the_books(self):
        self._ship(self.order)
        run = self.back_lines(self.line("whisky", 2, 100, "12"))
        self.assertEqual(self.order._get_shown_lines().product_id, self.product)
        self.assertEqual(run.change_ids.mapped("verdict"), ["conflict"])

    def test_open_rest_is_cut_though_the_customer_has_more_than_1c_sells(self):
        self.order.order_line._set_quantity(5)
        self.back()
        self.order._register_shipment({self.order.order_line: 2}, "desk", "counter-1")
        self.take("s2")
        run = self.back_lines(self.line(quantity=1))
        self.assertEqual(self.order.order_line.product_uom_qty, 2)
        self.assertEqual(set(run.change_ids.mapped("verdict")), {"conflict", "changed"})
        self.assertFalse(self.order.order_line.move_ids.filtered(lambda move: not move._takes_out()))

    def test_part_of_the_goods_is_with_the_customer_and_the_rest_is_cut(self):
        self.order._register_shipment({self.order.order_line: 1}, "desk", "counter-1")
        run = self.back_lines(self.line(quantity=1))
        self.assertEqual(self.order.order_line.product_uom_qty, 1)
        self.assertEqual(run.change_ids.mapped("verdict"), ["changed"])
        self.assertEqual(self.order._get_delivery_status(), "full")

    def test_unknown_goods_park_the_answer_until_they_are_known(self):
        gin = self._create_product("Gin")
        self._put(self.near, gin, 5)
        run = self.answer([self.row], lines=(self.line(), self.line("gin", 1, 10)), total=Decimal(210))
        self.assertEqual(self.counts(run, "OrderRec"), {"parked": 1})
        self.assertEqual(self.part(self.order).state, "accepted")
        self.know({("gin", ""): gin})
        self.finish(self.env["torg.onec.parked"]._replay(self.onec, "offer", {("gin", "")}))
        self.assertEqual(self.order.amount_total, 210)
