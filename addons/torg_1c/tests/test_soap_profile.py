import json

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import OnecCase
from .soap import SoapMixin


@tagged("post_install", "-at_install")
class TestSoapProfile(SoapMixin, OnecCase):
    """Documents on request, and who may see how they are asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_soap()
        cls.profiles = cls.env["torg.onec.web.profile"]
        cls.invoice = cls.profiles.create(
            {"name": "Invoice", "code": "test-invoice", "endpoint_id": cls.onec.id, "url": cls.server.documents_url}
        )

    def test_document_comes_with_its_name(self):
        self.assertEqual(self.invoice.placeholders, "number")
        name, content, kind = self.profiles._request_document("test-invoice", number="DEMO-7")
        self.assertEqual((name, kind), ("Счет DEMO-7.pdf", "application/pdf"))
        self.assertTrue(content.startswith(b"%PDF"))

    def test_manager_gets_a_document_and_not_its_recipe(self):
        manager = new_test_user(self.env, "onec_doc_manager", "torg_base.group_manager")
        self.assertTrue(self.profiles.with_user(manager)._request_document("test-invoice", number="DEMO-1"))
        with self.assertRaises(AccessError):
            self.invoice.with_user(manager).read(["profile"])

    def test_refusal_of_1c_is_shown(self):
        with self.assertRaisesRegex(UserError, "Заказ 404 не найден"):
            self.profiles._request_document("test-invoice", number="404")

    def test_what_is_missing_is_said(self):
        with self.assertRaisesRegex(UserError, "“number”"):
            self.profiles._request_document("test-invoice")
        with self.assertRaisesRegex(UserError, "No document “test-act”"):
            self.profiles._request_document("test-act")

    def test_wrong_profile_is_not_saved(self):
        with self.assertRaisesRegex(ValidationError, "lacks “file”"):
            self.invoice.profile = json.dumps({"operation": "GetInvoice"})
        with self.assertRaisesRegex(ValidationError, "not written correctly"):
            self.invoice.profile = "{"
        with self.assertRaisesRegex(ValidationError, "is no address"):
            self.invoice.url = "nowhere"

    def test_profile_is_compared_with_its_service(self):
        self.assertEqual(self.invoice.action_check()["params"]["type"], "success")
        self.invoice.profile = json.dumps({"operation": "GetAll", "file": "return"})
        with self.assertRaisesRegex(UserError, "GetAct, GetInvoice"):
            self.invoice.action_check()

    def test_own_login_is_used_instead_of_the_exchange(self):
        self.invoice.write({"user": "other", "new_password": "x"})
        with self.assertRaisesRegex(UserError, "“other”"):
            self.profiles._request_document("test-invoice", number="DEMO-1")

    def test_settings_belong_to_the_integration_administrator(self):
        models = ["torg.onec.soap", "torg.onec.web.profile", "torg.onec.soap.test", "torg.onec.soap.test.line"]
        for role in ("manager", "supervisor", "director", "store_staff", "courier"):
            user = new_test_user(self.env, f"soap_{role}", f"torg_base.group_{role}")
            for name in models:
                self.assertFalse(self.env[name].with_user(user).has_access("read"), f"{role} may read {name}")
        admin = new_test_user(self.env, "soap_admin", "torg_base.group_integration_admin")
        for name in models:
            self.assertTrue(self.env[name].with_user(admin).has_access("read"), name)
        self.assertFalse(self.soap.with_user(admin).has_access("write"))
        onec = self.onec.with_user(admin)
        self.assertTrue(onec.action_test_soap()["res_id"])
        onec.action_talk_soap()
        onec.action_meet_soap()
        with self.assertRaises(AccessError):
            onec.read(["onec_soap_password"])
        with self.assertRaises(AccessError):
            self.invoice.with_user(admin).read(["password"])
