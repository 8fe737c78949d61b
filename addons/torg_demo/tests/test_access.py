from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_demo.models.torg_demo_staff import ROLE_GROUPS

from .common import DemoCase, read_table


@tagged("post_install", "-at_install")
class TestAccess(DemoCase):
    """The people of the demo are what their role says, no more."""

    def see_orders(self, name):
        return self.env["sale.order"].with_user(self.get_demo(name)).search([])

    def test_everybody_has_exactly_the_role_of_the_table(self):
        for row in read_table("staff"):
            user = self.get_demo(row["id"])
            self.assertEqual(user.group_ids, self.env.ref(ROLE_GROUPS[row["role"]]), row["name"])
            self.assertEqual((user.lang, user.tz), ("ru_RU", "Europe/Moscow"))

    def test_every_role_is_played(self):
        self.assertEqual({row["role"] for row in read_table("staff")}, set(ROLE_GROUPS))

    def test_director_sees_all_orders(self):
        self.assertLessEqual(self.get_demo_records("sale.order"), self.see_orders("user_irina"))

    def test_manager_sees_own_orders_and_those_of_nobody(self):
        anna = self.get_demo("user_anna")
        orders = self.see_orders("user_anna")
        self.assertEqual(set(orders.mapped("user_id")), {anna})
        self.assertTrue(orders.filtered(lambda order: not order.user_id))
        self.assertTrue(orders.filtered("user_id"))

    def test_supervisor_sees_the_orders_of_the_own_team(self):
        orders = self.see_orders("user_olga")
        self.assertIn(self.get_demo("team_wholesale"), orders.team_id)
        others = orders.filtered(lambda order: order.team_id != self.get_demo("team_wholesale") and order.user_id)
        self.assertFalse(others)

    def test_store_staff_courier_and_integrator_see_no_orders(self):
        for name in ("user_natalia", "user_ruslan", "user_timur"):
            with self.assertRaises(AccessError):
                self.see_orders(name)

    def test_store_staff_start_in_their_first_store(self):
        igor = self.get_demo("user_igor")
        self.assertEqual(igor.property_warehouse_id, self.get_demo("store_moskovsky"))

    def test_administrator_plays_every_role(self):
        admin = self.env.ref("base.user_admin")
        for group in ROLE_GROUPS.values():
            self.assertTrue(admin.has_group(group), group)

    def test_a_manager_cannot_load_the_demo(self):
        with self.assertRaises(AccessError):
            self.demo.with_user(self.get_demo("user_anna"))._load()
