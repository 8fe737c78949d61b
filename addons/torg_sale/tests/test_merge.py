from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestMerge(OrderCommon):
    """Two orders of one customer: two pieces and three of the same rum; ten are in the store."""

    def setUp(self):
        super().setUp()
        self.first, self.second = self._make_order(quantity=2), self._make_order(quantity=3)
        self.mine = self.first.with_user(self.manager)
        self.duplicate = self.env.ref("torg_sale.torg_cancel_reason_duplicate")

    def test_goods_of_the_same_price_add_up(self):
        self.mine._merge(self.second, "add")
        self.assertEqual(self.first.order_line.product_uom_qty, 5)
        self.assertEqual((self.second.state, self.second.cancel_reason_id), ("cancel", self.duplicate))
        self.assertEqual(self.second.merged_into_id, self.first)

    def test_goods_of_another_price_have_their_own_line(self):
        self.second.order_line.price_unit = 90
        self.mine._merge(self.second, "add")
        self.assertEqual(self.first.order_line.mapped("product_uom_qty"), [2, 3])
        self.assertEqual(self.first.amount_untaxed, 470)

    def test_of_the_same_order_sent_twice_one_is_left(self):
        self.mine._merge(self.second, "keep")
        self.assertEqual(self.first.order_line.product_uom_qty, 2)
        self.assertEqual(self.second.state, "cancel")

    def test_promised_goods_are_promised_once(self):
        for order in (self.first, self.second):
            self._move(order, "agreed")
        self.assertEqual(self._free(self.product), 5)
        self.mine._merge(self.second, "add")
        self.assertEqual(self._free(self.product), 5)
        self.first._hand_over()
        self.assertEqual(self.first.order_line.qty_delivered, 5)

    def test_last_pieces_stay_with_the_merged_order(self):
        self.near.shortage_policy = "refuse"
        self.second.order_line.product_uom_qty = 8
        for order in (self.first, self.second):
            self._move(order, "agreed")
        self.assertEqual(self._free(self.product), 0)
        self.mine._merge(self.second, "add")
        self.assertEqual((self._free(self.product), self.first.order_line.product_uom_qty), (0, 10))

    def test_money_counts_once(self):
        self.second._register_payment(300, "site", "p-2")
        self.first._register_payment(200, "site", "p-1")
        self.mine._merge(self.second, "add")
        self.assertEqual((self.first.paid_amount, self.second.paid_amount), (500, 0))
        self.assertEqual((self.first.payment_status, self.second.payment_status), ("paid", "none"))

    def test_paid_duplicate_leaves_money_to_give_back(self):
        self.first._register_payment(200, "site", "p-1")
        self.second._register_payment(300, "site", "p-2")
        self.mine._merge(self.second, "keep")
        self.assertEqual((self.first._get_amount_due(), self.second._get_amount_due()), (-300, 0))

    def test_money_told_about_later_comes_to_the_merged_order(self):
        self.second._register_payment(300, "site", "p-2")
        self.mine._merge(self.second, "add")
        self.second._register_payment(300, "site", "p-2")
        self.second._register_payment(200, "site", "p-3")
        self.assertEqual((self.first.paid_amount, self.second.paid_amount), (500, 0))

    def test_card_payment_of_core_comes_along(self):
        provider = self.env["payment.provider"].create({"name": "Test bank", "code": "none", "state": "test"})
        method = self.env["payment.method"].search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "amount": 300,
                "currency_id": self.second.currency_id.id,
                "partner_id": self.customer.id,
                "state": "done",
                "reference": "tx-merge",
                "sale_order_ids": [Command.set(self.second.ids)],
            }
        )
        self.assertEqual(self.second.paid_amount, 300)
        self.mine._merge(self.second, "add")
        self.assertEqual(transaction.sale_order_ids, self.first)
        self.assertEqual((self.first.paid_amount, self.second.paid_amount), (300, 0))

    def test_words_and_links_stay(self):
        self.second.customer_note = "Call before noon"
        self.mine._merge(self.second, "add")
        self.assertEqual(self.first.customer_note, "Call before noon")
        self.assertTrue(any(self.second.name in (body or "") for body in self.first.message_ids.mapped("body")))
        self.assertTrue(any(self.first.name in (body or "") for body in self.second.message_ids.mapped("body")))

    def test_journal_tells_it(self):
        self._commit()
        self.mine._merge(self.second, "add")
        self._commit()
        self.assertIn(f"Merged into: — → {self.first.name}", self.second.journal_ids[0].text)
        self.assertIn("Rum: 2 for 200.00 → 5 for 500.00", self.first.journal_ids[0].text)

    def test_customer_hears_of_no_cancellation(self):
        known = self.second.message_log_ids
        self.mine._merge(self.second, "add")
        self.assertEqual(self.second.message_log_ids, known)

    def test_site_hears_where_the_order_went(self):
        self.mine._merge(self.second, "add")
        self.assertEqual(self.second._prepare_event_bodies()[self.second.id]["merged_into"], self.first.name)

    def test_what_the_site_sent_with_the_other_is_nobodys_upsell(self):
        self._commit()
        orders = self.env["sale.order"]
        for quantity in (2, 3):
            orders |= self._make_order(quantity=quantity)
            orders[-1]._keep_baseline("api")
        self._commit()
        first, second = orders
        first.with_user(self.manager)._merge(second, "add")
        self._commit()
        self.assertEqual(sum(first.baseline_line_ids.mapped("quantity")), 5)
        self._move(first, "agreed")
        self._ship(first)
        first._register_payment(500, "till")
        self._commit()
        self.assertEqual(first.stage_id.code, "done")
        self.assertFalse(first.upsell_ids)

    def test_shipped_order_is_not_merged(self):
        self._move(self.second, "agreed")
        self._ship(self.second)
        with self.assertRaises(StageRefusal) as caught:
            self.mine._merge(self.second, "add")
        self.assertEqual(caught.exception.code, "shipped")
        self.assertEqual((self.second.state, self.first.order_line.product_uom_qty), ("sale", 2))

    def test_orders_of_different_customers_are_not_merged(self):
        self.second.partner_id = self.env["res.partner"].create({"name": "Other"})
        with self.assertRaises(StageRefusal) as caught:
            self.mine._merge(self.second, "add")
        self.assertEqual(caught.exception.code, "foreign_client")

    def test_refusal_of_the_store_changes_nothing(self):
        self.near.shortage_policy = "refuse"
        self._move(self.first, "agreed")
        self.second.order_line.product_uom_qty = 30
        self.second._register_payment(50, "site", "p-9")
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.mine._merge(self.second, "add")
        self.assertEqual(caught.exception.__class__.__name__, "StockRefusal")
        self.assertEqual((self.second.state, self.second.paid_amount), ("draft", 50))
        self.assertEqual(self.first.order_line.product_uom_qty, 2)

    def test_foreign_order_is_not_merged_but_a_supervisor_merges_the_teams(self):
        self.second.write({"user_id": self.other_manager.id, "team_id": self.team.id})
        with self.assertRaises(AccessError):
            self.mine._merge(self.second.with_user(self.manager), "add")
        self.first.with_user(self.supervisor)._merge(self.second.with_user(self.supervisor), "add")
        self.assertEqual(self.second.state, "cancel")

    def test_supervisor_does_not_merge_orders_of_another_team(self):
        self.second.write({"user_id": self.other_manager.id, "team_id": self.other_team.id})
        with self.assertRaises(AccessError):
            self.first.with_user(self.supervisor)._merge(self.second.with_user(self.supervisor), "add")

    def test_marks_of_merging_are_not_written_by_hand(self):
        self.mine._merge(self.second, "add")
        self._move(self.second, "new", user=self.supervisor)
        self.assertFalse(self.second.merged_into_id)

    def test_wizard_keeps_the_confirmed_order_and_shows_the_result(self):
        self._move(self.second, "agreed")
        orders = self.first | self.second
        wizard = Form(self.mine.env["torg.order.merge"].with_context(default_order_ids=[Command.set(orders.ids)]))
        self.assertEqual(wizard.order_id, self.second)
        wizard.how = "add"
        self.assertIn("<td class='text-end text-nowrap'>5</td>", wizard.result)
        wizard.save().action_apply()
        self.assertEqual((self.second.order_line.product_uom_qty, self.first.state), (5, "cancel"))
