from odoo.exceptions import UserError
from odoo.tests import tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestMinimum(ShortageCommon):
    """Minimums of many goods from one rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Strong"})
        cls.product.categ_id = cls.category
        cls._sell(cls.near, cls.product, 7)
        cls.rules = cls.env["stock.warehouse.orderpoint"].search([("product_id", "=", cls.product.id)])

    def _rule(self, **vals):
        asked = {"category_ids": self.category.ids, "sales_days": 14, "min_days": 4, "max_days": 10, **vals}
        return self.env["torg.minimum"].with_user(self.director).create(asked)

    def _get_minimums(self, product=None):
        found = self.env["stock.warehouse.orderpoint"].search([("product_id", "=", (product or self.product).id)])
        return {rule.warehouse_id: (rule.product_min_qty, rule.product_max_qty) for rule in found}

    def test_minimum_is_days_of_sales_where_it_sells(self):
        self._rule().action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (2, 5)})
        rule = self.env["stock.warehouse.orderpoint"].search([("product_id", "=", self.product.id)])
        self.assertEqual((rule.trigger, rule.by_rule, rule.location_id), ("manual", True, self.near.lot_stock_id))

    def test_scheduler_buys_nothing_because_of_it(self):
        self._rule(least=50).action_apply()
        before = self.env["stock.move"].search_count([])
        self.env["stock.rule"].run_scheduler()
        self.assertEqual(self.env["stock.move"].search_count([]), before)

    def test_minimums_that_a_job_has_made_are_not_swept_away(self):
        by_hand = self._minimum(self.far, self.product, 1)
        self.env["torg.minimum"].create({"category_ids": self.category.ids}).action_apply()
        by_rule = self.env["stock.warehouse.orderpoint"].search([("warehouse_id", "=", self.near.id)])
        self.assertTrue(by_rule.by_rule and by_rule.create_uid == by_hand.create_uid)
        self.env["stock.warehouse.orderpoint"]._unlink_processed_orderpoints()
        self.assertTrue(by_rule.exists())
        self.assertFalse(by_hand.exists(), "core's own rule still works")

    def test_repeating_follows_the_sales_and_doubles_nothing(self):
        self._rule().action_apply()
        self._sell(self.near, self.product, 3)
        self._rule().action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (3, 8)})

    def test_same_rule_again_writes_nothing(self):
        self._rule().action_apply()
        plan, _existing = self._rule()._plan()
        self.assertEqual(self.env["stock.warehouse.orderpoint"]._apply_minimums(plan), (0, 0))

    def test_minimum_set_by_hand_stays_unless_told(self):
        self._minimum(self.near, self.product, 9)
        self._rule().action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (9, 9)})
        self._rule(overwrite=True).action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (2, 5)})

    def test_minimum_changed_by_hand_is_no_longer_the_rules(self):
        self._rule().action_apply()
        rule = self.env["stock.warehouse.orderpoint"].search([("product_id", "=", self.product.id)])
        rule.write({"product_min_qty": 4, "product_max_qty": 4})
        self.assertFalse(rule.by_rule)
        self._rule().action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (4, 4)})

    def test_goods_that_hardly_sell_keep_the_least_everywhere(self):
        self._rule(least=1).action_apply()
        minimums = self._get_minimums()
        self.assertEqual((minimums[self.near], minimums[self.far], minimums[self.third]), ((2, 5), (1, 1), (1, 1)))

    def test_whole_packs(self):
        self.product.uom_ids = self.env.ref("uom.product_uom_pack_6")
        self._rule().action_apply()
        self.assertEqual(self._get_minimums(), {self.near: (6, 6)})

    def test_preview_counts_and_changes_nothing(self):
        rule = self._rule(least=1)
        rule.action_preview()
        stores = len(self.env["stock.warehouse"].search([]))
        self.assertEqual((rule.before_count, rule.after_count, rule.new_count), (0, stores, stores))
        self.assertGreater(rule.short_after, rule.short_before)
        self.assertFalse(self._get_minimums())
        rule.action_apply()
        again = self._rule(least=1)
        again.action_preview()
        self.assertEqual((again.new_count, again.changed_count, again.same_count), (0, 0, stores))

    def test_preview_tells_what_people_have_set(self):
        self._minimum(self.near, self.product, 9)
        rule = self._rule()
        rule.action_preview()
        self.assertEqual((rule.before_count, rule.after_count, rule.manual_count), (1, 1, 1))

    def test_only_the_chosen_stores(self):
        self._rule(least=1, warehouse_ids=self.far.ids).action_apply()
        self.assertEqual(set(self._get_minimums()), {self.far})

    def test_minimum_above_the_maximum_is_refused(self):
        with self.assertRaises(UserError):
            self._rule(min_days=10, max_days=3).action_apply()

    def test_a_thousand_minimums_take_as_many_queries_as_one(self):
        products = self.env["product.product"].create(
            [{"name": f"Gin {number}", "type": "consu", "is_storable": True} for number in range(100)]
        )
        plan = {(product.id, store.id): (1, 2) for product in products for store in self.stores | self.third}
        orderpoints = self.env["stock.warehouse.orderpoint"]
        self.env.flush_all()
        one = self._count_queries(lambda: orderpoints._apply_minimums({(self.product.id, self.far.id): (1, 2)}))
        many = self._count_queries(lambda: orderpoints._apply_minimums(plan))
        self.assertEqual(many, one)
        self.assertEqual(orderpoints.search_count([("product_id", "in", products.ids)]), 300)
