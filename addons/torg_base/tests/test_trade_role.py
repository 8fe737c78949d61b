from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RolesCommon


@tagged("post_install", "-at_install")
class TestTradeRole(RolesCommon):
    """The list of users tells what each person does."""

    def test_each_person_has_the_role_given_to_him(self):
        people = self.manager + self.supervisor + self.director + self.store_staff + self.courier
        self.assertEqual(
            (people + self.integration_admin).mapped("trade_role"),
            ["Manager", "Supervisor", "Director", "Store staff", "Courier", "Integration administrator"],
        )

    def test_jobs_apart_from_the_ladder_stand_beside_it(self):
        self.supervisor.group_ids += self.env.ref("torg_base.group_courier")
        self.assertEqual(self.supervisor.trade_role, "Supervisor, Courier")

    def test_who_does_nothing_in_the_trade_has_no_role(self):
        self.assertFalse(self.stranger.trade_role)
        self.assertFalse(self.service_user.trade_role)

    def test_people_do_not_see_roles_of_others(self):
        with self.assertRaises(AccessError):
            self.supervisor.with_user(self.manager).read(["trade_role"])

    def test_the_list_of_users_shows_it(self):
        arch = self.env["res.users"].get_view(self.env.ref("base.view_users_tree").id, "list")["arch"]
        self.assertIn('name="trade_role"', arch)
