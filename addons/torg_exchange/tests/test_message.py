from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestMessage(ExchangeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "exchange_admin", "torg_base.group_integration_admin,base.group_partner_manager", name="Olga"
        )

    def emit(self, **vals):
        self.anna._emit_event("person.stepped")
        message = self.emitted()[-1]
        message.write(vals)
        return message.with_user(self.admin)

    def test_person_repeats_a_dead_message_under_its_id(self):
        message = self.emit(state="dead", attempts=12, error="Broken", done_at=fields.Datetime.now())
        uuid = message.uuid
        before = self.jobs()
        message.action_repeat()
        self.assertEqual((message.state, message.attempts, message.error, message.uuid), ("ready", 0, False, uuid))
        self.assertEqual(len(self.jobs() - before), 1)

    def test_person_need_not_wait_for_the_next_attempt(self):
        message = self.emit(state="failed", next_try=fields.Datetime.now() + timedelta(hours=9))
        message.action_repeat()
        self.assertEqual(self.messages._claim(self.endpoint, 10), message.sudo())

    def test_repeating_what_waits_already_is_told(self):
        with self.assertRaisesRegex(UserError, "already waiting"):
            self.emit().action_repeat()

    def test_cancelled_message_lets_the_later_ones_go(self):
        first = self.emit(state="failed", next_try=fields.Datetime.now() + timedelta(hours=9))
        second = self.emit()
        self.assertFalse(self.messages._claim(self.endpoint, 10))
        first.action_cancel()
        self.assertEqual((first.state, first.error), ("cancelled", "Cancelled by Olga"))
        self.assertEqual(self.messages._claim(self.endpoint, 10), second.sudo())

    def test_finished_message_cannot_be_cancelled(self):
        with self.assertRaisesRegex(UserError, "already finished"):
            self.emit(state="delivered").action_cancel()

    def test_many_are_repeated_at_once(self):
        messages = self.emit(state="dead") | self.emit(state="failed") | self.emit()
        messages.action_repeat()
        self.assertEqual(set(messages.mapped("state")), {"ready"})

    def test_content_is_shown_masked(self):
        message = self.emit()
        message.sudo()._store_payload(b'{"customer": {"name": "Anna", "phone": "+79123456789"}, "token": "abc"}')
        self.assertNotIn("Anna", message.payload_masked)
        self.assertNotIn("3456", message.payload_masked)
        self.assertNotIn("abc", message.payload_masked)

    def test_full_content_is_shown_and_noted(self):
        message = self.emit()
        message.sudo()._store_payload(b'{"customer": {"name": "Anna"}}')
        action = message.action_reveal()
        viewer = self.env[action["res_model"]].with_user(self.admin).browse(action["res_id"])
        self.assertEqual(viewer.content, '{"customer": {"name": "Anna"}}')
        note = self.endpoint.message_ids[0]
        self.assertIn(message.uuid, note.body)
        self.assertEqual(note.author_id, self.admin.partner_id)

    def test_viewer_is_for_the_one_who_asked(self):
        message = self.emit()
        message.sudo()._store_payload(b"secret")
        action = message.action_reveal()
        other = new_test_user(self.env, "exchange_admin2", "torg_base.group_integration_admin")
        self.assertFalse(self.env[action["res_model"]].with_user(other).browse(action["res_id"]).has_access("read"))

    def test_big_content_is_not_masked_by_halves(self):
        message = self.emit()
        message.sudo()._store_payload(b'{"name": "' + b"x" * 1_100_000 + b'"}')
        self.assertIn("A big message", message.payload_masked)

    def test_content_that_is_no_text_is_told(self):
        message = self.emit()
        message.sudo()._store_payload(b"PK\x03\x04\x00\x00")
        self.assertEqual(message.payload_masked, "6 bytes that are not text")

    def test_name_says_what_and_about_whom(self):
        self.assertEqual(self.emit().display_name, "person.stepped · Anna")

    def test_record_hidden_from_the_reader_stays_nameless(self):
        self.env["ir.rule"].create(
            {
                "name": "No Anna",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.anna.id})]",
            }
        )
        self.assertEqual(self.emit().record_name, f"Contact {self.anna.id}")

    def test_record_is_opened(self):
        action = self.emit().action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.anna.id))

    def test_opening_a_deleted_record_is_told(self):
        message = self.emit()
        self.anna.unlink()
        with self.assertRaisesRegex(UserError, "does not exist"):
            message.action_open_record()

    def test_list_of_messages_costs_a_handful_of_queries(self):
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(80)])
        partners._emit_event("person.stepped")
        messages = self.emitted().with_user(self.admin)
        messages.web_read({"display_name": {}})
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            messages.web_read({"subject": {}, "record_name": {}, "state": {}, "error": {}})
