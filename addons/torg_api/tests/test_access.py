from io import BytesIO

from odoo import fields
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

    def test_people_of_another_company_see_nothing_of_this_one(self):
        other = self.env["res.company"].create({"name": "Other"})
        roles = "torg_base.group_integration_admin,torg_base.group_manager,base.group_system"
        user = new_test_user(self.env, "api_other", roles, company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.admin.group_ids += self.env.ref("base.group_system")
        for record in self.make_one_of_each():
            with self.subTest(model=record._name):
                self.assertFalse(record.with_user(user).search([("id", "in", record.ids)]))
                self.assertFalse(record.with_user(user).has_access("read"))
                self.assertTrue(record.with_user(self.admin).has_access("read"))

    def make_one_of_each(self):
        """A record of this company of each model that people may read."""
        company, key, now = self.env.company, self.key.sudo(), fields.Datetime.now()
        customer = self.env["res.partner"].create({"name": "Customer"})
        session, *_tokens = self.env["torg.api.session"]._start(key, customer, "Firefox", "203.0.113.9")
        file = self.env["torg.api.import"]._open(key, "customers", BytesIO(b'{"phone": "+79125557701"}'))
        export = self.env["torg.api.export"]._open(key, "stock", {})
        mine = {"key_id": key.id, "company_id": company.id}
        values = {
            "torg.api.quote": {"name": "q", "company_id": company.id, "expires_at": now},
            "torg.api.change": {
                "event": "x", "object_id": 1, "revision": 1, "company_id": company.id, "changed_at": now,
            },
            "torg.api.code": {
                **mine, "name": "c", "kind": "email", "target": "a@example.com", "digest": "d", "sent_at": now,
                "expires_at": now,
            },
            "torg.api.bucket": {"key_id": key.id, "kind": "read", "free_at": 0},
            "torg.api.idempotency": {
                "key_id": key.id, "name": "n", "operation": "o", "fingerprint": "f", "done_at": now,
            },
            "torg.api.import.problem": {"import_id": file.id, "line": 1},
            "torg.api.export.part": {"export_id": export.id, "content": b"e30="},
        }  # fmt: skip
        made = [self.env[model].create(vals) for model, vals in values.items()]
        return [key, session, file, file.part_ids, export, *made]

    def test_every_model_of_the_addon_is_bound_to_a_company_or_to_who_opened_it(self):
        bound = {record._name for record in self.make_one_of_each()} | {"torg.api.key.viewer"}
        models = self.env["ir.model"].search([("model", "=like", "torg.api.%"), ("abstract", "=", False)])
        self.assertEqual(bound, set(models.mapped("model")) - {"torg.api.scope"}, "permissions are for all companies")
        self.assertEqual(
            bound, set(self.env["ir.rule"].search([("model_id", "in", models.ids)]).model_id.mapped("model"))
        )

    def test_new_key_is_shown_to_nobody_else(self):
        action = self.key.action_issue()
        viewer = self.env["torg.api.key.viewer"].browse(action["res_id"])
        other = new_test_user(self.env, "api_admin_2", "torg_base.group_integration_admin")
        self.assertTrue(viewer.with_user(self.admin).secret)
        with self.assertRaises(AccessError):
            viewer.with_user(other).read(["secret"])

    def test_key_needs_a_rate(self):
        with self.assertRaises(ValidationError):
            self.key.reads_per_second = 0
