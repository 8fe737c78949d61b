from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .odata_common import OdataCase


@tagged("post_install", "-at_install")
class TestOdataConnect(OdataCase):
    """The wizard says what is wrong in words, shows what was found, and keeps the password to itself."""

    def wizard(self, **vals):
        values = {"name": "1C", "url": self.server.url, "user": "odata", "password": "secret"}
        return self.env["torg.onec.odata.connect"].create({**values, "endpoint_id": self.onec.id, **vals})

    def tested(self, **vals):
        wizard = self.wizard(**vals)
        wizard.action_test()
        return wizard

    def test_base_that_answers_shows_what_was_found(self):
        wizard = self.tested()
        self.assertEqual(wizard.state, "found", wizard.message)
        lines = {line.code: line for line in wizard.line_ids}
        self.assertEqual((lines["order"].table, lines["order"].state), ("Document_ЗаказКлиента", "found"))
        self.assertEqual(lines["agreement"]._get_title("agreement"), "Agreements")
        self.assertIn("ДатаНачалаДействия", lines["agreement"].lacks)
        self.assertEqual(lines["cash_payment"].state, "missing")
        self.assertFalse(wizard.cannot_write)

    def test_base_that_is_called_twice_already_is_looked_at_later(self):
        with self.taken_lanes():
            wizard = self.tested()
        self.assertEqual(wizard.state, "failed")
        self.assertIn("try again", wizard.message)
        wizard.action_test()
        self.assertEqual(wizard.state, "found", wizard.message)

    def test_wizard_says_what_the_base_cannot_take(self):
        self.base.hidden.add("Document_УстановкаЦенНоменклатуры")
        self.assertIn("Documents of prices", self.tested().cannot_write)

    def test_saving_keeps_the_connection_and_opens_the_schedules(self):
        self.connect()
        self.assertTrue(self.onec._has_odata())
        self.assertEqual(self.onec._get_odata_profile().get("order").table, "Document_ЗаказКлиента")
        self.assertEqual(len(self.onec.onec_schedule_ids), 5)
        self.connect()
        self.assertEqual(len(self.onec.onec_schedule_ids), 5, "not twice")

    def test_new_base_is_made_in_a_minute(self):
        wizard = self.tested(endpoint_id=False, code="ut-new", name="Office")
        endpoint = self.env["torg.exchange.endpoint"].browse(wizard.action_save()["res_id"])
        self.assertEqual((endpoint.kind, endpoint.code, endpoint.name), ("onec", "ut-new", "Office"))
        self.assertTrue(endpoint.onec_schedule_ids)

    def test_needed_table_that_is_hidden_is_told_with_its_stream(self):
        self.base.hidden.add("Catalog_ВидыЦен")
        wizard = self.tested()
        lines = {line.code: line for line in wizard.line_ids}
        self.assertEqual(lines["price_type"].state, "needed")
        self.assertIn("Prices", wizard.message)

    def test_person_chooses_another_table_or_none(self):
        wizard = self.tested()
        lines = {line.code: line for line in wizard.line_ids}
        lines["characteristic"].chosen = False
        lines["bank"].chosen = "Catalog_Валюты"
        wizard.action_test()
        lines = {line.code: line for line in wizard.line_ids}
        self.assertEqual((lines["characteristic"].state, lines["bank"].table), ("missing", "Catalog_Валюты"))

    def test_each_failure_has_its_sentence(self):
        cases = [
            ({"password": "other"}, "401"),
            ({"url": self.server.url + "2"}, "404"),
            ({"url": "http://127.0.0.1:9/base"}, "does not answer"),
            ({"url": "server/base"}, "http://server/base"),
            ({"allow_private_addresses": False}, "private addresses"),
        ]
        for vals, words in cases:
            wizard = self.tested(**vals)
            self.assertEqual(wizard.state, "failed", vals)
            self.assertIn(words, wizard.message)
            with self.assertRaises(UserError):
                wizard.action_save()

    def test_login_page_is_recognised(self):
        self.server.trouble.add("html")
        self.assertIn("Вход в систему", self.tested().message)

    def test_password_is_kept_from_everybody_and_from_the_wizard(self):
        wizard = self.tested()
        wizard.action_save()
        self.assertFalse(wizard.password)
        self.assertEqual(self.onec.sudo().odata_password, "secret")
        admin = new_test_user(self.env, "odata_admin", "torg_base.group_integration_admin")
        with self.assertRaises(AccessError):
            self.onec.with_user(admin).read(["odata_password"])
        self.assertNotIn("'secret'", str(self.onec.with_user(admin).read()))
        director = new_test_user(self.env, "odata_director", "torg_base.group_director")
        self.assertFalse({"odata_url", "odata_user", "odata_profile"} & set(self.onec.with_user(director).fields_get()))

    def test_empty_password_means_the_one_that_is_kept(self):
        self.connect()
        self.assertEqual(self.tested(password=False).state, "found")

    def test_wizard_is_for_the_integration_administrator(self):
        for group in ("torg_base.group_director", "torg_base.group_manager", "base.group_portal"):
            user = new_test_user(self.env, f"odata_{group}", group)
            with self.assertRaises(AccessError):
                self.wizard().with_user(user).action_test()
            with self.assertRaises(AccessError):
                self.env["torg.onec.odata.connect"].with_user(user)._open()

    def test_address_that_is_none_is_refused(self):
        with self.assertRaises(ValidationError):
            self.onec.odata_url = "file:///etc/passwd"
