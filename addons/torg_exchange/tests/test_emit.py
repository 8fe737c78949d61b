from unittest.mock import patch

from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestEmit(ExchangeCase):
    def test_event_becomes_a_message_for_every_subscriber(self):
        other = self.make_webhook("Second site").endpoint_id
        self.anna._emit_event("person.changed")
        messages = self.messages.search([("res_model", "=", "res.partner"), ("res_id", "=", self.anna.id)])
        self.assertEqual(messages.endpoint_id, self.endpoint | other)
        self.assertEqual(messages.event_id, self.changed)
        self.assertEqual(set(messages.mapped("state")), {"ready"})
        self.assertEqual(len(set(messages.mapped("uuid"))), 2)
        self.assertEqual(len(set(messages.mapped("revision"))), 1)

    def test_message_carries_no_payload(self):
        self.anna._emit_event("person.changed")
        self.assertFalse(self.emitted()._get_payload())

    def test_facts_of_the_moment_are_kept_with_the_message(self):
        facts = {self.anna.id: {"name": "Анна", "born": None}}
        with patch.object(type(self.anna), "_get_event_facts", lambda records, event_code: facts):
            (self.anna | self.boris)._emit_event("person.changed")
        self.anna.name = "Later"
        messages = self.emitted()
        self.assertEqual(messages.filtered(lambda message: message.res_id == self.anna.id).facts, facts[self.anna.id])
        self.assertFalse(messages.filtered(lambda message: message.res_id == self.boris.id).facts)

    def test_nobody_subscribed_nothing_written(self):
        self.endpoint.event_ids = self.stepped
        self.anna._emit_event("person.changed")
        self.assertFalse(self.emitted())
        self.assertFalse(self.jobs())

    def test_switched_off_endpoint_hears_nothing(self):
        self.endpoint.active = False
        self.anna._emit_event("person.changed")
        self.assertFalse(self.emitted())

    def test_unknown_event_is_a_mistake_of_the_programmer(self):
        with self.assertRaisesRegex(ValueError, "person.vanished"):
            self.anna._emit_event("person.vanished")

    def test_no_records_no_messages(self):
        self.env["res.partner"]._emit_event("person.changed")
        self.assertFalse(self.emitted())

    def test_what_is_told_at_the_end_of_the_transaction_goes_by_the_same_job(self):
        self.anna._emit_event("person.changed")
        self.env.cr.precommit.add(lambda: self.boris._emit_event("person.changed"))
        self.env.cr.flush()
        self.assertEqual((len(self.emitted()), len(self.jobs())), (2, 1))

    def test_revisions_grow_with_every_event(self):
        self.anna._emit_event("person.changed")
        self.boris._emit_event("person.changed")
        self.anna._emit_event("person.changed")
        revisions = self.emitted().mapped("revision")
        self.assertEqual(revisions, sorted(set(revisions)))

    def test_one_transaction_brings_one_job_however_many_events(self):
        for _ in range(3):
            (self.anna | self.boris)._emit_event("person.changed")
        job = self.jobs()
        self.assertEqual(len(job), 1)
        self.assertEqual((job.method_name, job.channel, job.max_retries), ("_deliver_waiting", "root.outbox", 0))

    def test_rolled_back_change_sends_nothing(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.anna.name = "Anna II"
            self.anna._emit_event("person.changed")
            raise ZeroDivisionError
        self.assertFalse(self.emitted())
        self.assertFalse(self.jobs())

    def test_pull_endpoint_gets_messages_and_no_job(self):
        self.endpoint.mode = "pull"
        self.anna._emit_event("person.changed")
        self.assertEqual(self.emitted().mode, "pull")
        self.assertFalse(self.jobs())

    def test_company_hears_only_of_its_own_records(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.endpoint.company_id = self.env.company
        self.boris.company_id = other
        (self.anna | self.boris)._emit_event("person.changed")
        self.assertEqual(self.emitted().mapped("res_id"), self.anna.ids)

    def test_emitter_needs_no_rights_on_the_exchange(self):
        manager = self.env["res.users"].create(
            {"name": "M", "login": "exchange_manager", "group_ids": self.env.ref("torg_base.group_manager").ids}
        )
        self.anna.with_user(manager)._emit_event("person.changed")
        self.assertEqual(self.emitted().create_uid, manager)

    def test_thousand_records_cost_a_handful_of_queries(self):
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(1000)])
        self.anna._emit_event("person.changed")  # the subscriptions are cached from now on
        self.env.flush_all()
        with self.assertQueryCount(4):
            partners._emit_event("person.changed")
        self.assertEqual(len(self.emitted()), 1001)

    def test_event_nobody_wants_costs_no_query(self):
        self.endpoint.event_ids = self.stepped
        self.anna._emit_event("person.changed")
        with self.assertQueryCount(0):
            self.boris._emit_event("person.changed")

    def test_new_subscription_is_heard_at_once(self):
        self.endpoint.event_ids = self.stepped
        self.anna._emit_event("person.changed")
        self.endpoint.event_ids |= self.changed
        self.anna._emit_event("person.changed")
        self.assertEqual(len(self.emitted()), 1)
