from io import BytesIO

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

MODELS = ["torg.api.key", "torg.api.scope", "torg.api.key.viewer", "torg.api.bucket", "torg.api.idempotency"]
MODELS += ["torg.api.import", "torg.api.import.problem", "torg.api.export", "torg.api.export.part"]


@tagged("post_install", "-at_install")
class TestAccess(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "api_admin", "torg_base.group_integration_admin")
        cls.key = cls.env["torg.api.key"].with_user(cls.admin).create({"name": "shop.example"})

    def test_people_of_trade_see_no_keys(self):
        for group in (
            "torg_base.group_manager",
            "torg_base.group_director",
            "torg_base.group_courier",
            "base.group_portal",
        ):
            user = new_test_user(self.env, f"api_{group}", group)
            for model in MODELS:
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(user).has_access(operation), f"{group} {model}")
            with self.assertRaises(AccessError):
                self.key.with_user(user).action_issue()

    def test_administrator_sees_a_key_once_and_never_its_hash(self):
        action = self.key.action_issue()
        viewer = self.env["torg.api.key.viewer"].with_user(self.admin).browse(action["res_id"])
        self.assertTrue(viewer.secret.startswith("torg_"))
        self.assertNotIn(viewer.secret, str(self.key.read()))
        with self.assertRaises(AccessError):
            self.key.read(["digest"])

    def test_service_user_of_a_key_has_no_rights(self):
        user = self.key.sudo().user_id
        self.assertTrue(user.is_service)
        self.assertFalse(user.group_ids)
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(user).create({"name": "x"})

    def test_administrator_stops_files_and_nobody_else(self):
        with_scopes = self.env["torg.api.import"].with_context(lang="en_US")
        one = with_scopes._open(self.key.sudo(), "customers", BytesIO(b'{"phone": "+79125557701"}'))
        with self.assertRaises(AccessError):
            one.with_user(new_test_user(self.env, "api_director", "torg_base.group_director")).action_cancel()
        one.with_user(self.admin).action_continue()
        one.with_user(self.admin).action_cancel()
        self.assertEqual((one.state, one.part_ids), ("cancelled", one.part_ids.browse()))
        with self.assertRaises(AccessError):
            one.with_user(self.admin).write({"state": "done"})

    def test_key_needs_a_rate(self):
        with self.assertRaises(ValidationError):
            self.key.reads_per_second = 0
