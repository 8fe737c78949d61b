from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import KEY, OTHER_KEY, StoreDeskCommon


@tagged("post_install", "-at_install")
class TestCounter(StoreDeskCommon):
    """An order of two bottles for 200 waits for its customer."""

    def setUp(self):
        super().setUp()
        self.order = self._make_ready()

    def _find(self, text, user=None, store=None):
        answer = self._desk(user).find_handout(text, (store or self.near).id)
        return [card["id"] for card in answer["orders"]], answer["code"]

    # === FINDING === #

    def test_order_is_found_by_code_number_phone_and_name(self):
        code = self.order.pickup_code
        self.assertEqual(self._find(code), (self.order.ids, code))
        for text in (self.order.name, self.order.name.lower(), "4567", "8 (916) 123-45-67", "test cust"):
            self.assertEqual(self._find(text), (self.order.ids, ""), text)

    def test_what_is_nobodys_finds_nothing(self):
        other = str(int(self.order.pickup_code) % 99999 + 1).zfill(5)
        for text in (other, "7654", "67"):
            self.assertFalse(self._find(text)[0], text)

    # === MONEY === #

    def test_customer_pays_takes_the_goods_and_the_order_is_completed(self):
        sheet = self._desk().get_handout(self.order.id)
        self.assertEqual((sheet["total"], sheet["paid"], sheet["due"]), (200, 0, 200))
        self._pay(self.order)
        sheet = self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertTrue(sheet["is_given"])
        self.assertEqual((self.order.stage_id.code, self.order.order_line.qty_delivered), ("done", 2))
        payment = self.order.payment_ids
        self.assertEqual((payment.amount, payment.source, payment.method), (200, "till", "cash"))

    def test_same_press_takes_the_money_once(self):
        for _press in range(2):
            self._desk().take_payment(self.order.id, 200, "card", KEY)
        self.assertEqual(self.order.paid_amount, 200)

    def test_second_press_with_another_key_is_refused(self):
        self._pay(self.order)
        with self.assertRaises(StageRefusal) as caught:
            self._desk().take_payment(self.order.id, 200, "card", OTHER_KEY)
        self.assertEqual(caught.exception.code, "sum_changed")
        self.assertEqual(self.order.paid_amount, 200)

    def test_sum_that_has_changed_meanwhile_is_refused(self):
        self.order._register_payment(50, "site", "p-1")
        with self.assertRaises(StageRefusal):
            self._desk().take_payment(self.order.id, 200, "cash", KEY)

    def test_unknown_way_of_paying_is_refused(self):
        for method, key in (("gold", KEY), ("cash", "")):
            with self.assertRaises(UserError):
                self._desk().take_payment(self.order.id, 200, method, key)

    # === GOODS === #

    def test_goods_are_not_given_without_the_money(self):
        with self.assertRaises(StageRefusal) as caught:
            self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertEqual(caught.exception.code, "unpaid")

    def test_customer_on_credit_takes_the_goods_first(self):
        self.order.payment_term_id = self.env.ref("account.account_payment_term_30days")
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertEqual((self.order._get_delivery_status(), self.order.stage_id.code), ("full", "ready"))

    def test_wrong_code_is_refused(self):
        self._pay(self.order)
        for code in ("00000", "", None):
            with self.assertRaises(StageRefusal) as caught:
                self._desk().hand_over(self.order.id, code)
            self.assertEqual(caught.exception.code, "wrong_code")
        self.assertEqual(self.order._get_delivery_status(), "none")

    def test_customer_who_lost_the_code_is_known_by_a_document_and_that_is_noted(self):
        self._pay(self.order)
        self._desk().hand_over(self.order.id, note="Passport checked")
        self.assertEqual(self.order.stage_id.code, "done")
        self.assertIn("Passport checked", self.order.message_ids[0].body + self.order.message_ids[1].body)

    def test_second_press_gives_nothing_more(self):
        self._pay(self.order)
        code = self.order.pickup_code
        for _press in range(2):
            self._desk().hand_over(self.order.id, code)
        self.assertEqual((self.order.order_line.qty_delivered, len(self.order.shipment_ids)), (2, 1))

    def test_order_that_is_not_ready_is_not_given(self):
        order = self._make_agreed(quantity=1)
        with self.assertRaises(StageRefusal):
            self._desk().hand_over(order.id, order.pickup_code)

    def test_order_of_a_courier_is_not_given_at_the_counter(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Courier",
                "product_id": self.env["product.product"].create({"name": "Way", "type": "service"}).id,
            }
        )
        self.order.carrier_id = carrier
        self._pay(self.order)
        with self.assertRaises(StageRefusal):
            self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertFalse(self._desk().get_handout(self.order.id)["for_counter"])

    def test_age_is_asked_for_goods_that_are_only_picked_up(self):
        self.assertFalse(self._desk().get_handout(self.order.id)["asks_age"])
        self.product.product_tmpl_id.is_pickup_only = True
        self.assertTrue(self._desk().get_handout(self.order.id)["asks_age"])

    # === WHAT THE CUSTOMER DOES NOT TAKE === #

    def test_refused_bottle_is_free_and_need_not_be_paid(self):
        free = self._free(self.product)
        line = self.order.order_line
        sheet = self._desk().refuse_goods(self.order.id, {str(line.id): 1})
        self.assertEqual((sheet["due"], line.product_uom_qty), (100, 1))
        self.assertEqual(self._free(self.product), free + 1)
        self._pay(self.order)
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertEqual((self.order.stage_id.code, line.qty_delivered), ("done", 1))

    def test_bottle_that_stays_costs_what_was_agreed(self):
        lines = [Command.create({"product_id": self.gin.id, "product_uom_qty": 2})]
        order = self._make_agreed(order_line=lines)
        self.gin.list_price = 200  # dearer since
        order.order_line._give_up(1)
        self.assertEqual((order.order_line.product_uom_qty, order.order_line.price_unit), (1, 120))

    def test_money_for_what_is_refused_is_given_back(self):
        self._pay(self.order)
        line = self.order.order_line
        sheet = self._desk().refuse_goods(self.order.id, {str(line.id): 1})
        self.assertEqual(sheet["due"], -100)
        self._desk().take_payment(self.order.id, -100, "cash", OTHER_KEY)
        self.assertEqual((self.order.paid_amount, self.order._get_amount_due()), (100, 0))

    def test_order_of_which_nothing_is_taken_is_cancelled(self):
        free = self._free(self.product)
        sheet = self._desk().refuse_goods(self.order.id, {str(self.order.order_line.id): 2})
        self.assertTrue(sheet["is_cancelled"])
        self.assertEqual((self.order.state, self._free(self.product)), ("cancel", free + 2))

    def test_more_than_there_is_cannot_be_refused(self):
        with self.assertRaises(StageRefusal):
            self._desk().refuse_goods(self.order.id, {str(self.order.order_line.id): 3})

    def test_code_is_found_among_more_orders_than_a_list_shows(self):
        others = [self._make_ready(quantity=1) for _order in range(2)]
        with patch("odoo.addons.torg_store_desk.models.torg_store_desk.MOST", 1):
            for order in others:
                self.assertEqual(self._find(order.pickup_code)[0], [order.id])
                self.assertEqual(self._find(order.name)[0], [order.id])
