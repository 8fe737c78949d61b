from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestDuplicate(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"phone": "+7 916 123-45-67", "email": "Anna@Example.com"})
        cls.gin = cls._create_product("Gin")

    def _order(self, goods=None, partner=None, **vals):
        lines = [
            Command.create({"product_id": product.id, "product_uom_qty": quantity, "price_unit": 100})
            for product, quantity in (goods or {self.product: 2}).items()
        ]
        order = self._make_order(partner_id=(partner or self.customer).id, order_line=lines, **vals)
        self.env.cr.flush()
        return order

    def _set_back(self, order, minutes):
        self.env.flush_all()
        moment = self.env.cr.now() - timedelta(minutes=minutes)  # the clock that new orders of the transaction have
        self.env.cr.execute("UPDATE sale_order SET create_date = %s WHERE id = %s", [moment, order.id])
        self.env.invalidate_all()

    def test_second_click_is_marked_with_the_number_of_the_first(self):
        first, second = self._order(), self._order()
        self.assertEqual(second.duplicate_of_id, first)
        self.assertFalse(first.duplicate_of_id)
        [badge] = [row for row in second._get_card_badges()[second.id] if row["code"] == "duplicate"]
        self.assertEqual(badge["text"], f"Like {first.name}")

    def test_same_phone_of_another_contact_is_the_same_client(self):
        guest = self.env["res.partner"].create({"name": "Anna, guest", "phone": "8 (916) 123 45 67"})
        first = self._order()
        self.assertEqual(self._order(partner=guest).duplicate_of_id, first)

    def test_same_email_of_another_contact_is_the_same_client(self):
        guest = self.env["res.partner"].create({"name": "Anna", "email": "anna@example.com"})
        first = self._order()
        self.assertEqual(self._order(partner=guest).duplicate_of_id, first)

    def test_stranger_with_the_same_goods_is_no_duplicate(self):
        self._order()
        self.assertFalse(self._order(partner=self.env["res.partner"].create({"name": "Other"})).duplicate_of_id)

    def test_share_of_the_same_goods_decides(self):
        self._order({self.product: 7, self.gin: 3})
        self.assertTrue(self._order({self.product: 7}).duplicate_of_id)
        self.assertFalse(self._order({self.product: 1, self.gin: 6}).duplicate_of_id)

    def test_order_of_an_hour_ago_is_another_order(self):
        first = self._order()
        self._set_back(first, 31)
        self.assertFalse(self._order().duplicate_of_id)

    def test_minutes_and_share_are_settings(self):
        first = self._order({self.product: 7, self.gin: 3})
        self._set_back(first, 31)
        self.env.company.write({"duplicate_minutes": 60, "duplicate_share": 50})
        self.assertTrue(self._order({self.product: 5}).duplicate_of_id)
        self.env.company.duplicate_minutes = 0
        self.assertFalse(self._order({self.product: 5}).duplicate_of_id)

    def test_cancelled_order_may_be_ordered_again(self):
        self._move(self._order(), "cancelled", cancel_reason_id=self.reason.id)
        self.assertFalse(self._order().duplicate_of_id)

    def test_lines_that_come_after_the_order_count(self):
        first = self._order()
        second = self._make_order(partner_id=self.customer.id, order_line=[])
        self.env.cr.flush()
        self.assertFalse(second.duplicate_of_id)
        second.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": 2})]
        self.env.cr.flush()
        self.assertEqual(second.duplicate_of_id, first)

    def test_customer_who_wants_both_is_not_asked_again(self):
        self._order()
        second = self._order().with_user(self.manager)
        second.action_no_duplicate()
        self.assertFalse(second.duplicate_name)
        second.order_line.product_uom_qty = 2
        second._look_for_duplicates()
        self.env.cr.flush()
        self.assertFalse(second.duplicate_of_id)

    def test_mark_tells_the_number_of_a_colleagues_order_and_nothing_else(self):
        first = self._order(user=self.other_manager)
        second = self._order().with_user(self.manager)
        self.assertEqual(second.duplicate_name, first.name)
        with self.assertRaises(AccessError):
            second.action_merge()

    def test_foreign_mark_is_not_taken_away(self):
        self._order()
        second = self._order()
        with self.assertRaises(AccessError):
            second.with_user(self.other_manager).action_no_duplicate()

    def test_history_is_not_compared(self):
        self._order()
        order = self._make_order().with_context(torg_silent=True)
        self.env.cr.flush()
        quiet = order.copy({"partner_id": self.customer.id})
        self.env.cr.flush()
        self.assertFalse(quiet.duplicate_of_id)

    def test_orders_of_strangers_are_not_looked_at(self):
        """An order looks for its own client's orders, not through everything that came in the last minutes."""
        guest, firm = self.env["res.partner"].create(
            [{"name": "Anna, guest", "phone": "8 (916) 123 45 67"}, {"name": "Firm", "is_company": True}]
        )
        stranger = self.env["res.partner"].create({"name": "Other", "phone": "+7 916 999-99-99"})
        colleague = self.env["res.partner"].create({"name": "Colleague", "parent_id": firm.id})
        mine = self._order(partner=guest)
        others = self._order(partner=stranger) | self._order(partner=colleague)
        order = self._order()
        self.assertEqual(order._get_duplicate_pool(), order | mine)
        self.assertEqual(self._order(partner=firm)._get_duplicate_pool() & (mine | others), others[1])

    def test_many_orders_at_once_take_as_many_queries_as_few(self):
        def count(number):
            partners = self.env["res.partner"].create(
                [{"name": f"Client {n}", "phone": f"+7916{number:03}{n:04}"} for n in range(number)]
            )
            orders = self.env["sale.order"].browse()
            for partner in partners:
                orders |= self._make_order(partner_id=partner.id)
            self.env.cr.flush()
            orders._look_for_duplicates()
            self.env.flush_all()
            return self._count_queries(lambda: self.env["sale.order"]._notice_duplicates())

        few = count(4)
        self.assertLessEqual(count(30), few + 2)
