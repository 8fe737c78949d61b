from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.torg_1c.tools.records import IssueRec

from .common import OnecMixin
from .test_run import row

MODELS = ("file", "export", "run", "parked", "issue", "change", "session", "session.line", "refusal", "password")


@tagged("post_install", "-at_install")
class TestAccessServer(OnecMixin, HttpCase):
    """The exchange with 1C belongs to the integration administrator alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_onec()
        roles = ["manager", "supervisor", "director", "store_staff", "courier", "integration_admin"]
        cls.people = {
            role: new_test_user(cls.env, f"onec_{role}", f"torg_base.group_{role}", name=role) for role in roles
        }
        cls.people["stranger"] = new_test_user(cls.env, "onec_portal", "base.group_portal")
        cls.onec._set_onec_password("a password of the test")
        cls.run_ = cls.load_rows([row("a", "Alpha"), IssueRec("row", "bad_number", {"value": "x"}, "")])

    def as_(self, role, records):
        return records.with_user(self.people[role])

    def test_others_see_nothing(self):
        for role in ("manager", "supervisor", "director", "store_staff", "courier", "stranger"):
            for name in MODELS:
                records = self.as_(role, self.env[f"torg.onec.{name}"])
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(records.has_access(operation), f"{role} may {operation} {name}")

    def test_administrator_looks_and_cannot_rewrite_the_log(self):
        for name in ("file", "export", "run", "change", "session", "session.line", "refusal"):
            records = self.as_("integration_admin", self.env[f"torg.onec.{name}"])
            self.assertTrue(records.has_access("read"), name)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(records.has_access(operation), f"{operation} {name}")

    def test_administrator_presses_the_buttons(self):
        run, issue = self.as_("integration_admin", self.run_), self.as_("integration_admin", self.run_.issue_ids)
        self.assertTrue(run.counts_html)
        run.action_apply_again()
        run.action_dry_run()
        run.file_id.action_apply()
        issue.action_solve()
        self.assertEqual(issue.state, "solved")
        self.as_("integration_admin", self.env["torg.onec.parked"].search([])).action_replay()

    def test_director_presses_none(self):
        for records, action in (
            (self.run_, "action_apply_again"),
            (self.run_, "action_dry_run"),
            (self.run_.file_id, "action_apply"),
            (self.run_.file_id, "action_download"),
            (self.run_.issue_ids, "action_repeat"),
            (self.run_.issue_ids, "action_solve"),
            (self.env["torg.onec.parked"].search([], limit=1), "action_replay"),
            (self.onec, "action_make_onec_password"),
        ):
            with self.assertRaises(AccessError, msg=action):
                getattr(self.as_("director", records), action)()

    def test_nobody_reads_passwords_and_keys(self):
        for role in ("director", "integration_admin"):
            with self.assertRaises(AccessError):
                self.as_(role, self.onec).read(["onec_password"])
            with self.assertRaises(AccessError):
                self.as_(role, self.env["torg.onec.session"]).search([("token", "=", "x")])
        with self.assertRaises(AccessError):
            self.as_("director", self.onec).read(["onec_login"])

    def test_password_is_shown_to_who_made_it(self):
        admin = self.people["integration_admin"]
        shown = self.env["torg.onec.password"].browse(self.onec.with_user(admin).action_make_onec_password()["res_id"])
        self.assertTrue(shown.with_user(admin).password)
        other = new_test_user(self.env, "onec_admin_2", "torg_base.group_integration_admin")
        self.assertFalse(shown.with_user(other).has_access("read"))

    def test_file_is_downloaded_by_the_administrator_alone(self):
        url = f"/torg_1c/file/{self.run_.file_id.id}"
        self.authenticate("onec_integration_admin", "onec_integration_admin")
        answer = self.url_open(url)
        self.assertEqual(answer.content, self.run_.file_id._open().read())
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        for role in ("director", "stranger"):
            login = self.people[role].login
            self.authenticate(login, login)
            self.assertEqual(self.url_open(url).status_code, 404)
