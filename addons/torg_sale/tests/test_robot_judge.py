from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.robot import RobotCommon


@tagged("post_install", "-at_install")
class TestRobotJudge(RobotCommon):
    def _reasons(self, order):
        return " ".join(self._judge(order)[1])

    def _complete(self, order, paid=True):
        order._move_to_stage(self.stages["agreed"], "system")
        self._ship(order)
        if paid:
            order._register_payment(order.amount_total, "till")
        return order

    def test_right_order_is_the_rules(self):
        self.assertEqual(self._judge(self._send_order()), (self.rule, []))

    def test_order_of_another_stage_is_nobodys(self):
        order = self._send_order()
        order._move_to_stage(self.stages["in_work"], "system")
        self.assertEqual(self._reasons(order), "No rule is for orders like this one.")

    def test_sum_is_compared_in_the_currency_of_the_company(self):
        self.rule.amount_limit = 200
        order = self._send_order(quantity=2)
        self.assertIn("is not below", self._reasons(order))
        self.rule.amount_limit = 200.01
        self.assertEqual(self._judge(order)[0], self.rule)

    def test_order_that_the_store_lacks_waits(self):
        self.assertIn("“Near store” does not have all goods", self._reasons(self._send_order(quantity=11)))
        self.assertEqual(self._judge(self._send_order(quantity=10))[0], self.rule)
        self.rule.in_stock = False
        self.assertEqual(self._judge(self._send_order(quantity=11))[0], self.rule)

    def test_customer_is_known_by_orders_completed_before(self):
        self.rule.completed_orders = 1
        order = self._send_order()
        self.assertIn("has completed 0 orders, 1 are asked for", self._reasons(order))
        self._complete(self._make_order())
        self.assertEqual(self._judge(order)[0], self.rule)

    def test_orders_of_a_colleague_of_the_customer_count(self):
        self.rule.completed_orders = 1
        self._complete(self._make_order())
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.assertEqual(self._judge(self._send_order(partner_id=contact.id))[0], self.rule)

    def test_customer_with_a_debt_waits(self):
        order = self._send_order()
        debt = self._complete(self._make_order(), paid=False)
        self.assertIn("has not paid for what was delivered", self._reasons(order))
        debt._register_payment(debt.amount_total, "till")
        self.assertEqual(self._judge(order)[0], self.rule)

    def test_customer_who_did_not_come_for_an_order_waits_some_days(self):
        self.rule.unclaimed_days = 30
        reason = self.env.ref("torg_sale.torg_cancel_reason_not_collected")
        order, left = self._send_order(), self._make_order()
        left._move_to_stage(self.stages["cancelled"], "system", {"cancel_reason_id": reason.id})
        self._set_back(left, stage_date=29)
        self.assertIn("did not come for an order", self._reasons(order))
        self._set_back(left, stage_date=31)
        self.assertEqual(self._judge(order)[0], self.rule)

    def test_request_waits(self):
        request = self.env["sale.order"]._make_request("+79161234567", "Anna")
        self.env.cr.flush()
        self.assertIn("request without goods", self._reasons(request))
        self.assertFalse(request.robot_due_date)

    def test_second_click_waits(self):
        self.company.duplicate_minutes = 30
        first, second = self._send_order(), self._send_order()
        self.assertEqual(second.duplicate_of_id, first)
        self.assertIn("looks like another order", self._reasons(second))

    def test_order_with_prices_of_yesterday_waits(self):
        order = self._send_order()
        order.order_line.write({"price_changed": True, "today_price": 120})
        self.assertIn("prices have changed", self._reasons(order))

    def test_restriction_of_the_trade_is_told(self):
        order = self._send_order()
        self.patch(type(order), "_get_restrictions", lambda order: ["Not sold at night."])
        self.assertEqual(self._reasons(order), "“Small orders”: Not sold at night.")

    def test_rules_of_types_and_sources_take_their_orders_only(self):
        source = self.env["utm.source"].create({"name": "Site"})
        self.rule.source_ids = source
        self.assertFalse(self._judge(self._send_order())[0])
        self.assertEqual(self._judge(self._send_order(source_id=source.id))[0], self.rule)
        self.rule.write({"source_ids": False, "order_type_ids": self.env.ref("torg_sale.torg_order_type_wholesale")})
        self.assertFalse(self._judge(self._send_order(order_type_id=self.retail.id))[0])

    def test_first_rule_that_agrees_decides_and_all_say_why_not(self):
        second = self._make_rule(name="Second", sequence=20, no_comment=False)
        order = self._send_order(customer_note="Hello")
        self.assertEqual(self._judge(order)[0], second)
        second.amount_limit = 1
        self.assertIn("“Small orders”", self._reasons(order))
        self.assertIn("“Second”", self._reasons(order))

    def test_rule_leads_on(self):
        with self.assertRaises(ValidationError):
            self.rule.stage_to_id = self.stages["new"]
        with self.assertRaises(ValidationError):
            self.rule.stage_to_id = self.stages["cancelled"]

    def test_many_orders_take_as_many_queries_as_few(self):
        rules = self.rule | self._make_rule(completed_orders=1, unclaimed_days=30, amount_limit=1)

        def make(number):
            orders = self.env["sale.order"]
            for n in range(number):
                partner = self.env["res.partner"].create({"name": f"Client {number} {n}"})
                product = self._create_product(f"Rum {number} {n}")
                orders |= self._make_order(partner_id=partner.id, product=product)
            self.env.cr.flush()
            return orders

        few, many = make(5), make(50)
        queries = self._count_queries(lambda: rules._judge(few))
        self.env.invalidate_all()
        with self.assertQueryCount(queries):
            rules._judge(many)
