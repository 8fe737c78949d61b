from datetime import datetime, timedelta

from odoo.tests import BaseCase

from odoo.addons.torg_sale.tools.robot import Conditions, Facts, Past, find_changes, judge, share

RIGHT = Facts(minutes=60, kind=1, source=2, stage=3, company=4, amount=900, paid=True, completed=3)
RULE = Conditions(id=7, stage=3, company=4)


class TestRobotConditions(BaseCase):
    def _obstacles(self, facts=None, **conditions):
        facts = Facts(**{**RIGHT.__dict__, **(facts or {})})
        return Conditions(id=7, stage=3, company=4, **conditions).find_obstacles(facts)

    def test_order_without_obstacles_goes_on(self):
        self.assertEqual(judge(RIGHT, [RULE]), (RULE, {}))

    def test_rule_is_for_its_stage_company_types_and_sources(self):
        for conditions in (
            {"stage": 9, "company": 4},
            {"stage": 3, "company": 9},
            {"stage": 3, "company": 4, "kinds": frozenset({9})},
            {"stage": 3, "company": 4, "sources": frozenset({9})},
        ):
            self.assertEqual(judge(RIGHT, [Conditions(**conditions)]), (None, {}), conditions)
        fits = Conditions(stage=3, company=4, kinds=frozenset({1, 5}), sources=frozenset({2}))
        self.assertTrue(fits.is_for(RIGHT))

    def test_orders_of_people_are_for_rules_that_take_them(self):
        typed = Facts(**{**RIGHT.__dict__, "typed": True})
        self.assertFalse(RULE.is_for(typed))
        self.assertTrue(Conditions(stage=3, company=4, takes_typed=True).is_for(typed))

    def test_each_condition_holds_only_what_it_asks_about(self):
        cases = [
            ("touched", {"touched": True}, {}),
            ("no_goods", {"has_goods": False}, {}),
            ("early", {"minutes": 9.9}, {"minutes": 10}),
            ("request", {"is_request": True}, {"no_request": True}),
            ("amount", {"amount": 1000}, {"limit": 1000}),
            ("comment", {"has_comment": True}, {"no_comment": True}),
            ("unpaid", {"paid": False}, {"money": "paid"}),
            ("stock", {"in_stock": False}, {"in_stock": True}),
            ("completed", {"completed": 2}, {"completed": 3}),
            ("debt", {"has_debt": True}, {"no_debt": True}),
            ("unclaimed", {"unclaimed_days": 29.5}, {"unclaimed_days": 30}),
            ("duplicate", {"is_duplicate": True}, {"no_duplicate": True}),
            ("price", {"price_changed": True}, {"no_price_change": True}),
            ("restricted", {"restrictions": ("Forbidden.",)}, {"no_restriction": True}),
        ]
        for code, facts, conditions in cases:
            self.assertEqual(self._obstacles(facts, **conditions), (code,))
            self.assertEqual(self._obstacles(None, **conditions), (), code)
            if conditions:
                self.assertEqual(self._obstacles(facts), (), code)

    def test_sum_just_below_the_limit_goes_on(self):
        self.assertEqual(self._obstacles({"amount": 999.99}, limit=1000), ())

    def test_pickup_may_be_paid_in_the_store(self):
        self.assertEqual(self._obstacles({"paid": False, "is_pickup": True}, money="paid_or_pickup"), ())
        self.assertEqual(self._obstacles({"paid": False}, money="paid_or_pickup"), ("unpaid",))
        self.assertEqual(self._obstacles({"paid": False, "is_pickup": True}, money="paid"), ("unpaid",))

    def test_what_was_not_claimed_long_ago_is_forgotten(self):
        self.assertEqual(self._obstacles({"unclaimed_days": 30}, unclaimed_days=30), ())

    def test_first_rule_that_agrees_moves_the_order(self):
        strict, loose = Conditions(1, stage=3, company=4, limit=100), Conditions(2, stage=3, company=4)
        self.assertEqual(judge(RIGHT, [strict, loose, RULE])[0], loose)
        self.assertEqual(judge(RIGHT, [strict]), (None, {strict: ("amount",)}))

    def test_past_of_a_customer_is_what_it_was_at_the_moment(self):
        day = datetime(2026, 1, 31)
        before, after = day - timedelta(days=10), day + timedelta(days=1)
        past = Past(completed=(before, after), unclaimed=(before,), unpaid=(after,))
        self.assertEqual(past.at(day), {"completed": 1, "unclaimed_days": 10, "has_debt": False})
        earlier = past.at(before - timedelta(seconds=1))
        self.assertEqual(earlier, {"completed": 0, "unclaimed_days": None, "has_debt": False})
        self.assertTrue(past.at(after + timedelta(days=1))["has_debt"])

    def test_changes_of_goods_sum_and_store_count_and_others_do_not(self):
        self.assertEqual(find_changes({"fields": [["stage_id", 1, 2]], "lines": []}), set())
        self.assertEqual(find_changes({"fields": [["warehouse_id", [1, "A"], [2, "B"]]]}), {"store"})
        self.assertEqual(find_changes({"fields": [["amount_total", 1, 2]], "lines": [{"id": "1"}]}), {"sum", "lines"})
        self.assertEqual(find_changes(None), set())

    def test_share_of_nothing_is_nothing(self):
        self.assertEqual((share(1, 4), share(0, 0)), (0.25, 0.0))
