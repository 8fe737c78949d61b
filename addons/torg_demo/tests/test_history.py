from collections import Counter, defaultdict

from odoo.tests import BaseCase, tagged

from odoo.addons.torg_demo.tools import history

from .common import read_table


def plan():
    return history.plan(
        customers=[row for row in read_table("customers") if not row["parent"]],
        **{name: read_table(name) for name in ("products", "variants", "stock", "baskets", "staff")},
    )


@tagged("post_install", "-at_install")
class TestHistory(BaseCase):
    def test_history_is_the_same_at_every_run(self):
        self.assertEqual(plan(), plan())

    def test_orders_come_oldest_first_over_four_weeks(self):
        orders = plan()
        moments = [(-order.days_ago, order.time_of_day) for order in orders]
        self.assertEqual(moments, sorted(moments))
        self.assertEqual(len(orders), history.ORDERS)
        self.assertGreater(orders[0].days_ago, 20)
        self.assertEqual(orders[-1].days_ago, 0)

    def test_every_state_has_orders_and_most_are_delivered(self):
        states = Counter(order.state for order in plan())
        self.assertEqual(set(states), set(history.STATES))
        self.assertGreater(states["delivered"], history.ORDERS / 2)

    def test_nothing_of_today_is_delivered_yet(self):
        self.assertFalse([order for order in plan() if not order.days_ago and order.state == "delivered"])

    def test_some_new_orders_wait_for_a_manager(self):
        free = [order for order in plan() if not order.manager]
        self.assertTrue(free)
        self.assertEqual({order.state for order in free}, {"draft"})

    def test_every_manager_has_orders(self):
        managers = {row["id"] for row in read_table("staff") if row["role"] == "manager"}
        self.assertEqual({order.manager for order in plan()} - {""}, managers)

    def test_an_order_has_lines_and_no_article_twice(self):
        for order in plan():
            articles = [article for article, _quantity in order.lines]
            self.assertTrue(articles)
            self.assertEqual(len(articles), len(set(articles)))
            self.assertTrue(all(quantity > 0 for _article, quantity in order.lines))

    def test_shipped_sums_only_delivered_orders(self):
        orders, expected = plan(), defaultdict(int)
        for order in orders:
            for article, quantity in order.lines if order.state == "delivered" else ():
                expected[order.store, article] += quantity
        self.assertEqual(dict(history.sum_shipped(orders)), dict(expected))

    def test_a_bakery_client_buys_no_wine(self):
        category = {row["article"]: row["category"] for row in read_table("products")}
        bakery_clients = {row["id"] for row in read_table("customers") if row["tags"].startswith("Хлеб")}
        bought = {
            category[article]
            for order in plan()
            if order.customer in bakery_clients
            for article, _quantity in order.lines
        }
        self.assertTrue(bought)
        self.assertLessEqual(bought, {"bread", "pastry", "cake"})
