from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestPayment(OrderCommon):
    def test_status_follows_the_money(self):
        order = self._make_order()
        self.assertEqual(order.payment_status, "none")
        order._register_payment(50, "till")
        self.assertEqual(order.payment_status, "partial")
        order._register_payment(150, "site", "P-1")
        self.assertEqual((order.payment_status, order.paid_amount), ("paid", 200))
        order._register_payment(-200, "1c", "R-1")
        self.assertEqual(order.payment_status, "none")

    def test_payment_told_twice_counts_once(self):
        order = self._make_order()
        first = order._register_payment(200, "1c", "P-1")
        self.assertEqual(order._register_payment(200, "1c", "P-1"), first)
        self.assertEqual(order.paid_amount, 200)

    def test_source_corrects_its_payment(self):
        order = self._make_order()
        order._register_payment(200, "1c", "P-1")
        order._register_payment(150, "1c", "P-1")
        self.assertEqual(order.paid_amount, 150)

    def test_money_that_came_never_becomes_money_that_went(self):
        order = self._make_order()
        order._register_payment(200, "site", "P-1")
        with self.assertRaises(StageRefusal) as refusal:
            order._register_payment(-200, "site", "P-1")
        self.assertEqual((refusal.exception.code, order.paid_amount), ("other_direction", 200))
        order._register_payment(0, "site", "P-1")
        self.assertEqual(order.paid_amount, 0, "a payment that was taken back")

    def test_sites_number_their_payments_on_their_own(self):
        first, second = self._make_order(), self._make_order()
        first._register_payment(200, "site", "1", numbered_by="a")
        second._register_payment(200, "site", "1", numbered_by="b")
        second._register_payment(200, "site", "1", numbered_by="b")
        self.assertEqual((first.paid_amount, second.paid_amount), (200, 200))
        with self.assertRaises(StageRefusal):
            second._register_payment(200, "site", "2") and first._register_payment(200, "site", "2")

    def test_payment_of_another_order_is_refused(self):
        self._make_order()._register_payment(200, "1c", "P-1")
        with self.assertRaises(StageRefusal):
            self._make_order()._register_payment(200, "1c", "P-1")

    def test_money_seen_by_core_and_1c_counts_once(self):
        order = self._make_order()
        self._pay_in_core(order, 200)
        self.assertEqual(order.paid_amount, 200)
        payment = order._register_payment(200, "1c", "P-1")
        self.assertTrue(payment.transaction_id)
        self.assertEqual(order.paid_amount, 200)

    def test_other_money_is_added_to_that_of_core(self):
        order = self._make_order()
        self._pay_in_core(order, 120)
        order._register_payment(80, "till")
        self.assertEqual((order.payment_status, order.paid_amount), ("paid", 200))

    def test_cash_of_the_same_sum_as_a_card_payment_is_other_money(self):
        order = self._make_order()
        self._pay_in_core(order, 100)
        order._register_payment(100, "till")
        self.assertEqual((order.payment_status, order.paid_amount), ("paid", 200))

    def test_money_of_the_till_that_1c_tells_about_counts_once(self):
        order = self._make_order()
        till = order._register_payment(100, "till", "T-1")
        self.assertEqual(order._register_payment(100, "1c", "P-1").same_as_id, till)
        self.assertEqual(order.paid_amount, 100)
        order._register_payment(100, "1c", "P-2")  # another one that only 1C knows
        self.assertEqual(order.paid_amount, 200)

    def test_money_that_1c_tells_about_first_counts_once(self):
        order = self._make_order()
        order._register_payment(80, "1c", "P-1")
        order._register_payment(120, "1c", "P-2")
        order._register_payment(80, "site", "S-1")
        self._pay_in_core(order, 120)
        order._on_payment()
        self.assertEqual((order.payment_status, order.paid_amount), ("paid", 200))

    def _pay_in_core(self, order, amount):
        provider = self.env["payment.provider"].search([("code", "=", "custom")], limit=1)
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": f"TX-{order.id}",
                "amount": amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": order.ids,
                "state": "done",
            }
        )
