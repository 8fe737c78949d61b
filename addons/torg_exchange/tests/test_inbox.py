from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.torg_exchange.tools.later import Later
from odoo.addons.torg_exchange.tools.outcome import Outcome

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestInbox(ExchangeCase):
    def setUp(self):
        super().setUp()
        self.topic.channel = "root.stock"
        self.patch(self.registry["torg.exchange.message"], "_get_handlers", self.get_handlers)
        self.patch(self.registry["res.partner"], "_apply_person", self.apply, create=True)
        self.behaviour = None
        self.outcome = None

    def patch(self, obj, name, value, create=False):
        if create:
            setattr(obj, name, value)
            self.addCleanup(delattr, obj, name)
        else:
            super().patch(obj, name, value)

    def get_handlers(test, self=None):  # noqa: N805
        return {("webhook", "people"): ("res.partner", "_apply_person")}

    def apply(self, message):
        partner = message.env["res.partner"].create({"name": message._get_payload().decode()})
        if self.behaviour:
            raise self.behaviour
        if self.outcome:
            return self.outcome
        return f"Created {partner.name}"

    def receive(self, key="k1", payload=b"Vera", topic="people"):
        return self.messages._receive(self.endpoint, topic, key, payload)

    def test_message_is_stored_first_and_applied_by_a_job(self):
        message = self.receive()
        self.assertEqual((message.state, message.direction, message._get_payload()), ("ready", "in", b"Vera"))
        [job] = self.jobs()
        self.assertEqual((job.method_name, job.channel, job.max_retries), ("_process", "root.stock", 0))
        self.assertEqual(message._process(), "accepted")
        self.assertEqual((message.state, message.answer), ("accepted", "Created Vera"))

    def test_same_key_is_stored_and_applied_once(self):
        message = self.receive()
        message._process()
        self.assertEqual(self.receive(payload=b"Vera again"), message)
        self.assertEqual(message._process(), "nothing to do")
        self.assertEqual(self.env["res.partner"].search_count([("name", "=like", "Vera%")]), 1)

    def test_same_key_of_another_endpoint_is_another_message(self):
        other = self.make_webhook("Other").endpoint_id
        self.assertNotEqual(self.receive(), self.messages._receive(other, "people", "k1", b"Vera"))

    def test_message_without_key_is_a_mistake_of_the_programmer(self):
        with self.assertRaises(ValueError):
            self.receive(key="")

    def test_unknown_topic_is_a_mistake_of_the_programmer(self):
        with self.assertRaisesRegex(ValueError, "fish"):
            self.receive(topic="fish")

    def test_failure_leaves_a_sentence_and_nothing_half_done(self):
        self.behaviour = UserError("No such contract: 15")
        message = self.receive()
        message._process()
        self.assertEqual((message.state, message.error), ("failed", "No such contract: 15"))
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Vera")]))

    def test_unexpected_error_names_itself(self):
        self.behaviour = KeyError("article")
        message = self.receive()
        message._process()
        self.assertIn("KeyError: 'article'", message.error)

    def test_repeat_applies_a_failed_message(self):
        self.behaviour = UserError("No such contract: 15")
        message = self.receive()
        message._process()
        self.behaviour = None
        message.action_repeat()
        self.assertEqual(message.state, "ready")
        self.assertEqual(message._process(), "accepted")

    def test_topic_nobody_applies_fails_with_a_sentence(self):
        message = self.receive(topic="service")
        message._process()
        self.assertEqual(message.state, "failed")
        self.assertIn("Service", message.error)

    def test_handler_may_ask_to_come_later(self):
        self.behaviour = RetryableJobError("busy", seconds=60)
        message = self.receive()
        self.jobs().state = "started"
        self.assertEqual(message._process(), "put off")
        self.assertEqual((message.state, message.attempts), ("ready", 0))
        self.assertGreater(self.jobs().eta, fields.Datetime.now() + timedelta(seconds=50))

    def test_long_message_goes_on_in_another_job(self):
        self.outcome = Later()
        message = self.receive()
        self.jobs().state = "started"
        self.assertEqual((message._process(), message.attempts), ("ready", 0))
        self.assertEqual(len(self.jobs()), 1)
        self.outcome = "all of it"
        self.assertEqual((message._process(), message.answer), ("accepted", "all of it"))

    def test_message_that_somebody_else_starts_leaves_no_job(self):
        self.outcome = Later(None)
        message = self.receive()
        self.jobs().state = "started"
        self.assertEqual(message._process(), "ready")
        self.assertFalse(self.jobs())

    def test_handler_that_failed_may_keep_what_it_did(self):
        self.outcome = Outcome(ok=False, error="The file ends in the middle")
        message = self.receive()
        self.assertEqual((message._process(), message.error), ("failed", "The file ends in the middle"))
        self.assertTrue(self.env["res.partner"].search([("name", "=", "Vera")]))

    def test_collision_with_another_worker_is_no_failure(self):
        self.behaviour = SerializationFailure()
        message = self.receive()
        self.jobs().state = "started"
        message._process()
        self.assertEqual(message.state, "ready")
        self.assertTrue(self.jobs().eta)

    def test_cancelled_message_is_not_applied(self):
        message = self.receive()
        message.action_cancel()
        self.assertEqual(message._process(), "nothing to do")

    def test_bytes_come_back_as_they_came(self):
        bodies = [b"\x00\x01\xff", "Вино".encode("windows-1251"), "Вино".encode(), b"x" * 100_000, b""]
        for number, body in enumerate(bodies):
            message = self.receive(key=f"b{number}", payload=body)
            message.invalidate_recordset()
            self.assertEqual((message._get_payload(), message.payload_size), (body, len(body)))

    def test_files_of_messages_are_closed_to_rpc(self):
        message = self.receive(payload=b"\x00" * 10)
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", message._name), ("res_id", "=", message.id), ("res_field", "=", "payload_file")]
        )
        self.assertTrue(attachment)
        admin = new_test_user(self.env, "exchange_admin", "torg_base.group_integration_admin")
        self.assertFalse(attachment.with_user(admin).has_access("read"))
