from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestPull(ExchangeCase):
    def setUp(self):
        super().setUp()
        self.endpoint.mode = "pull"

    def offer(self, session="s1", limit=100):
        return self.messages._offer(self.endpoint, limit, session)

    def test_what_waits_is_handed_out_oldest_first_with_content(self):
        (self.anna | self.boris)._emit_event("person.changed")
        offered = self.offer()
        self.assertEqual(offered, self.emitted())
        self.assertEqual(set(offered.mapped("state")), {"offered"})
        self.assertIn(b'"person.changed"', offered[0]._get_payload())

    def test_same_session_gets_the_same_answer_again(self):
        self.anna._emit_event("person.changed")
        first = self.offer()
        body = first._get_payload()
        self.boris._emit_event("person.changed")
        self.assertEqual(self.offer(), first)
        self.assertEqual(self.offer()._get_payload(), body)

    def test_confirmation_is_for_its_session_only(self):
        self.anna._emit_event("person.changed")
        taken = self.offer("s1", limit=1)
        self.boris._emit_event("person.changed")
        other = self.offer("s2")
        self.assertEqual(self.messages._confirm(self.endpoint, "s1"), taken)
        self.assertEqual((taken.state, other.state), ("delivered", "offered"))

    def test_confirming_twice_changes_nothing(self):
        self.anna._emit_event("person.changed")
        message = self.offer()
        self.messages._confirm(self.endpoint, "s1")
        self.assertFalse(self.messages._confirm(self.endpoint, "s1"))
        self.assertEqual(message.state, "delivered")

    def test_record_waits_for_its_unconfirmed_predecessor(self):
        self.anna._emit_event("person.stepped")
        self.anna._emit_event("person.stepped")
        first, second = self.emitted()
        self.assertEqual(self.offer("s1"), first)
        self.assertFalse(self.offer("s2"))
        self.messages._confirm(self.endpoint, "s1")
        self.assertEqual(self.offer("s3"), second)

    def test_unconfirmed_is_offered_again_with_the_same_id(self):
        self.anna._emit_event("person.changed")
        message = self.offer("s1")
        uuid = message.uuid
        self.assertFalse(self.messages._release_unconfirmed())
        message.offered_at = fields.Datetime.now() - timedelta(minutes=16)
        self.assertEqual(self.messages._release_unconfirmed(), message)
        self.assertFalse(self.messages._confirm(self.endpoint, "s1"))
        self.assertEqual(self.offer("s2").uuid, uuid)

    def test_pulled_messages_never_die_of_attempts(self):
        self.anna._emit_event("person.changed")
        message = self.emitted()
        message.attempts = 100
        self.offer()
        self.messages._confirm(self.endpoint, "s1")
        self.assertEqual(message.state, "delivered")

    def test_limit_is_kept(self):
        (self.anna | self.boris)._emit_event("person.changed")
        self.assertEqual(len(self.offer(limit=1)), 1)

    def test_echo_makes_it_accepted_and_refusal_calls_a_person(self):
        (self.anna | self.boris)._emit_event("person.changed")
        anna, boris = self.offer()
        self.messages._confirm(self.endpoint, "s1")
        anna._accept("Order 15 in the other system")
        boris._refuse("Unknown contract")
        self.assertEqual((anna.state, anna.answer), ("accepted", "Order 15 in the other system"))
        self.assertEqual((boris.state, boris.error), ("dead", "Unknown contract"))

    def test_record_that_cannot_be_rendered_is_not_handed_out(self):
        self.endpoint.event_ids = self.changed
        (self.anna | self.boris)._emit_event("person.changed")

        def prepare(endpoint, messages):
            if self.anna.id in messages.mapped("res_id"):
                raise KeyError("article")
            return {}

        self.patch(self.registry["torg.exchange.endpoint"], "_prepare_webhook_data", prepare)
        self.assertEqual(self.offer().mapped("res_id"), self.boris.ids)
        failed = self.emitted(("state", "=", "failed"))
        self.assertIn("KeyError", failed.error)
