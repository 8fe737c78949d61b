from dataclasses import replace

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.torg_1c.tools.kinds import OFFER, PARTNER, WAREHOUSE
from odoo.addons.torg_1c.tools.records import HeaderRec

from .orders import OrdersCommon

RENDERING = "odoo.addons.torg_exchange.models.torg_exchange_endpoint_delivery"


@tagged("post_install", "-at_install")
class TestBasesOrders(OrdersCommon):
    """The near store belongs to the office, the far one has a base of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.onec.name = "Office"
        cls.shop = cls.make_onec("shop", name="Shop", onec_history_before="2026-01-01")
        cls.know({("r-7", ""): cls.product, ("w-7", ""): cls.other}, cls.shop)
        links = cls.env["torg.exchange.link"]
        links._link(cls.onec, WAREHOUSE, {("w1", ""): cls.near})
        links._link(cls.shop, WAREHOUSE, {("w2", ""): cls.far})
        links._link(cls.onec, PARTNER, {("client-office", ""): cls.customer})
        links._link(cls.shop, PARTNER, {("client-shop", ""): cls.customer})
        cls._put(cls.far, cls.other, 10)

    def make_two_store_order(self):
        """Return an order with a line from each store."""
        order = self._make_order(store=self.near, order_line=[self.make_line(self.product), self.make_line(self.other)])
        order.order_line[1].warehouse_id = self.far
        self._move(order, "agreed")
        return order

    def test_order_goes_to_the_base_of_its_store_in_the_words_of_that_base(self):
        order = self.make_confirmed(store=self.far)
        self.assertEqual(self.take(), [])
        [document] = self.take("s2", self.shop)
        self.assertEqual((document.number, document.warehouses[0].id), (order.name, "w2"))
        self.assertEqual((document.lines[0].item_id, document.partners[0].id), ("r-7", "client-shop"))

    def test_store_that_several_bases_know_sends_its_orders_to_the_one_it_belongs_to(self):
        self.env["torg.exchange.link"]._link(self.onec, WAREHOUSE, {("far-in-office", ""): self.far})
        self.far.onec_base_id = self.shop
        self.make_confirmed(store=self.far)
        self.assertEqual((len(self.take()), len(self.take("s2", self.shop))), (0, 1))
        self.far.onec_base_id = self.onec
        self.make_confirmed(store=self.far)
        self.assertEqual((len(self.take("s3")), len(self.take("s4", self.shop))), (1, 0))

    def test_order_of_a_store_that_no_base_knows_goes_to_the_office_alone(self):
        self.env["torg.exchange.link"].search([("kind", "=", WAREHOUSE)]).unlink()
        self.make_confirmed()
        self.assertEqual((len(self.take()), len(self.take("s2", self.shop))), (1, 0))

    def test_order_from_two_stores_is_a_part_in_each_base(self):
        order = self.make_two_store_order()
        [office] = self.take()
        [shop] = self.take("s2", self.shop)
        self.assertEqual([line.item_id for line in office.lines], ["rum"])
        self.assertEqual([line.item_id for line in shop.lines], ["w-7"])
        self.assertEqual(office.total + shop.total, order.amount_total)
        self.assertEqual(self.part(order).endpoint_id, self.onec | self.shop)
        self.assertEqual((self.take("s3"), self.take("s4", self.shop)), ([], []))

    def test_both_bases_answer_about_their_parts(self):
        order = self.make_two_store_order()
        [office], [shop] = self.take(), self.take("s2", self.shop)
        self.answer([office])
        self.assertTrue(order.waits_for_onec)
        run = self.load(self.as_answer(shop), endpoint=self.shop)
        self.assertFalse(self.texts(run), self.show(run))
        self.assertFalse(order.waits_for_onec)
        self.assertEqual(len(order.order_line), 2)

    def as_answer(self, document):
        return [HeaderRec("3.1"), replace(document, number_1c="S-1", requisites=())]

    def test_order_that_has_not_left_follows_its_line_to_the_other_base(self):
        order = self.make_confirmed()
        self.assertEqual(self.part(order).endpoint_id, self.onec)
        order.with_user(self.manager)._change_store(self.far)
        self.assertEqual(len(self.take("s1", self.shop)), 1)
        self.assertEqual(self.take("s2"), [])
        self.assertEqual(self.part(order).endpoint_id, self.shop)

    @mute_logger(RENDERING)
    def test_goods_unknown_in_the_base_of_the_store_are_a_blocker_on_the_desk(self):
        self.env["torg.exchange.link"].search([("endpoint_id", "=", self.shop.id), ("kind", "=", OFFER)]).unlink()
        order = self.make_confirmed(store=self.far)
        self.assertEqual(self.take("s1", self.shop), [])
        self.assertIn("Shop does not know these goods", order.onec_blocker)
        badge = order.with_user(self.manager)._get_card_badges()[order.id]
        self.assertIn("onec_blocker", [row["code"] for row in badge])
        self.know({("r-7", ""): self.product}, self.shop)
        order.invalidate_recordset()
        self.assertFalse(order.onec_blocker)

    # === MADE IN A BASE === #

    def born(self, **vals):
        document = self.document(lines=[self.line("r-7")], **vals)
        return self.load([document], endpoint=self.shop)

    def test_order_made_in_the_base_of_a_store_does_not_go_to_the_office(self):
        self.born()
        order = self.env["sale.order"].search([("onec_origin_id", "=", self.shop.id)])
        self.assertEqual(len(order), 1)
        self.assertEqual((self.take(), self.take("s2", self.shop)), ([], []))

    def test_office_that_is_set_to_gets_orders_made_in_other_bases(self):
        self.onec.onec_takes_foreign_orders = True
        self.born()
        self.assertEqual(len(self.take()), 1)
        self.assertEqual(self.take("s2", self.shop), [])

    def test_order_that_bases_have_passed_on_to_each_other_comes_in_once(self):
        self.born()
        run = self.load([self.document(lines=[self.line("rum")])])
        self.assertEqual(self.env["sale.order"].search_count([("onec_origin_id", "!=", False)]), 1)
        self.assertIn("known from Shop already", self.texts(run)[0])
