from odoo.tests import new_test_user, tagged

from .common import OnecCase

OWN = ["file", "run", "export", "parked", "issue", "change", "owner"]


@tagged("post_install", "-at_install")
class TestAccess(OnecCase):
    """The log of the exchange is for the integration administrator alone."""

    def may(self, user, operation):
        return [name for name in OWN if self.env[f"torg.onec.{name}"].with_user(user).has_access(operation)]

    def test_people_of_trade_and_strangers_see_nothing(self):
        for group in (
            "torg_base.group_manager",
            "torg_base.group_director",
            "torg_base.group_store_staff",
            "base.group_portal",
        ):
            user = new_test_user(self.env, f"onec_{group}", group)
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(self.may(user, operation), f"{group} {operation}")

    def test_administrator_reads_the_log_and_decides_what_is_kept_here(self):
        admin = new_test_user(self.env, "onec_admin", "torg_base.group_integration_admin")
        self.assertEqual(self.may(admin, "read"), OWN)
        self.assertEqual(self.may(admin, "write"), ["issue", "owner"])
        self.assertEqual(self.may(admin, "create"), ["owner"])

    def test_file_of_a_base_is_closed_to_a_manager(self):
        file = self.make_file(b"<secret/>")
        manager = new_test_user(self.env, "onec_manager", "torg_base.group_manager")
        self.assertTrue(file._get_parts())
        self.assertFalse(file._get_parts().with_user(manager).has_access("read"))
