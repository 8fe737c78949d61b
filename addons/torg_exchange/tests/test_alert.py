from odoo.tests import new_test_user, tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestAlert(ExchangeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.endpoint.alert_partner_ids = cls.boris
        cls.boris.email = "boris@example.com"
        cls.endpoint.red_failures = 1

    def break_down(self):
        self.anna._emit_event("person.changed")
        self.emitted().state = "dead"

    def watch(self):
        """Return the letters one look at the lights brings."""
        before = self.env["mail.mail"].search([])
        self.env.invalidate_all()
        self.env["torg.exchange.endpoint"]._cron_watch()
        return self.env["mail.mail"].search([]) - before

    def test_green_endpoint_brings_no_letter(self):
        self.assertFalse(self.watch())

    def test_incident_brings_one_letter(self):
        self.break_down()
        letter = self.watch()
        self.assertEqual(letter.recipient_ids, self.boris)
        self.assertIn("Site", letter.subject)
        self.assertIn("need a person: 1", letter.body_html)
        self.assertTrue(self.endpoint.incident_since)
        self.assertFalse(self.watch())

    def test_recovery_brings_one_letter(self):
        self.break_down()
        self.watch()
        self.emitted().state = "cancelled"
        letter = self.watch()
        self.assertIn("works again", letter.subject)
        self.assertFalse(self.endpoint.incident_since)
        self.assertFalse(self.watch())

    def test_second_incident_brings_a_new_letter(self):
        self.break_down()
        self.watch()
        self.emitted().state = "cancelled"
        self.watch()
        self.break_down()
        self.assertTrue(self.watch())

    def test_without_recipients_administrators_are_told(self):
        self.endpoint.alert_partner_ids = False
        admin = new_test_user(self.env, "exchange_admin", "torg_base.group_integration_admin")
        self.break_down()
        letter = self.watch()
        self.assertIn(admin.partner_id, letter.recipient_ids)
        self.assertNotIn(self.env.ref("base.user_root").partner_id, letter.recipient_ids)

    def test_letter_speaks_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        self.env.ref("torg_exchange.mail_template_exchange_red").with_context(lang="ru_RU").subject = "Обмен сломан"
        self.break_down()
        self.assertEqual(self.watch().subject, "Обмен сломан")

    def test_switched_off_endpoint_brings_no_letter(self):
        self.break_down()
        self.endpoint.active = False
        self.assertFalse(self.watch())
