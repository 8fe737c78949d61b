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

    def test_administrator_of_another_company_sees_nothing_of_this_one(self):
        self.onec.company_id = self.env.company
        self.make_file(b"<secret/>")._start_run()
        other = self.env["res.company"].create({"name": "Other"})
        role, companies = "torg_base.group_integration_admin", [(6, 0, other.ids)]
        stranger = new_test_user(self.env, "onec_other", role, company_id=other.id, company_ids=companies)
        ours = new_test_user(self.env, "onec_ours", role)
        for model in ("torg.onec.file", "torg.onec.run"):
            rows = self.env[model].search([("endpoint_id", "=", self.onec.id)])
            self.assertTrue(rows.with_user(ours).has_access("read"))
            self.assertFalse(rows.with_user(stranger).has_access("read"), model)

    def test_what_is_of_a_base_is_of_its_company(self):
        ruled = set(self.env["ir.rule"].search([("domain_force", "like", "company_id")]).model_id.mapped("model"))
        of_base = {
            name
            for name in self.env
            if name.startswith("torg.onec.") and "endpoint_id" in self.env[name]._fields
            and not self.env[name]._abstract and not self.env[name]._transient
        }  # fmt: skip
        self.assertEqual(of_base - ruled, set())
